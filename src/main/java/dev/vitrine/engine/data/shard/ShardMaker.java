package dev.vitrine.engine.data.shard;

import dev.vitrine.engine.InputException;
import dev.vitrine.engine.Reason;
import dev.vitrine.engine.data.source.Place;
import dev.vitrine.engine.data.source.ReadConfig;
import dev.vitrine.engine.data.source.Refusal;
import dev.vitrine.engine.data.source.Text;
import dev.vitrine.engine.data.source.TextSink;
import dev.vitrine.engine.data.source.TextSource;
import dev.vitrine.engine.text.Tokenizer;
import dev.vitrine.engine.text.TokenizerJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/** Makes the token shards of texts in one pass. The folder is there when all of it is, or not at all. */
public final class ShardMaker {
    /** 128 MB of a vocabulary of up to 65,536. */
    private static final long MOST_TOKENS = 64L << 20;

    private final Tokenizer tokenizer;
    private final long mostTokens;

    public ShardMaker(Tokenizer tokenizer) {
        this(tokenizer, MOST_TOKENS);
    }

    /** @param mostTokens of one shard */
    ShardMaker(Tokenizer tokenizer, long mostTokens) {
        this.tokenizer = tokenizer;
        this.mostTokens = mostTokens;
    }

    /**
     * @param characters of the texts
     * @param skipped    blank texts, and files of other kinds in a folder
     */
    public record Made(long texts, long tokens, long characters, int shards, long skipped) { }

    /** Told after every text; answers whether to go on. */
    @FunctionalInterface
    public interface Progress {
        boolean goOn(long texts, long characters);
    }

    /**
     * Writes shards and the tokenizer. What cannot be read ends it with its sentence: nothing is left out.
     *
     * @param sources  read one after another
     * @param folder   not there, empty, or an older folder of shards that is replaced
     * @return what was made; nothing where it was told to stop
     */
    public Optional<Made> make(List<TextSource> sources, ReadConfig config, Path folder, Progress progress) {
        requireReplaceable(folder);
        Path target = folder.toAbsolutePath();
        Path partial = target.resolveSibling(target.getFileName() + ".partial");
        requireReplaceable(partial);
        try {
            delete(partial);
            Files.createDirectories(partial);
            try {
                Optional<Made> made = write(sources, config, partial, progress);
                if (made.isPresent()) {
                    delete(target);
                    Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
                }
                return made;
            } finally {
                delete(partial);
            }
        } catch (IOException | UncheckedIOException e) {
            throw new InputException(folder + " cannot be written (" + Reason.of(e) + "); check the folder and its disk", e);
        }
    }

    private Optional<Made> write(List<TextSource> sources, ReadConfig config, Path folder, Progress progress) throws IOException {
        byte[] json = TokenizerJson.write(tokenizer).getBytes(StandardCharsets.UTF_8);
        Files.write(folder.resolve(TokenShards.TOKENIZER), json);
        try (ShardWriter writer = new ShardWriter(folder, tokenizer, sum(json), mostTokens)) {
            Sink sink = new Sink(writer, progress);
            for (TextSource source : sources) {
                if (!sink.stopped) {
                    source.read(config, sink);
                }
            }
            if (sink.stopped) {
                return Optional.empty();
            }
            if (writer.texts() == 0) {
                throw new InputException("there is no text to make shards of; give at least one with letters in it");
            }
            int shards = writer.finish();
            return Optional.of(new Made(writer.texts(), writer.tokens(), sink.characters, shards, sink.skipped));
        }
    }

    /** Writes each text as it comes. */
    private static final class Sink implements TextSink {
        private final ShardWriter writer;
        private final Progress progress;
        private long characters;
        private long skipped;
        private boolean stopped;

        Sink(ShardWriter writer, Progress progress) {
            this.writer = writer;
            this.progress = progress;
        }

        @Override
        public boolean text(Text text) {
            try {
                writer.add(text.value());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            characters += text.value().length();
            stopped = !progress.goOn(writer.texts(), characters);
            return !stopped;
        }

        @Override
        public boolean refused(Place place, Refusal refusal, String reason) {
            skipped++;
            return TextSink.super.refused(place, refusal, reason);
        }
    }

    static int sum(byte[] bytes) {
        CRC32C sum = new CRC32C();
        sum.update(bytes);
        return (int) sum.getValue();
    }

    /** A folder of other things is never deleted. */
    private static void requireReplaceable(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.list(folder)) {
            List<String> names = all.map(file -> file.getFileName().toString()).toList();
            if (!names.isEmpty() && !names.stream().allMatch(TokenShards::isOurs)) {
                throw new InputException(folder + " holds other files than token shards; give a new or an empty folder");
            }
        } catch (IOException e) {
            throw new InputException(folder + " is no folder that can be written (" + Reason.of(e) + "); give another", e);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
