/**
 * Logits to tokens: how one is chosen, and the strategies by which a text is found. May use {@code model}, {@code layer},
 * {@code tensor}, {@code kernel}, {@code text} and the engine's root package.
 */
@NullMarked
package dev.vitrine.engine.sample;

import org.jspecify.annotations.NullMarked;
