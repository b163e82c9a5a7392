package dev.vitrine.engine.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vitrine.engine.InputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class TokenizerJsonTest {
    private static final List<String> LINES = List.of("The rain isn't \"rain\".", "A \\ and \u0001 🙂\u2028x");

    @TempDir
    private Path folder;
    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("tokenizer.json");
    }

    static Iterable<String> names() {
        return Tokenizers.REGISTRY.names();
    }

    private Path write(String content) throws IOException {
        return Files.writeString(file, content);
    }

    @ParameterizedTest
    @MethodSource("names")
    void whatWasWrittenReadsBackTheSame(String name) throws IOException {
        List<String> texts = RandomTexts.texts(new Random(8), 40, 30);
        Tokenizer written = Tokenizers.REGISTRY.get(name).train(texts);
        Tokenizer read = TokenizerJson.read(write(TokenizerJson.write(written)));
        assertThat(read).hasSameClassAs(written);
        assertThat(read.vocabSize()).isEqualTo(written.vocabSize());
        for (String text : RandomTexts.texts(new Random(9), 100, 30)) {
            assertThat(read.encode(text)).isEqualTo(written.encode(text));
            assertThat(read.decode(read.encode(text))).isEqualTo(written.decode(written.encode(text)));
        }
        assertThat(TokenizerJson.write(read)).isEqualTo(TokenizerJson.write(written));
    }

    @Test
    void theFileHasTheFieldsOfHuggingFace() throws IOException {
        var root = new JsonMapper().readTree(TokenizerJson.write(WordTokenizer.train(List.of("a b"))));
        assertThat(root.at("/version").asText()).isEqualTo("1.0");
        assertThat(root.at("/model/type").asText()).isEqualTo("WordLevel");
        assertThat(root.at("/model/vocab").toString()).isEqualTo("{\"<unk>\":0,\"</s>\":1,\"a\":2,\" b\":3}");
        assertThat(root.at("/model/unk_token").asText()).isEqualTo("<unk>");
        assertThat(root.at("/pre_tokenizer/behavior").asText()).isEqualTo("Isolated");
        assertThat(root.at("/normalizer/normalizers/0/type").asText()).isEqualTo("Replace");
        assertThat(root.at("/normalizer/normalizers/1/type").asText()).isEqualTo("Strip");
        assertThat(root.at("/decoder/type").asText()).isEqualTo("Fuse");
        assertThat(root.at("/added_tokens/1/content").asText()).isEqualTo("</s>");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "\"WordLevel\"         | \"Unigram\"            | model.type must be one of [BPE, WordLevel, WordPiece], got the string \"Unigram\"",
        "\"version\" : \"1.0\" | \"version\" : 2        | version must be \"1.0\", got the number 2",
        "\"Fuse\"              | \"Metaspace\"          | decoder must be {\"type\":\"Fuse\"}, got an object",
        "\"a\" : 2             | \"a\" : 1              | model.vocab[\"a\"] must be an id of its own, got the number 1",
        "\"a\" : 2             | \"a\" : 99             | model.vocab[\"a\"] must be an id from 0 to 2, got the number 99",
        "\"a\" : 2             | \"a\" : 2.5            | model.vocab[\"a\"] must be an id from 0 to 2, got the number 2.5",
        "\"a\" : 2             | \"a\" : null           | model.vocab[\"a\"] must be an id from 0 to 2, got null",
        "\"</s>\" : 1          | \"end\" : 1            | a vocabulary needs <unk>, </s> and then distinct tokens",
        "\"special\" : true    | \"special\" : false    | added_tokens must be exactly <unk> as 0 and </s> as 1, got an array",
        "\"unk_token\"         | \"unknown\"            | model.unk_token must be \"<unk>\", got nothing",
        "\"Regex\"             | \"Words\"              | pre_tokenizer.pattern must be {\"String\": ...} or {\"Regex\": ...}, got an object",
        "\"a\" : 2             | \"a\" : 2, \"a\" : 2   | is not valid JSON at line",
    })
    void aFieldThatIsNotOursIsNamedWithWhatCame(String ours, String other, String message) throws IOException {
        String json = TokenizerJson.write(CharTokenizer.train(List.of("a")));
        assertThat(json).contains(ours);
        Path changed = write(json.replace(ours, other));
        assertThatThrownBy(() -> TokenizerJson.read(changed)).isInstanceOf(InputException.class)
                .hasMessageStartingWith(file.toString()).hasMessageContaining(message);
    }

    @Test
    void aMissingFileAFolderAndAnEmptyFileAreNamed() throws IOException {
        assertThatThrownBy(() -> TokenizerJson.read(file)).hasMessage("there is no file " + file + "; give the path of a tokenizer.json");
        assertThatThrownBy(() -> TokenizerJson.read(folder)).hasMessage(folder + " is a folder; give the path of a tokenizer.json");
        write("");
        assertThatThrownBy(() -> TokenizerJson.read(file)).hasMessage(file + " is empty, but JSON was expected");
    }

    @Test
    void aDeeplyNestedFileIsRefused() throws IOException {
        write("[".repeat(1_000_000));
        assertThatThrownBy(() -> TokenizerJson.read(file)).isInstanceOf(InputException.class).hasMessageContaining("is not valid JSON");
    }

    @Test
    void damagedFilesAreReadOrRefusedAndNothingElse() throws IOException {
        byte[] good = TokenizerJson.write(WordTokenizer.train(LINES)).getBytes(StandardCharsets.UTF_8);
        Random random = new Random(4);
        for (int round = 0; round < 1_000; round++) {
            byte[] bad = Arrays.copyOf(good, random.nextInt(4) == 0 ? random.nextInt(good.length) : good.length);
            for (int change = 0; change < 1 + random.nextInt(3) && bad.length > 0; change++) {
                bad[random.nextInt(bad.length)] = random.nextBoolean() ? (byte) random.nextInt(256) : (byte) "{}[]\",:0-9e".charAt(random.nextInt(11));
            }
            Files.write(file, bad);
            Throwable thrown = catchThrowable(() -> TokenizerJson.read(file).encode(LINES.getFirst()));
            assertThat(thrown == null || thrown instanceof InputException).as("round %d: %s", round, thrown).isTrue();
        }
    }

    @Test
    void anotherKindOfTokenizerIsNotWritten() {
        Tokenizer other = new Tokenizer() {
            @Override
            public int vocabSize() {
                return 2;
            }

            @Override
            public int[] encode(String text) {
                return new int[0];
            }

            @Override
            public String decode(int[] ids) {
                return "";
            }

            @Override
            public String token(int id) {
                return "";
            }

            @Override
            public int endId() {
                return 1;
            }

            @Override
            public int unknownId() {
                return 0;
            }

            @Override
            public List<String> unknown(String text) {
                return List.of();
            }
        };
        assertThatThrownBy(() -> TokenizerJson.write(other)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not written for");
    }
}
