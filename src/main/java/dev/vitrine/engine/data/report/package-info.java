/**
 * What a person should know of texts before training on them: counts, lengths, and everything that is not used or looks wrong,
 * each with its place. May use the engine's root package, {@code text}, the readers of texts and how they are split.
 */
@NullMarked
package dev.vitrine.engine.data.report;

import org.jspecify.annotations.NullMarked;
