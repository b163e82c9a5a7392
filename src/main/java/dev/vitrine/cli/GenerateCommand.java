package dev.vitrine.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "generate", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Continues a text and prints what was added.",
        footer = {"", "For example:",
            "  vitrine generate --model my-model --prompt \"the big \"",
            "  vitrine generate --model my-model --prompt \"\" --temperature 0.8 --top-k 5 --seed 3"})
final class GenerateCommand implements Callable<Integer> {
    private static final int MOST_TOKENS = 1_000_000;

    @Option(names = "--model", paramLabel = "DIR", required = true, description = "Folder of a saved model.")
    Path model;

    @Option(names = "--prompt", paramLabel = "TEXT", required = true,
            description = "What to continue; empty to begin at the beginning of a line.")
    String prompt;

    @Option(names = "--max-tokens", paramLabel = "N", description = "Most tokens to add (default: ${DEFAULT-VALUE}).")
    int maxTokens = 50;

    @Option(names = "--temperature", paramLabel = "X",
            description = "Divides the logits; 0 takes the most probable token (default: ${DEFAULT-VALUE}).")
    double temperature;

    @Option(names = "--top-k", paramLabel = "K", description = "Draws from the K most probable tokens; 0 from all (default: ${DEFAULT-VALUE}).")
    int topK;

    @Option(names = "--seed", paramLabel = "N", description = "Of the draws (default: ${DEFAULT-VALUE}).")
    long seed = 1;

    @Option(names = "--backend", paramLabel = "NAME", description = "Kernels that compute: simd or ejml (default: ${DEFAULT-VALUE}).")
    String backend = "simd";

    @Option(names = "--json", description = "One JSON object: prompt, text, prompt_tokens, tokens, stopped_by.")
    boolean json;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() {
        Failures.named(spec.commandLine(), "--model", model);
        Failures.atLeast(spec.commandLine(), "--max-tokens", maxTokens, 1);
        if (maxTokens > MOST_TOKENS) {
            throw Failures.wrong(spec.commandLine(), "--max-tokens must be at most " + MOST_TOKENS + ", got " + maxTokens);
        }
        return new Generation(this).run();
    }
}
