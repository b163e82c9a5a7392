/**
 * Figures of merit of text and of the models that write it: pure functions of texts and numbers. May use nothing but the
 * engine's root package.
 */
@NullMarked
package dev.vitrine.engine.metric;

import org.jspecify.annotations.NullMarked;
