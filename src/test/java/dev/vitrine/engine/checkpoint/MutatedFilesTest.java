package dev.vitrine.engine.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import dev.vitrine.engine.Draws;
import dev.vitrine.engine.InputException;
import dev.vitrine.engine.Tiny;
import dev.vitrine.engine.model.Model;
import dev.vitrine.engine.model.Models;
import dev.vitrine.engine.tensor.Weights;
import dev.vitrine.engine.text.Tokenizer;
import dev.vitrine.engine.text.TokenizerJson;
import dev.vitrine.engine.text.Tokenizers;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Readers of a model's files meet files that were damaged: each is refused in one sentence, or is still a model. A few hundred for each reader
 * here; {@code -Dvitrine.mutants=10000} for more.
 */
@Timeout(1200)
final class MutatedFilesTest {
    private static final int MUTANTS = Integer.getInteger("vitrine.mutants", 250);
    private static final long MOST_BYTES = 256L << 20;   // allocated for one file, of which less is in memory at once
    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final Tokenizer LETTERS = Tokenizers.REGISTRY.get("char").train(List.of("a small text"));
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @TempDir private Path root;
    private Path folder;

    @BeforeEach
    void makeAFolderInAFolder() throws IOException {
        folder = Files.createDirectories(root.resolve("deep/model"));
    }

    /** Reads and may refuse. */
    @FunctionalInterface
    private interface Reader {
        void read() throws IOException;
    }

    private void survives(Path file, Reader reader) throws IOException {
        byte[] whole = Files.readAllBytes(file);
        reader.read();
        Set<Path> before = files();
        Set<String> sentences = new HashSet<>();
        int refused = 0;
        for (int seed = 0; seed < MUTANTS; seed++) {
            Files.write(file, new Mutation(seed).of(whole));
            long allocated = THREADS.getCurrentThreadAllocatedBytes();
            String sentence = refusal(seed, reader);
            assertThat(THREADS.getCurrentThreadAllocatedBytes() - allocated).as("bytes allocated by mutant " + seed + ": " + sentence).isLessThan(MOST_BYTES);
            refused += sentence.isEmpty() ? 0 : 1;
            sentences.add(sentence.replaceAll("[0-9]+", "#"));
        }
        assertThat(files()).as("files after all mutants").isEqualTo(before);
        assertThat(refused).as("of " + MUTANTS + " mutants refused").isGreaterThan(MUTANTS / 10);
        assertThat(sentences).as("ways to refuse").hasSizeGreaterThan(5);
    }

    private static String refusal(int seed, Reader reader) throws IOException {
        try {
            reader.read();
            return "";
        } catch (InputException e) {
            assertThat(e.getMessage()).as("mutant " + seed).isNotBlank().doesNotContain("\n").hasSizeLessThan(4000);
            return e.getMessage();
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            return fail("mutant " + seed + " is no refusal in a sentence but " + e, e);
        }
    }

    private Set<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.collect(Collectors.toSet());
        }
    }

    private Path save(String name, String position) {
        Model model = Models.create(Tiny.config("vocabularySize", LETTERS.vocabSize(), "position", position), new Draws(1));
        ModelFiles.save(folder.resolve(name), model, Weights.LIVE, LETTERS);
        return folder.resolve(name);
    }

    @Test
    void safetensors() throws IOException {
        save("m", "rope");
        Path file = folder.resolve("m/model.safetensors");
        survives(file, () -> {
            Safetensors read = Safetensors.read(file);
            read.names().forEach(read::floats);
        });
    }

    @Test
    void indexesOfShards() throws IOException {
        Path in = save("in.bin", "rope");
        Path out = folder.resolve("m");
        new Conversion(in, out, "vitrine", "f32", 1000).run();
        survives(out.resolve("model.safetensors.index.json"), () -> ModelFiles.load(out));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sinusoidal", "rope", "alibi"})
    void configs(String position) throws IOException {
        Path place = save("m", position);
        survives(place.resolve("config.json"), () -> ModelFiles.load(place));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt2-tiny", "llama-scaled-tiny", "mistral-tiny", "hrm-learned-tiny", "trm-mlp-tiny"})
    void configsOfOthers(String golden) throws IOException {
        for (String file : List.of("config.json", "model.safetensors")) {
            Files.copy(GOLDEN.resolve(golden).resolve(file), folder.resolve(file));
        }
        survives(folder.resolve("config.json"), () -> ModelFiles.load(folder));
    }

    @ParameterizedTest
    @CsvSource({"char", "word", "bpe", "wordpiece"})
    void tokenizers(String kind) throws IOException {
        Path file = Files.writeString(folder.resolve("tokenizer.json"), TokenizerJson.write(Tokenizers.REGISTRY.get(kind).train(List.of("a small text"))));
        survives(file, () -> TokenizerJson.read(file).encode("a small text"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"m.bin", "m.json"})
    void singleFiles(String name) throws IOException {
        Path file = save(name, "rope");
        survives(file, () -> ModelFiles.load(file));
    }
}
