package dev.vitrine.engine.sample;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a token is chosen: what is done to the logits before one is drawn. {@link Processors} has the order. A setting at its
 * neutral value does nothing.
 *
 * @param temperature       divides the logits; 0 takes the most probable token, the lowest id among equals
 * @param topK              keeps the k most probable tokens; 0 keeps all
 * @param topP              keeps the fewest most probable tokens whose probabilities add up to p; 1 keeps all
 * @param minP              keeps the tokens at least so probable as this share of the most probable one; 0 keeps all
 * @param typicalP          keeps the fewest tokens whose information is nearest to the expected one and whose probabilities add up
 *                          to p; 1 keeps all
 * @param repetitionPenalty divides the positive logits of tokens that the text has, prompt included, and multiplies the negative
 *                          ones; 1 is neutral
 * @param presencePenalty   taken from the logits of tokens that were written, prompt excluded; 0 is neutral
 * @param frequencyPenalty  the same for each time that they were written
 * @param noRepeatNgram     no sequence of so many tokens comes twice, prompt included; 0 allows all
 * @param logitBias         token to what is added to its logit
 * @param seed              of the draws: same seed, settings and weights give the same text
 */
public record Sampling(double temperature, int topK, double topP, double minP, double typicalP, double repetitionPenalty,
                       double presencePenalty, double frequencyPenalty, int noRepeatNgram, Map<Integer, Double> logitBias,
                       long seed) {
    /** Draws from the model's own distribution. */
    public static final Sampling DEFAULT = new Sampling(1, 0, 1);
    /** Takes the most probable token. */
    public static final Sampling GREEDY = new Sampling(0, 0, 1);

    private static final double LARGEST = 1e6;

    public Sampling {
        between("temperature", temperature, 0, 100, "0 (most probable token)");
        notNegative("top_k", topK, "all tokens");
        share("top_p", topP);
        between("min_p", minP, 0, 1, "0 (all tokens)");
        share("typical_p", typicalP);
        if (!(repetitionPenalty > 0 && repetitionPenalty <= 100)) {
            throw new IllegalArgumentException("repetition_penalty must be above 0 and at most 100, got " + repetitionPenalty
                    + ": 1 is neutral");
        }
        between("presence_penalty", presencePenalty, -100, 100, "-100");
        between("frequency_penalty", frequencyPenalty, -100, 100, "-100");
        notNegative("no_repeat_ngram", noRepeatNgram, "any repetition");
        logitBias.forEach(Sampling::bias);
        logitBias = Collections.unmodifiableMap(new TreeMap<>(logitBias));
    }

    /** With temperature and top-k only. */
    public Sampling(double temperature, int topK, long seed) {
        this(temperature, topK, 1, 0, 1, 1, 0, 0, 0, Map.of(), seed);
    }

    private static void between(String name, double value, double least, double most, String from) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(name + " must be from " + from + " to " + (int) most + ", got " + value);
        }
    }

    private static void share(String name, double value) {
        if (!(value > 0 && value <= 1)) {
            throw new IllegalArgumentException(name + " must be above 0 and at most 1 (all tokens), got " + value);
        }
    }

    private static void notNegative(String name, int value, String zero) {
        if (value < 0) {
            throw new IllegalArgumentException(name + " must be 0 (" + zero + ") or more, got " + value);
        }
    }

    private static void bias(int token, double value) {
        if (token < 0) {
            throw new IllegalArgumentException("logit_bias must be of a token, 0 or more, got " + token);
        }
        if (!(Math.abs(value) <= LARGEST)) {
            throw new IllegalArgumentException("logit_bias of token " + token + " must be from -1000000 to 1000000, got " + value);
        }
    }

    /** Whether the most probable token is taken without a draw. */
    public boolean greedy() {
        return temperature == 0;
    }

    public Sampling withTemperature(double value) {
        return new Sampling(value, topK, topP, minP, typicalP, repetitionPenalty, presencePenalty, frequencyPenalty, noRepeatNgram,
                logitBias, seed);
    }

    public Sampling withTopK(int value) {
        return new Sampling(temperature, value, topP, minP, typicalP, repetitionPenalty, presencePenalty, frequencyPenalty,
                noRepeatNgram, logitBias, seed);
    }

    public Sampling withTopP(double value) {
        return new Sampling(temperature, topK, value, minP, typicalP, repetitionPenalty, presencePenalty, frequencyPenalty,
                noRepeatNgram, logitBias, seed);
    }

    public Sampling withMinP(double value) {
        return new Sampling(temperature, topK, topP, value, typicalP, repetitionPenalty, presencePenalty, frequencyPenalty,
                noRepeatNgram, logitBias, seed);
    }

    public Sampling withTypicalP(double value) {
        return new Sampling(temperature, topK, topP, minP, value, repetitionPenalty, presencePenalty, frequencyPenalty, noRepeatNgram,
                logitBias, seed);
    }

    public Sampling withRepetitionPenalty(double value) {
        return new Sampling(temperature, topK, topP, minP, typicalP, value, presencePenalty, frequencyPenalty, noRepeatNgram,
                logitBias, seed);
    }

    public Sampling withPresencePenalty(double value) {
        return new Sampling(temperature, topK, topP, minP, typicalP, repetitionPenalty, value, frequencyPenalty, noRepeatNgram,
                logitBias, seed);
    }

    public Sampling withFrequencyPenalty(double value) {
        return new Sampling(temperature, topK, topP, minP, typicalP, repetitionPenalty, presencePenalty, value, noRepeatNgram,
                logitBias, seed);
    }

    public Sampling withNoRepeatNgram(int value) {
        return new Sampling(temperature, topK, topP, minP, typicalP, repetitionPenalty, presencePenalty, frequencyPenalty, value,
                logitBias, seed);
    }

    public Sampling withLogitBias(Map<Integer, Double> value) {
        return new Sampling(temperature, topK, topP, minP, typicalP, repetitionPenalty, presencePenalty, frequencyPenalty,
                noRepeatNgram, value, seed);
    }

    public Sampling withSeed(long value) {
        return new Sampling(temperature, topK, topP, minP, typicalP, repetitionPenalty, presencePenalty, frequencyPenalty,
                noRepeatNgram, logitBias, value);
    }
}
