/** Compares what a model computes here with what another library computed from the same file. */
@NullMarked
package dev.vitrine.engine.golden;

import org.jspecify.annotations.NullMarked;
