package dev.vitrine.engine.model;

import dev.vitrine.engine.layer.AttentionConfig;
import dev.vitrine.engine.layer.BlockConfig;
import dev.vitrine.engine.layer.DropoutConfig;
import dev.vitrine.engine.layer.ExpertsConfig;
import dev.vitrine.engine.layer.Initialization;

/**
 * Sizes and choices of a text model. Immutable and checked on construction: a config that exists is valid. The same
 * record describes a Transformer and its HRM twin: {@code layers} blocks in a row, or split between the two levels, so
 * that both have the same number of parameters.
 *
 * @param type          name in {@link Models}
 * @param vocabularySize V; 0 while no tokenizer is known
 * @param contextLength longest sequence, in tokens
 * @param layers        blocks in all
 * @param tiedHead      whether the head reads the token table backwards
 * @param hCycles       N, turns of HRM's high level
 * @param lCycles       T, turns of HRM's low level for each turn of the high one
 * @param gradient      which of HRM's calls carry a gradient: a {@link HrmGradient} by its lower-case name
 * @param attention    what may differ in attention
 * @param experts      of the feed-forward parts
 * @param dropout      what is left out in training
 * @param reasoning    how it thinks about puzzles
 */
public record ModelConfig(String type, int vocabularySize, int contextLength, int layers, int heads, int channels, int hidden,
                          String feedForward, String norm, double normEps, String normOrder, String position,
                          double ropeTheta, boolean bias, boolean tiedHead, int hCycles, int lCycles, String gradient,
                          AttentionConfig attention, ExpertsConfig experts, DropoutConfig dropout, ReasoningConfig reasoning) {
    public ModelConfig {
        Models.REGISTRY.get(type);
        if (vocabularySize < 0) {
            throw new IllegalArgumentException("vocabulary_size must not be negative, got " + vocabularySize);
        }
        inRange("context_length", contextLength, 1, 1 << 20);
        inRange("layers", layers, type.equals(Models.HRM) ? 2 : 1, 1000);
        if (reasoning.hLayers() >= layers) {
            throw new IllegalArgumentException("reasoning.h_layers must leave at least one of the " + layers + " layers to the low level,"
                    + " got " + reasoning.hLayers());
        }
        inRange("h_cycles", hCycles, 1, 64);
        inRange("l_cycles", lCycles, 1, 64);
        HrmGradient.of(gradient);
        int prefix = prefix(type, channels, reasoning);
        if (prefix > 0 && reasoning.puzzleWidth() > (long) prefix * channels) {
            throw new IllegalArgumentException("reasoning.puzzle_width must be at most reasoning.prefix times channels, "
                    + (long) prefix * channels + ", got " + reasoning.puzzleWidth());
        }
        block(contextLength + prefix, layers, heads, channels, hidden, feedForward, norm, normEps, normOrder, position, ropeTheta, bias,
                attention, experts, dropout, reasoning);
    }

    /** With plain multi-head attention, one feed-forward layer a block, no dropout, for text. */
    public ModelConfig(String type, int vocabularySize, int contextLength, int layers, int heads, int channels, int hidden,
                       String feedForward, String norm, double normEps, String normOrder, String position, double ropeTheta,
                       boolean bias, boolean tiedHead, int hCycles, int lCycles, String gradient) {
        this(type, vocabularySize, contextLength, layers, heads, channels, hidden, feedForward, norm, normEps, normOrder, position,
                ropeTheta, bias, tiedHead, hCycles, lCycles, gradient, AttentionConfig.DEFAULT, ExpertsConfig.DEFAULT,
                DropoutConfig.DEFAULT, ReasoningConfig.DEFAULT);
    }

    static void inRange(String name, int value, int low, int high) {
        if (value < low || value > high) {
            throw new IllegalArgumentException(name + " must be from " + low + " to " + high + ", got " + value);
        }
    }

    /** Of a model that thinks in segments; the plain Transformer has none. */
    private static int prefix(String type, int channels, ReasoningConfig reasoning) {
        return type.equals(Models.GPT) ? 0 : reasoning.prefix(channels);
    }

    private static BlockConfig block(int positions, int layers, int heads, int channels, int hidden, String feedForward, String norm,
                                     double normEps, String normOrder, String position, double ropeTheta, boolean bias,
                                     AttentionConfig attention, ExpertsConfig experts, DropoutConfig dropout,
                                     ReasoningConfig reasoning) {
        return new BlockConfig(channels, heads, hidden, feedForward, norm, normEps, normOrder, position, ropeTheta, bias,
                reasoning.enabled() ? 1 : 1 / Math.sqrt(2.0 * layers), attention, experts, dropout, reasoning.of(positions),
                reasoning.enabled() ? Initialization.LECUN_TRUNCATED : Initialization.NORMAL);
    }

    /** What each block is made of. */
    public BlockConfig block() {
        return block(contextLength + prefix(), layers, heads, channels, hidden, feedForward, norm, normEps, normOrder, position, ropeTheta, bias,
                attention, experts, dropout, reasoning);
    }

    /** Whether it thinks in segments: its passes are {@link ReasoningPass}es. */
    public boolean reasons() {
        return reasoning.enabled() && !type.equals(Models.GPT);
    }

    /** Positions before the cells of a puzzle, p: what is known of its kind. */
    public int prefix() {
        return prefix(type, channels, reasoning);
    }

    /** Blocks of HRM's high level. */
    public int hLayers() {
        return reasoning.hLayers() > 0 ? reasoning.hLayers() : layers / 2;
    }

    /** Blocks of HRM's low level. */
    public int lLayers() {
        return layers - hLayers();
    }

    public ModelConfig withVocabulary(int size) {
        return new ModelConfig(type, size, contextLength, layers, heads, channels, hidden, feedForward, norm, normEps, normOrder,
                position, ropeTheta, bias, tiedHead, hCycles, lCycles, gradient, attention, experts, dropout, reasoning);
    }

    /** The same sizes as another architecture. */
    public ModelConfig withType(String other) {
        return new ModelConfig(other, vocabularySize, contextLength, layers, heads, channels, hidden, feedForward, norm, normEps,
                normOrder, position, ropeTheta, bias, tiedHead, hCycles, lCycles, gradient, attention, experts, dropout, reasoning);
    }

    /** The same weights, used in other cycles. */
    public ModelConfig withCycles(int h, int l) {
        return new ModelConfig(type, vocabularySize, contextLength, layers, heads, channels, hidden, feedForward, norm, normEps,
                normOrder, position, ropeTheta, bias, tiedHead, h, l, gradient, attention, experts, dropout, reasoning);
    }
}
