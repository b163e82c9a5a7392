/**
 * Tensors in files: safetensors read and written, and files that are replaced as a whole or not at all.
 * May use the engine's root package, {@code tensor}, {@code text} and Jackson. Knows nothing of training.
 */
package dev.vitrine.engine.checkpoint;
