package dev.vitrine.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.vitrine.engine.data.TextFiles;
import dev.vitrine.engine.data.shard.ShardMaker;
import dev.vitrine.engine.data.source.TextSource;
import dev.vitrine.engine.text.Tokenizer;
import dev.vitrine.engine.text.TokenizerJson;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "shard", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Makes token shards of texts in one pass: a folder to train on with stages.0.format=shards and tokenizer=shards, in constant memory.",
        footer = {"", "For example:",
            "  vitrine data shard --data texts.jsonl.zst --tokenizer tokenizer.json --out shards",
            "  vitrine train --preset start --set tokenizer=shards stages.0.format=shards --data shards"})
final class DataShardCommand implements Callable<Integer> {
    private static final long TOLD_EVERY = 5_000_000_000L;   // ns

    @Option(names = "--data", paramLabel = "PATH", required = true, arity = "1..*", description = "Files, folders, or names of texts that ship.")
    List<String> data = new ArrayList<>();

    @Option(names = "--tokenizer", paramLabel = "FILE", required = true, description = "A tokenizer.json, or a folder that holds one.")
    Path tokenizer;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "Folder for the shards; older shards in it are replaced.")
    Path out;

    @Mixin
    ReadOptions read = new ReadOptions();

    @Option(names = "--json", description = "One JSON object on stdout, and nothing else.")
    boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Failures.named(spec.commandLine(), "--out", out);
        Tokenizer of = TokenizerJson.read(tokenizerFile(tokenizer));
        List<TextSource> sources = data.stream().map(TextFiles::source).toList();
        long bytes = sources.stream().mapToLong(TextSource::bytes).sum();
        long began = System.nanoTime();
        double cpuBegan = CpuClock.seconds();
        Optional<ShardMaker.Made> made;
        try (Interrupt interrupt = new Interrupt()) {
            made = new ShardMaker(of).make(sources, read.config(), out, progress(interrupt, spec.commandLine().getErr(), began));
        }
        if (made.isEmpty()) {
            spec.commandLine().getErr().println("stopped; nothing was written to " + out);
            return Failures.FAILED;
        }
        report(made.get(), bytes, of.vocabSize(), (System.nanoTime() - began) / 1e9, CpuClock.seconds() - cpuBegan);
        return 0;
    }

    static Path tokenizerFile(Path given) {
        return java.nio.file.Files.isDirectory(given) ? given.resolve("tokenizer.json") : given;
    }

    private static ShardMaker.Progress progress(Interrupt interrupt, PrintWriter err, long began) {
        long[] told = {began};
        return (texts, characters) -> {
            long now = System.nanoTime();
            if (now - told[0] > TOLD_EVERY) {
                told[0] = now;
                err.println(texts + " texts, " + characters / 1_000_000 + " million characters after " + (now - began) / 1_000_000_000 + " s");
            }
            return !interrupt.asked();
        };
    }

    private void report(ShardMaker.Made made, long bytes, int vocabulary, double seconds, double cpuSeconds) {
        double megabytes = bytes / 1e6;
        spec.commandLine().getOut().println(json ? JsonNodeFactory.instance.objectNode().put("texts", made.texts()).put("tokens", made.tokens())
                .put("characters", made.characters()).put("bytes", bytes).put("shards", made.shards()).put("skipped", made.skipped())
                .put("vocabulary_size", vocabulary).put("seconds", seconds).put("cpu_seconds", cpuSeconds)
                .put("mb_per_second", megabytes / seconds).put("folder", out.toString())
                : String.format(Locale.ROOT, "%d tokens of %d texts in %s (%d files), %.1f MB of data in %.1f s: %.1f MB/s", made.tokens(),
                        made.texts(), out, made.shards(), megabytes, seconds, megabytes / seconds));
    }
}
