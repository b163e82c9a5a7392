/**
 * Logits to tokens: how one is chosen, and texts that go on token by token. May use {@code model}, {@code layer},
 * {@code tensor}, {@code kernel} and the engine's root package.
 */
package dev.vitrine.engine.sample;
