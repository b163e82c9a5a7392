package dev.vitrine.cli;

import dev.vitrine.engine.data.ChatTemplates;
import dev.vitrine.engine.data.Message;
import dev.vitrine.engine.kernel.Backends;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "generate", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Continues a text and prints what was added.",
        footer = {"", "For example:",
            "  vitrine generate --model my-model --prompt \"the big \"",
            "  vitrine generate --model my-model --prompt \"\" --temperature 0.8 --top-k 5 --seed 3",
            "  vitrine generate --model my-model --prompt \"the \" --beams 4 --n-best 4 --stop ."})
final class GenerateCommand implements Callable<Integer> {
    private static final int MOST_TOKENS = 1_000_000;

    @Option(names = "--model", paramLabel = "DIR", required = true, description = "A saved model: a folder, or a .bin or .json file.")
    Path model;

    @Option(names = "--prompt", paramLabel = "TEXT", required = true,
            description = "What to continue; empty to begin at the beginning of a line.")
    String prompt;

    @Option(names = "--chat", paramLabel = "NAME", completionCandidates = ReadOptions.Templates.class,
            description = "Asks the prompt as a question, written by a chat template: ${COMPLETION-CANDIDATES}.")
    String chat;

    @Option(names = "--max-tokens", paramLabel = "N", description = "Most tokens to add (default: ${DEFAULT-VALUE}).")
    int maxTokens = 50;

    @Option(names = "--stop", paramLabel = "TEXT", description = "Ends before this text; may be repeated.")
    List<String> stops = new ArrayList<>();

    @Mixin
    SamplingOptions sampling;

    @Mixin
    SearchOptions search;

    @Option(names = "--backend", paramLabel = "NAME", description = "Kernels that compute: simd or ejml (default: ${DEFAULT-VALUE}).")
    String backend = "simd";

    @Option(names = "--log-probs", description = "Says ln p of each token, in nats, by the model itself.")
    boolean logProbs;

    @Option(names = "--json", description = "One JSON object: prompt, text, prompt_tokens, tokens, stopped_by, log_probability, score;"
            + " results where more than one is wanted.")
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
        if (stops.contains("")) {
            throw Failures.wrong(spec.commandLine(), "--stop must have at least one character, got an empty text");
        }
        Failures.choice(spec.commandLine(), "--backend", backend, Backends.REGISTRY.names());
        if (chat != null) {
            Failures.choice(spec.commandLine(), "--chat", chat, ChatTemplates.REGISTRY.names());
        }
        return new Generation(this).run();
    }

    /** What the model is given: the prompt, or a chat that begins with it, as training writes one. */
    String given() {
        return chat == null ? prompt : ChatTemplates.REGISTRY.get(chat).prompt(List.of(new Message(Message.USER, prompt)));
    }
}
