package dev.vitrine.engine.data.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdOutputStream;
import dev.vitrine.engine.InputException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TextSourceTest {
    private static final String CHATS = """
            {"text": "Rain is wet."}
            {"prompt": "Hi!", "answer": "Hello."}

            {"id": [1, {"x": 2}], "messages": [{"role": "system", "content": "Be kind."}, {"role": "user", "content": "Who?"}, {"role": "assistant", "content": "I."}]}
            "bare"
            """;

    @TempDir
    private Path folder;

    private Path file(String name, String content) throws IOException {
        return write(name, content.getBytes(StandardCharsets.UTF_8));
    }

    private Path write(String name, byte[] bytes) throws IOException {
        return Files.write(Files.createDirectories(folder.resolve(name).getParent()).resolve(Path.of(name).getFileName()), bytes);
    }

    /** Texts as "value", and refusals as "PLACE REFUSAL reason", with places that begin at the folder. */
    private List<String> all(Path path, ReadConfig config) {
        List<String> all = new ArrayList<>();
        TextSource.of(path).read(config, new TextSink() {
            @Override
            public boolean text(Text text) {
                return all.add(text.value());
            }

            @Override
            public boolean refused(Place place, Refusal refusal, String reason) {
                return all.add(place.toString().replace(folder + "/", "") + " " + refusal + " " + reason);
            }
        });
        return all;
    }

    private List<String> all(Path path) {
        return all(path, ReadConfig.DEFAULT);
    }

    @Test
    void linesOfJsonAreTextsOrChats() throws IOException {
        assertThat(all(file("a.jsonl", CHATS))).containsExactly("Rain is wet.", "User: Hi! Assistant: Hello.", "a.jsonl: line 3 EMPTY is empty",
                "System: Be kind. User: Who? Assistant: I.", "bare");
    }

    @Test
    void aChatKnowsWhereItsAnswerBeginsWhateverItsTemplate() throws IOException {
        Path file = file("a.jsonl", CHATS);
        for (String template : dev.vitrine.engine.data.ChatTemplates.REGISTRY.names()) {
            List<Text> texts = new ArrayList<>();
            TextSource.of(file).read(new ReadConfig("text", template), texts::add);
            assertThat(texts.get(0).answer()).isZero();
            assertThat(texts.get(1).value().substring(texts.get(1).answer())).as(template).startsWith(template.equals("chatml")
                    || template.equals("plain") ? "Hello." : " Hello.");
            assertThat(texts.get(2).place()).hasToString(file + ": line 4");
        }
    }

    @Test
    void everyLineOfJsonThatIsNoTextIsRefusedAndTheOthersAreRead() throws IOException {
        assertThat(all(file("a.jsonl", """
                {"text": 3}
                {"txt": "a"}
                {"text": "a"
                {"text": "a"} {"text": "b"}
                [1]
                {"messages": [{"role": "user", "content": "Who?"}]}
                {"messages": [{"role": "robot", "content": "Who?"}, {"role": "assistant", "content": "I."}]}
                {"text": "a", "text": "b"}
                {"text": "good"}
                """))).containsExactly(
                "a.jsonl: line 1 SHAPE 'text' must be a string, got the number 3; correct it",
                "a.jsonl: line 2 SHAPE has neither 'text' nor 'messages' nor 'prompt' and 'answer'; say which key holds the text",
                "a.jsonl: line 3 SHAPE is not valid JSON: Unexpected end-of-input: expected close marker for Object at column 13; correct it",
                "a.jsonl: line 4 SHAPE is not valid JSON: something follows its value; correct it",
                "a.jsonl: line 5 SHAPE must be a string or an object, got an array; correct it",
                "a.jsonl: line 6 SHAPE must end with a message of the user and an answer of the assistant; add what is missing",
                "a.jsonl: line 7 SHAPE a message needs a content and a role of [system, user, assistant], got role 'robot'; correct it",
                "a.jsonl: line 8 SHAPE is not valid JSON: Duplicate field 'text' at column 21; correct it",
                "good");
    }

    @Test
    void aColumnOfATableIsReadWithItsQuotesAndLineEnds() throws IOException {
        Path file = file("a.csv", "id,body,more\r\n1,\"He said \"\"no\"\",\nthen left\",x\r\n2,,y\r\n3,b\r\n\r\n4, c ,\r\n");
        assertThat(all(file, new ReadConfig("body", "plain"))).containsExactly("He said \"no\",\nthen left", "a.csv: row 3 EMPTY is empty",
                "a.csv: row 4 SHAPE has 2 fields where the first row has 3; put a field with a comma or a quote in it between quotes",
                "a.csv: row 5 EMPTY is empty", "c");
        assertThat(all(file("b.tsv", "prompt\tanswer\nHi, you!\tHello.\n"))).containsExactly("User: Hi, you! Assistant: Hello.");
        assertThatThrownBy(() -> all(file)).isInstanceOf(InputException.class)
                .hasMessage(file + " has no column 'text', only [id, body, more]; say which one holds the text");
    }

    @Test
    void aFolderIsReadInTheOrderOfItsPathsAndOtherKindsAreTold() throws IOException {
        file("d/b.txt", "two");
        file("d/a/z.jsonl", "{\"text\": \"one\"}");
        file("d/c.json", "[\"three\"]");
        file("d/picture.png", "x");
        assertThat(all(folder.resolve("d"))).containsExactly("one", "two", "three", "d/picture.png OTHER_FILE is not a kind of file that is read");
    }

    @Test
    void packedFilesGiveTheSameTexts() throws IOException {
        byte[] lines = "one\ntw\u00F6\n".getBytes(StandardCharsets.UTF_8);
        assertThat(all(write("a.txt.gz", gzip(lines)))).containsExactly("one", "tw\u00F6");
        assertThat(all(write("a.txt.zst", Zstd.compress(lines)))).containsExactly("one", "tw\u00F6");
        assertThatThrownBy(() -> all(write("b.txt.gz", lines))).isInstanceOf(InputException.class).hasMessageContaining("b.txt.gz cannot be unpacked (");
        assertThatThrownBy(() -> all(write("b.txt.zst", Arrays.copyOf(Zstd.compress(lines), 9)))).isInstanceOf(InputException.class)
                .hasMessageContaining("b.txt.zst cannot be unpacked (");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gz", "zst"})
    void aTrapThatUnpacksWithoutEndIsGivenUp(String ending) throws IOException {
        Path file = folder.resolve("trap.txt." + ending);
        byte[] line = new byte[1 << 16];
        Arrays.fill(line, (byte) 'a');
        line[line.length - 1] = '\n';
        try (OutputStream out = ending.equals("gz") ? new GZIPOutputStream(Files.newOutputStream(file)) : new ZstdOutputStream(Files.newOutputStream(file))) {
            for (int i = 0; i < 4096; i++) {
                out.write(line);
            }
        }
        long[] texts = new long[1];
        assertThatThrownBy(() -> TextSource.of(file).read(ReadConfig.DEFAULT, text -> ++texts[0] > 0)).isInstanceOf(InputException.class)
                .hasMessage(file + " unpacks to more than 300 times its size, as no text does but a trap may; unpack it yourself if it is meant so");
        assertThat(texts[0]).isLessThan(4096);
    }

    @ParameterizedTest
    @CsvSource({"a.txt", "a.json", "a.jsonl", "a.csv"})
    void binaryFilesAreNamed(String name) throws IOException {
        Path file = write(name, new byte[] {'P', 'K', 3, 4, 0, 0, 9});
        assertThatThrownBy(() -> all(file)).isInstanceOf(InputException.class)
                .hasMessage(file + " is a binary file or not in UTF-8: byte 0x00 at offset 4; give a text file in UTF-8");
    }

    @Test
    void aByteThatIsNotUtf8IsNamedWithItsOffset() throws IOException {
        byte[] line = "[\"one\",\n\"tw\u00F6\"]".getBytes(StandardCharsets.ISO_8859_1);
        Path json = write("a.json", line);
        assertThatThrownBy(() -> all(json)).hasMessage(json + " is not UTF-8 text: byte 0xF6 at offset 11; save it as UTF-8");
        assertThat(all(write("a.txt", "\u00E9\ntw\u00F6, \u00E9\nthree\n\u00E9".getBytes(StandardCharsets.ISO_8859_1)))).containsExactly(
                "a.txt: line 1 ENCODING is not UTF-8 text: byte 0xE9 at offset 0; save it as UTF-8",
                "a.txt: line 2 ENCODING is not UTF-8 text: byte 0xF6 at offset 4; save it as UTF-8", "three",
                "a.txt: line 4 ENCODING is not UTF-8 text: byte 0xE9 at offset 15; save it as UTF-8");
    }

    @Test
    void oneGiganticLineIsRefusedAndTheNextIsRead() throws IOException {
        String gigantic = "x".repeat(TextFormat.LONGEST + 1);
        assertThat(all(file("a.txt", gigantic + "\r\nnext"))).containsExactly(
                "a.txt: line 1 GIGANTIC has more than 16777216 bytes; cut it into shorter ones", "next");
        Path json = file("a.json", "[\"" + gigantic + "\"]");
        Path csv = file("a.csv", "text\n\"" + gigantic + "\"\n");
        assertThatThrownBy(() -> all(json)).isInstanceOf(InputException.class).hasMessageContaining("a.json");
        assertThatThrownBy(() -> all(csv)).isInstanceOf(InputException.class).hasMessageContaining("a.csv");
    }

    @Test
    void aSinkThatHasEnoughGetsNoMore() throws IOException {
        for (Path file : List.of(file("a.txt", "one\ntwo"), file("a.jsonl", "\"one\"\n\"two\""), file("a.json", "[\"one\",\"two\"]"),
                file("a.csv", "text\none\ntwo\n"))) {
            List<String> seen = new ArrayList<>();
            TextSource.of(file).read(ReadConfig.DEFAULT, text -> {
                seen.add(text.value());
                return false;
            });
            assertThat(seen).as(file.toString()).containsExactly("one");
        }
    }

    /** Whatever a file holds, its lines are all used or all listed. */
    @Test
    void everyLineIsCountedAsATextOrARefusal() throws IOException {
        Random random = new Random(5);
        for (int round = 0; round < 200; round++) {
            byte[] bytes = new byte[random.nextInt(200)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) (random.nextInt(4) == 0 ? '\n' : 1 + random.nextInt(255));
            }
            String latin = new String(bytes, StandardCharsets.ISO_8859_1);
            assertThat(all(write("a.txt", bytes))).hasSize((int) latin.lines().count());
        }
    }

    @ParameterizedTest
    @CsvSource({"json", "jsonl", "csv", "tsv", "txt", "json.gz", "jsonl.zst", "csv.gz", "txt.zst"})
    void mutatedFilesAreReadOrRefusedAndNothingElse(String ending) throws IOException {
        byte[] good = valid(ending);
        Random random = new Random(ending.hashCode());
        for (int round = 0; round < 400; round++) {
            Path file = write("fuzz." + ending, mutated(good, random));
            try {
                all(file);
            } catch (InputException e) {
                assertThat(e.getMessage()).contains("fuzz." + ending).doesNotContain("\n").hasSizeLessThan(700);
            }
        }
    }

    private static byte[] mutated(byte[] good, Random random) {
        byte[] bad = Arrays.copyOf(good, random.nextInt(8) == 0 ? random.nextInt(good.length) : good.length);
        for (int change = 0; change <= random.nextInt(4) && bad.length > 0; change++) {
            int at = random.nextInt(bad.length);
            switch (random.nextInt(3)) {
                case 0 -> bad[at] = (byte) random.nextInt(256);
                case 1 -> bad[at] = (byte) "\"{}[],\\:\n\r\t\uFEFF".charAt(random.nextInt(11));
                default -> System.arraycopy(bad, 0, bad, at, Math.min(bad.length - at, random.nextInt(20)));
            }
        }
        return bad;
    }

    private static byte[] valid(String ending) throws IOException {
        String text = switch (ending.split("\\.")[0]) {
            case "json" -> "[\"one\", {\"prompt\": \"tw\u00F6\", \"answer\": \"\\u00e4\"}, " + CHATS.lines().skip(3).findFirst().orElseThrow() + "]";
            case "jsonl" -> CHATS;
            case "csv" -> "text,b\none,\"t\u00F6,\"\"o\"\nthree,4\n";
            case "tsv" -> "prompt\tanswer\none\t\"t\u00F6\"\"o\"\n";
            default -> "one\r\ntw\u00F6\n\n\uD83D\uDE42\n";
        };
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return ending.endsWith(".gz") ? gzip(bytes) : ending.endsWith(".zst") ? Zstd.compress(bytes) : bytes;
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }
}
