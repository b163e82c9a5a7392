package dev.vitrine.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "inspect", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Reads a text with a model and prints any tensor of that pass, or any weight.",
        footer = {"", "For example:",
            "  vitrine inspect --model my-model --prompt \"the big \" --list",
            "  vitrine inspect --model my-model --prompt \"the big \" --tensor blocks.0.attn.pattern --json"})
final class InspectCommand implements Callable<Integer> {
    static final class Input {
        @Option(names = "--prompt", paramLabel = "TEXT", description = "Text to read; the end token is put before it.")
        String prompt;

        @Option(names = "--input-ids", paramLabel = "1,2,3",
                description = "Token ids to read as they are; given again, each is a row of the batch.")
        List<String> ids = new ArrayList<>();
    }

    static final class What {
        @Option(names = "--list", description = "Names and shapes of all tensors.")
        boolean list;

        @Option(names = "--tensor", paramLabel = "NAME", arity = "1..*", description = "Tensors to print, row-major.")
        List<String> tensors = new ArrayList<>();
    }

    @Option(names = "--model", paramLabel = "DIR", required = true, description = "A saved model: a folder, or a .bin or .json file.")
    Path model;

    @ArgGroup(multiplicity = "1")
    Input input;

    @ArgGroup(multiplicity = "1")
    What what;

    @Option(names = "--backend", paramLabel = "NAME", description = "Kernels that compute: simd or ejml (default: ${DEFAULT-VALUE}).")
    String backend = "simd";

    @Option(names = "--json", description = "A JSON object a tensor and line: tensor, shape, axes, data. Minus infinity is null.")
    boolean json;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() {
        Failures.named(spec.commandLine(), "--model", model);
        return new Inspection(this).run();
    }
}
