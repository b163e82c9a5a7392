package dev.vitrine.cli;

import dev.vitrine.engine.metric.Calibration;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "evaluate", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Measures a model on a text, or given texts against references.",
        footer = {"", "Every token of every text is foretold once, and the end of each, which counts as one character and one byte: the line",
            "feed that it stands for. Of a text of the form 'User: question Assistant: answer' the model's answer is compared with",
            "the one that stands there; with --references, the model goes on with every text, from a chat's question or else from",
            "its end. Texts are always generated greedily.", "",
            "FILE of --references and --hypotheses holds one text a line; several references of one text stand on its line with",
            "tabs between. For example:",
            "  vitrine evaluate --model my-model --data unseen.txt --json",
            "  vitrine evaluate --model my-model --data prompts.txt --references wanted.txt",
            "  vitrine evaluate --hypotheses said.txt --references wanted.txt"})
final class EvaluateCommand implements Callable<Integer> {
    private static final int MOST_TOKENS = 1_000_000;
    private static final int MOST_BINS = 1000;

    @Option(names = "--model", paramLabel = "DIR", description = "A saved model: a folder, or a .bin or .json file.")
    Path model;

    @Option(names = "--data", paramLabel = "FILE", description = "Texts to measure on, as those of training.")
    Path data;

    @Mixin
    ReadOptions read;

    @Option(names = "--references", paramLabel = "FILE", description = "What should be said: BLEU and chrF compare with it.")
    Path references;

    @Option(names = "--hypotheses", paramLabel = "FILE", description = "What was said, by whatever; no model is needed then.")
    Path hypotheses;

    @Option(names = "--max-tokens", paramLabel = "N", description = "Most tokens of a generated text (default: ${DEFAULT-VALUE}).")
    int maxTokens = 100;

    @Option(names = "--bins", paramLabel = "M", description = "Of the calibration, by confidence (default: ${DEFAULT-VALUE}).")
    int bins = Calibration.BINS;

    @Option(names = "--backend", paramLabel = "NAME", description = "Kernels that compute: simd or ejml (default: ${DEFAULT-VALUE}).")
    String backend = "simd";

    @Option(names = "--json", description = "One JSON object: loss, perplexity, bits_per_character, bits_per_byte, token_accuracy,"
            + " exact_answers, ece, bleu, chrf, distinct and more.")
    boolean json;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() {
        Failures.named(spec.commandLine(), "--model", model);
        Failures.atLeast(spec.commandLine(), "--max-tokens", maxTokens, 1);
        Failures.atLeast(spec.commandLine(), "--bins", bins, 1);
        atMost("--max-tokens", maxTokens, MOST_TOKENS);
        atMost("--bins", bins, MOST_BINS);
        if (hypotheses != null && (model != null || data != null || references == null)) {
            throw Failures.wrong(spec.commandLine(), "--hypotheses are compared with --references, without --model and --data");
        }
        if (hypotheses == null && (model == null || data == null)) {
            throw Failures.wrong(spec.commandLine(), "--model and --data say what is measured on what; or give --hypotheses and --references");
        }
        return new Evaluation(this).run();
    }

    private void atMost(String option, int value, int most) {
        if (value > most) {
            throw Failures.wrong(spec.commandLine(), option + " must be at most " + most + ", got " + value);
        }
    }
}
