/** Compares what a model computes here with what another library computed from the same file. */
package dev.vitrine.engine.golden;
