/**
 * Texts from files, and batches of token ids that are pure functions of a seed and a step.
 * May use the engine's root package and {@code text}. Knows nothing of models or training.
 */
@NullMarked
package dev.vitrine.engine.data;

import org.jspecify.annotations.NullMarked;
