package dev.vitrine.engine.model;

import dev.vitrine.engine.Defaulted;

/**
 * How a model thinks about puzzles. Where it does, its embeddings are scaled and its weights begin as in the reference of HRM
 * (sapientinc/HRM; arXiv:2506.21734), and every model but the plain Transformer thinks in segments: it goes on from states
 * that are carried to it, and says with each answer whether to stop.
 *
 * @param enabled off for text
 */
@Defaulted
public record ReasoningConfig(boolean enabled) {
    /** For text. */
    public static final ReasoningConfig DEFAULT = new ReasoningConfig(false);
}
