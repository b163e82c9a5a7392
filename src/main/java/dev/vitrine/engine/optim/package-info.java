/**
 * Gradients to new weights: optimizers, learning-rate schedules, norms and clipping. May use {@code tensor}, {@code kernel}
 * and the engine's root package. Knows no models.
 */
@NullMarked
package dev.vitrine.engine.optim;

import org.jspecify.annotations.NullMarked;
