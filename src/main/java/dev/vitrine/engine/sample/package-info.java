/**
 * Logits to tokens: how one is chosen, and the strategies by which a text is found. May use {@code model}, {@code layer},
 * {@code tensor}, {@code kernel}, {@code text} and the engine's root package.
 */
package dev.vitrine.engine.sample;
