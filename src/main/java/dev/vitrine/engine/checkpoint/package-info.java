/**
 * Models in files: safetensors read and written, files that are replaced as a whole or not at all, folders and single files of a model
 * with its tokenizer, ours and others'. May use the engine's root package, {@code model}, {@code tensor}, {@code text}
 * and Jackson. Knows nothing of training.
 */
package dev.vitrine.engine.checkpoint;
