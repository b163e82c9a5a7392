package dev.vitrine.cli;

import dev.vitrine.engine.checkpoint.Conversion;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "convert", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Writes a model in another form: for Hugging Face's transformers, onnxruntime or llama.cpp, or as one file.",
        footer = {"", "For example:",
            "  vitrine convert my-model my-model.bin",
            "  vitrine convert my-model for-transformers --to llama --dtype bf16 --max-shard-size 500",
            "  vitrine convert my-model.bin my-model.gguf"})
final class ConvertCommand implements Callable<Integer> {
    static final class Targets implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Conversion.targets().iterator();
        }
    }

    static final class Numbers implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Conversion.dtypes().iterator();
        }
    }

    @Parameters(index = "0", paramLabel = "IN", description = "A model: a folder, ours or Hugging Face's, or a .bin or .json file.")
    Path in;

    @Parameters(index = "1", paramLabel = "OUT", description = "A folder, or a file that ends in .bin, .json, .onnx or .gguf.")
    Path out;

    @Option(names = "--to", paramLabel = "NAME", completionCandidates = Targets.class,
            description = "Whose words to use: ${COMPLETION-CANDIDATES} (default: by the name of OUT, else vitrine).")
    String to;

    @Option(names = "--dtype", paramLabel = "NAME", completionCandidates = Numbers.class,
            description = "What to store numbers as: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    String numbers = "f32";

    @Option(names = "--max-shard-size", paramLabel = "MB", description = "Largest file of a folder's weights; larger ones are split.")
    Integer shardMegabytes;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() {
        Failures.named(spec.commandLine(), "IN", in);
        Failures.named(spec.commandLine(), "OUT", out);
        Failures.atLeast(spec.commandLine(), "--max-shard-size", shardMegabytes, 1);
        String note = new Conversion(in, out, to, numbers, shardMegabytes == null ? Long.MAX_VALUE : shardMegabytes * 1_000_000L).run();
        if (!note.isEmpty()) {
            spec.commandLine().getErr().println(note);
        }
        spec.commandLine().getOut().println("written to " + out);
        return 0;
    }
}
