/**
 * Token shards: a text of any size as token ids in files that are mapped into memory, written in one pass and read as batches
 * in constant memory. May use the engine's root package, {@code text} and the readers of texts.
 */
@NullMarked
package dev.vitrine.engine.data.shard;

import org.jspecify.annotations.NullMarked;
