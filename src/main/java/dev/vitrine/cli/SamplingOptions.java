package dev.vitrine.cli;

import dev.vitrine.engine.sample.Sampling;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** How each token is chosen. */
final class SamplingOptions {
    @Option(names = "--temperature", paramLabel = "X",
            description = "Divides the logits; 0 takes the most probable token (default: ${DEFAULT-VALUE}).")
    double temperature;

    @Option(names = "--top-k", paramLabel = "K", description = "Draws from the K most probable tokens; 0 from all (default: ${DEFAULT-VALUE}).")
    int topK;

    @Option(names = "--top-p", paramLabel = "P",
            description = "Draws from the fewest most probable tokens that make up P (default: ${DEFAULT-VALUE}, all).")
    double topP = 1;

    @Option(names = "--min-p", paramLabel = "P",
            description = "Draws from tokens at least P times as probable as the best (default: ${DEFAULT-VALUE}, all).")
    double minP;

    @Option(names = "--typical-p", paramLabel = "P",
            description = "Draws from the tokens nearest to the expected information that make up P (default: ${DEFAULT-VALUE}, all).")
    double typicalP = 1;

    @Option(names = "--repetition-penalty", paramLabel = "X",
            description = "Divides positive logits of tokens that the text has, multiplies negative ones (default: ${DEFAULT-VALUE}).")
    double repetitionPenalty = 1;

    @Option(names = "--presence-penalty", paramLabel = "X",
            description = "Taken from the logits of tokens that were written (default: ${DEFAULT-VALUE}).")
    double presencePenalty;

    @Option(names = "--frequency-penalty", paramLabel = "X",
            description = "Taken from the logits for each time that a token was written (default: ${DEFAULT-VALUE}).")
    double frequencyPenalty;

    @Option(names = "--no-repeat-ngram", paramLabel = "N",
            description = "No N tokens come twice in the same order; 0 allows all (default: ${DEFAULT-VALUE}).")
    int noRepeatNgram;

    @Option(names = "--logit-bias", paramLabel = "TOKEN=BIAS", description = "Adds to the logit of a token, given by its id; may be repeated.")
    Map<Integer, Double> logitBias = new LinkedHashMap<>();

    @Option(names = "--seed", paramLabel = "N", description = "Of the draws (default: ${DEFAULT-VALUE}).")
    long seed = 1;

    Sampling sampling() {
        return new Sampling(temperature, topK, topP, minP, typicalP, repetitionPenalty, presencePenalty, frequencyPenalty, noRepeatNgram,
                logitBias, seed);
    }
}
