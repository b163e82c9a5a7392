package dev.vitrine.engine.model;

import dev.vitrine.engine.Defaulted;
import dev.vitrine.engine.layer.Mixers;
import dev.vitrine.engine.layer.MixingConfig;

/**
 * How a model thinks about puzzles. Where it does, its embeddings are scaled and its weights begin as in the reference of HRM
 * (sapientinc/HRM; arXiv:2506.21734), and every model but the plain Transformer thinks in segments: it goes on from states
 * that are carried to it, and says with each answer whether to stop.
 *
 * @param enabled      off for text
 * @param hLayers      blocks of HRM's high level, the others being those of its low level; 0 for half of them
 * @param mixing       how cells learn of each other: {@code attention}, or {@code mlp} for a feed-forward layer over the cells of
 *                     each channel
 * @param mixingHidden width inside that layer; 0 for 8/3 of the positions, rounded up to a multiple of 8
 * @param puzzleWidth  numbers that are learned for each kind of puzzle and stand, C a position, before the cells; 0 for none
 * @param puzzles      kinds of puzzles
 * @param prefix       positions before the cells, filled up with 0; 0 for as many as {@code puzzleWidth} numbers need
 */
@Defaulted
public record ReasoningConfig(boolean enabled, int hLayers, String mixing, int mixingHidden, int puzzleWidth, int puzzles,
                              int prefix) {
    /** For text. */
    public static final ReasoningConfig DEFAULT = new ReasoningConfig(false, 0, Mixers.ATTENTION, 0);

    /** As the reference does. */
    public static final ReasoningConfig ENABLED = new ReasoningConfig(true, 0, Mixers.ATTENTION, 0);

    /** What is learned belongs to all puzzles alike. */
    public ReasoningConfig(boolean enabled, int hLayers, String mixing, int mixingHidden) {
        this(enabled, hLayers, mixing, mixingHidden, 0, 1, 0);
    }

    public ReasoningConfig {
        Mixers.REGISTRY.get(mixing);
        if (!enabled && !mixing.equals(Mixers.ATTENTION)) {
            throw new IllegalArgumentException("mixing must be '" + Mixers.ATTENTION + "' where a model does not reason, got '" + mixing
                    + "'");
        }
        if (hLayers < 0) {
            throw new IllegalArgumentException("h_layers must not be negative, got " + hLayers + ": 0 stands for half of the layers");
        }
        if (mixingHidden < 0) {
            throw new IllegalArgumentException("mixing_hidden must not be negative, got " + mixingHidden);
        }
        if (!enabled && puzzleWidth != 0) {
            throw new IllegalArgumentException("puzzle_width must be 0 where a model does not reason, got " + puzzleWidth);
        }
        ModelConfig.inRange("puzzle_width", puzzleWidth, 0, 1 << 20);
        ModelConfig.inRange("puzzles", puzzles, 1, 1 << 20);
        ModelConfig.inRange("prefix", prefix, 0, 1 << 10);
    }

    /** Positions before the cells of a model with so many channels. */
    int prefix(int channels) {
        return puzzleWidth == 0 ? 0 : prefix > 0 ? prefix : (puzzleWidth + channels - 1) / channels;
    }

    /** For a sequence of so many positions. */
    MixingConfig of(int length) {
        return new MixingConfig(mixing, length, mixingHidden > 0 ? mixingHidden : (8 * length / 3 + 7) / 8 * 8);
    }
}
