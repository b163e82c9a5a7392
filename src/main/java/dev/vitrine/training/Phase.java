package dev.vitrine.training;

/** The kinds of work in one training step, in order. */
public enum Phase {
    BATCH, FORWARD, LOSS, BACKWARD, CLIP, UPDATE
}
