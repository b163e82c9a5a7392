package dev.vitrine.engine.data.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.data.report.Finding.Kind;
import dev.vitrine.engine.data.source.ReadConfig;
import dev.vitrine.engine.data.source.Text;
import dev.vitrine.engine.data.source.TextSource;
import dev.vitrine.engine.text.Tokenizer;
import dev.vitrine.engine.text.WordTokenizer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InspectorTest {
    private static final String LONG = "The quick brown fox jumps over the lazy dog near the old river bank at dawn";

    @TempDir
    private Path folder;

    private DataReport report(String content, Inspector.Options options) throws IOException {
        Path file = Files.write(folder.resolve("a.txt"), content.getBytes(StandardCharsets.ISO_8859_1));
        return Inspector.inspect(TextSource.of(file), ReadConfig.DEFAULT, options);
    }

    private static Inspector.Options options(double validation) {
        return new Inspector.Options(null, 0, validation, 1, "");
    }

    private static Map<Kind, Long> counts(DataReport report) {
        return report.findings().stream().collect(Collectors.toMap(Finding::kind, Finding::count));
    }

    @Test
    void everythingIsCountedAndToldWithItsPlace() throws IOException {
        Tokenizer tokenizer = WordTokenizer.train(List.of("one two three", LONG));
        DataReport report = report("one two\n\n" + LONG + "\none two\n" + LONG + "s\nth\u00E9\nbell\u0007\nUser: one? Assistant: two\n",
                new Inspector.Options(tokenizer, 10, 0, 1, ""));
        assertThat(report.read()).isEqualTo(8);
        assertThat(report.used()).isEqualTo(6);
        assertThat(report.chats()).isEqualTo(1);
        assertThat(counts(report)).isEqualTo(Map.of(Kind.EMPTY, 1L, Kind.ENCODING, 1L, Kind.DUPLICATE, 1L, Kind.NEAR_DUPLICATE, 1L,
                Kind.CONTROL_CHARACTER, 1L, Kind.TOO_LONG, 2L, Kind.UNKNOWN_TOKEN, 3L));
        String file = folder.resolve("a.txt").toString();
        assertThat(report.sentences()).contains(
                "1 is empty and not used, such as " + file + ": line 2 is empty",
                "1 text is the same as one before it, such as " + file + ": line 4 is the same as " + file + ": line 1",
                "1 text has control characters or marks of wrong decoding, such as " + file + ": line 7 has U+0007 as character 5");
        long histogram = report.lengths().counts().stream().mapToLong(Long::longValue).sum();
        assertThat(histogram).isEqualTo(report.used());
        assertThat(report.samples()).hasSize(6);
        assertThat(report.tokens()).isEqualTo(report.samples().stream().mapToInt(t -> tokenizer.encode(t.value()).length).sum());
    }

    @Test
    void overlapOfWhatIsHeldOutIsThatOfTheSplitOfTraining() throws IOException {
        List<String> lines = new ArrayList<>(IntStream.range(0, 40).mapToObj(i -> Integer.toString(12345678 + i * 7654321, 36) + " " + Integer.toString(i * i * 99991, 36)).toList());
        assertThat(counts(report(String.join("\n", lines), options(0.25)))).isEmpty();
        lines.addAll(List.copyOf(lines));
        lines.addAll(lines.subList(0, 40));
        DataReport report = report(String.join("\n", lines), options(0.25));
        boolean[] held = dev.vitrine.engine.data.Split.held(120, 0.25, 1);
        long overlap = IntStream.range(0, 120).filter(i -> held[i] && !(held[i % 40] && held[i % 40 + 40] && held[i % 40 + 80])).count();
        assertThat(report.validation()).isEqualTo(30);
        assertThat(counts(report)).isEqualTo(Map.of(Kind.DUPLICATE, 80L, Kind.OVERLAP, overlap));
    }

    @Test
    void samplesHoldWhatIsSearched() throws IOException {
        DataReport report = report("Apples\nPears\napple pie\n", new Inspector.Options(null, 0, 0, 1, "APPLE"));
        assertThat(report.matches()).isEqualTo(2);
        assertThat(report.samples().stream().map(Text::value)).containsExactly("Apples", "apple pie");
    }

    @Test
    void likenessIsThatOfTheSetsOfShingles() {
        assertThat(Shingles.likeness(Shingles.of("abcdef"), Shingles.of("ABC def".replace(" ", "")))).isEqualTo(1);
        assertThat(Shingles.likeness(Shingles.of("abcdef"), Shingles.of("abcdeg"))).isEqualTo(1 / 3.0);
        assertThat(Shingles.likeness(Shingles.of("abcdef"), Shingles.of("uvwxyz"))).isZero();
    }

    @Test
    void nearDuplicatesAreFoundWithWhatTheyAreLike() {
        NearDuplicates near = new NearDuplicates();
        int found = 0;
        for (int i = 0; i < 50; i++) {
            int number = i;
            String text = "A fox " + IntStream.range(1, 20).mapToObj(j -> Integer.toString((number * 31 + j) * 7654321 & 0x7FFFFFFF, 36)).collect(Collectors.joining(" "));
            assertThat(near.add(text, 2 * i)).isNull();
            NearDuplicates.Match match = near.add(text.replace("fox", "cat"), 2 * i + 1);
            double likeness = Shingles.likeness(Shingles.of(text), Shingles.of(text.replace("fox", "cat")));
            if (match != null) {
                assertThat(match).isEqualTo(new NearDuplicates.Match(2 * i, likeness));
                found++;
            }
        }
        assertThat(found).isGreaterThan(47);
    }

    @Test
    void theHistogramDoublesItsBinsAndLosesNothing() {
        Lengths lengths = new Lengths();
        IntStream.range(0, 1000).forEach(lengths::add);
        assertThat(lengths.histogram().width()).isEqualTo(32);
        assertThat(lengths.histogram().counts()).startsWith(32L, 32L).endsWith(8L).hasSize(32);
    }

    @Test
    void aMapThatGrowsForgetsNothing() {
        FirstSeen map = new FirstSeen();
        for (int i = 0; i < 10_000; i++) {
            assertThat(map.putIfAbsent(i * 0x9E3779B97F4A7C15L, i)).isEqualTo(-1);
        }
        for (int i = 0; i < 10_000; i++) {
            assertThat(map.putIfAbsent(i * 0x9E3779B97F4A7C15L, -5)).isEqualTo(i);
        }
    }
}
