/**
 * Text to token ids and back: the contract, the kinds that can be trained, and the Hugging Face file they are kept in.
 * May use the engine's root package and Jackson. Knows nothing of models, batches or where a text comes from.
 */
package dev.vitrine.engine.text;
