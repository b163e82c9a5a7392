package dev.vitrine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** vitrine tokenize as a shell sees it. */
final class TokenizeCommandTest {
    private static final Path GOLDEN = Path.of("src/test/resources/tokenizers");

    @TempDir private Path folder;

    private record Answer(int exit, List<String> out, List<String> err) {
        void failedWith(int code, String sentence) {
            assertThat(err.getFirst()).contains(sentence);
            assertThat(out).isEmpty();
            assertThat(exit).isEqualTo(code);
        }
    }

    private static Answer tokenize(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Vitrine.commandLine("1.2.3").setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        String[] all = new String[arguments.length + 1];
        all[0] = "tokenize";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return new Answer(line.execute(all), out.toString().lines().toList(), err.toString().lines().toList());
    }

    @Test
    void encodingAndDecodingAreThoseOfTheGoldenFile() throws IOException {
        for (JsonNode one : new JsonMapper().readTree(Files.readString(GOLDEN.resolve("expected.json"))).get("encodings")) {
            for (String kind : List.of("bpe", "wordpiece")) {
                String file = GOLDEN.resolve(kind + "/tokenizer.json").toString();
                Answer encoded = tokenize("encode", "--tokenizer", file, "--text", one.get("text").asText(), "--json");
                JsonNode json = new JsonMapper().readTree(encoded.out().getFirst());
                assertThat(json.get("ids")).isEqualTo(one.get(kind + "_ids"));
                assertThat(json.get("tokens")).isEqualTo(one.get(kind + "_tokens"));
                assertThat(json.get("decoded")).isEqualTo(one.get(kind + "_decoded"));
                String ids = json.get("ids").toString().replaceAll("[\\[\\]]", "");
                JsonNode decoded = new JsonMapper().readTree(tokenize("decode", "--tokenizer", file, "--ids", ids, "--json").out().getFirst());
                assertThat(decoded.get("decoded")).isEqualTo(one.get(kind + "_decoded"));
            }
        }
    }

    @Test
    void trainingWritesTheGoldenFileAndTellsHowFarItIs() throws IOException {
        Path out = folder.resolve("t.json");
        Answer trained = tokenize("train", "--kind", "bpe", "--vocab", "400", "--data", GOLDEN.resolve("corpus.txt").toString(), "--out", out.toString());
        assertThat(trained.exit()).isZero();
        assertThat(trained.out()).containsExactly("400 tokens in " + out);
        assertThat(trained.err()).contains("1200 lines counted", "400 of 400 tokens");
        assertThat(new JsonMapper().readTree(Files.readString(out))).isEqualTo(new JsonMapper().readTree(Files.readString(GOLDEN.resolve("bpe/tokenizer.json"))));
    }

    /** The reference numbers letters inside words in the order of a hash map, another in each run of it. */
    @Test
    void wordPiecesAreThoseOfTheGoldenFileWithItsOrderOfLetters() throws IOException {
        Path out = folder.resolve("t.json");
        Path golden = GOLDEN.resolve("wordpiece/tokenizer.json");
        tokenize("train", "--kind", "wordpiece", "--vocab", "400", "--letters-of", golden.toString(), "--data", GOLDEN.resolve("corpus.txt").toString(),
                "--out", out.toString());
        assertThat(new JsonMapper().readTree(Files.readString(out))).isEqualTo(new JsonMapper().readTree(Files.readString(golden)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"char", "word", "bpe", "wordpiece"})
    void everyKindIsTrainedAndReadsItsOwnText(String kind) throws IOException {
        Path data = Files.writeString(folder.resolve("d.txt"), "the red fox\nthe red hen\nthe old fox\n".repeat(9));
        Path out = folder.resolve("t.json");
        JsonNode made = new JsonMapper().readTree(tokenize("train", "--kind", kind, "--data", data.toString(), "--out", out.toString(), "--json").out().getFirst());
        assertThat(made.get("vocabulary").asInt()).isPositive();
        assertThat(new JsonMapper().readTree(tokenize("encode", "--tokenizer", out.toString(), "--text", "the red fox", "--json").out().getFirst())
                .get("decoded").asText()).isEqualTo("the red fox");
        tokenize("train", "--kind", kind, "--vocab", "8", "--data", data.toString(), "--out", out.toString());
        int size = new JsonMapper().readTree(Files.readString(out)).at("/model/vocab").size();
        assertThat(size).isLessThanOrEqualTo(kind.equals("bpe") ? 257 : kind.equals("wordpiece") ? 40 : 8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"char", "word", "bpe", "wordpiece"})
    void awkwardFilesAreTrainedOnOrRefusedInASentence(String kind) throws IOException {
        Path data = folder.resolve("d.txt");
        Path out = folder.resolve("t.json");
        String[] train = {"train", "--kind", kind, "--data", data.toString(), "--out", out.toString()};
        tokenize(train).failedWith(1, "there is no file " + data);
        Files.writeString(data, "");
        tokenize(train).failedWith(1, "holds no text");
        Files.write(data, new byte[] {'a', '\n', (byte) 0xFF, (byte) 0xC0, 0});
        tokenize(train).failedWith(1, "is not UTF-8 text: byte 0xFF at line 2; save it as UTF-8");
        Files.writeString(data, "ab 1\u0000\u0007\uFFFF".repeat(20_000));
        assertThat(tokenize(train).exit()).isZero();
        assertThat(tokenize("encode", "--tokenizer", out.toString(), "--file", data.toString()).exit()).isZero();
    }

    @Test
    void wrongUseIsAnsweredWithASentence() throws IOException {
        Path out = folder.resolve("t.json");
        String golden = GOLDEN.resolve("bpe/tokenizer.json").toString();
        tokenize("train", "--kind", "letters", "--data", "x", "--out", "y").failedWith(2, "--kind must be one of [char, word, bpe, wordpiece], got letters");
        tokenize("train", "--kind", "bpe", "--vocab", "0", "--data", "x", "--out", "y").failedWith(2, "--vocab must be at least 1, got 0");
        tokenize("train", "--kind", "char", "--special", "a", "--data", "x", "--out", "y").failedWith(2, "--special is for bpe and wordpiece");
        tokenize("encode", "--tokenizer", golden).failedWith(2, "give either --text or --file");
        tokenize("decode", "--tokenizer", golden, "--ids", "1,x").failedWith(2, "--ids must be whole numbers");
        tokenize("decode", "--tokenizer", golden, "--ids", "1,99999").failedWith(1, "token 99999 is not in the vocabulary, which has ids 0 to 399");
        tokenize("encode", "--tokenizer", golden, "--text", "a\uD83D").failedWith(1, "half a surrogate pair");
        Files.writeString(out, "{\"version\":\"1.0\",\"model\":{\"type\":\"Unigram\",\"vocab\":[]}}");
        tokenize("encode", "--tokenizer", out.toString(), "--text", "a").failedWith(1, "model.type must be one of [BPE, WordLevel, WordPiece], got the string \"Unigram\"");
        Files.writeString(out, "{\"version\":\"1.0\",\"model\":{\"type\":\"BPE\",\"vocab\":{\"a\":0},\"merges\":\"a a\"}}");
        tokenize("encode", "--tokenizer", out.toString(), "--text", "a").failedWith(1, "model.merges must be an array, got the string \"a a\"");
        Files.writeString(out, "{\"version\":\"1.0\",\"model\":{\"type\":\"BPE\",\"vocab\":{\"a\":0},\"merges\":[[\"a\"]]}}");
        tokenize("encode", "--tokenizer", out.toString(), "--text", "a").failedWith(1, "model.merges[0] must be two tokens, got an array of 1");
        tokenize("encode", "--tokenizer", "", "--text", "a").failedWith(1, "an empty path names no file");
        String corpus = GOLDEN.resolve("corpus.txt").toString();
        tokenize("train", "--kind", "wordpiece", "--letters-of", golden, "--data", corpus, "--out", out.toString())
                .failedWith(1, golden + " has no letters inside words, such as ##e");
        tokenize("train", "--kind", "bpe", "--data", corpus, "--out", folder.resolve("no/t.json").toString())
                .failedWith(1, "there is no folder " + folder.resolve("no"));
        assertThat(tokenize("decode", "--tokenizer", golden, "--ids", "0,271", "--keep-special").out()).containsExactly("<|endoftext|>The");
        assertThat(tokenize("decode", "--tokenizer", golden, "--ids", "").out()).containsExactly("");
    }
}
