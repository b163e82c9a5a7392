/**
 * Layers and one use of each: a {@link dev.vitrine.engine.layer.Layer} holds learned weights, a
 * {@link dev.vitrine.engine.layer.Pass} its buffers, with backward under forward. Norms, feed-forward parts, positions and
 * block orders are registries. May use {@code tensor}, {@code kernel} and the engine's root package.
 */
@NullMarked
package dev.vitrine.engine.layer;

import org.jspecify.annotations.NullMarked;
