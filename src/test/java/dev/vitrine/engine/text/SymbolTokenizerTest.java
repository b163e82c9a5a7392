package dev.vitrine.engine.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.vitrine.engine.InputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SymbolTokenizerTest {
    private final SymbolTokenizer maze = new SymbolTokenizer("# SGo");

    @TempDir
    private Path folder;

    @Test
    void symbolsHaveTheirIdsInOrderAfterPadding() {
        assertThat(maze.vocabSize()).isEqualTo(6);
        assertThat(maze.encode("# SGo")).containsExactly(1, 2, 3, 4, 5);
        assertThat(maze.decode(new int[] {3, 0, 5, 2, 4})).isEqualTo("So G");
        assertThat(maze.token(0)).isEqualTo("<pad>");
        assertThat(maze.token(2)).isEqualTo("␣");
        assertThat(maze.token(3)).isEqualTo("S");
    }

    @Test
    void whatIsNoSymbolPads() {
        assertThat(maze.encode("x🙂#\uD83D")).containsExactly(0, 0, 1, 0);
        assertThat(maze.unknown("x#x🙂")).containsExactly("x", "🙂");
        assertThat(maze.unknownId()).isZero();
        assertThat(maze.endId()).as("no end token").isNegative();
        assertThat(maze.encode("")).isEmpty();
    }

    @Test
    void idsOutsideAndSymbolsTwiceAreRefused() {
        assertThatThrownBy(() -> maze.token(6)).hasMessage("token 6 is not in the vocabulary, which has ids 0 to 5");
        assertThatThrownBy(() -> maze.decode(new int[] {-1})).isInstanceOf(IllegalArgumentException.class);
        for (String wrong : new String[] {"", "aa", "é", "\n"}) {
            assertThatThrownBy(() -> new SymbolTokenizer(wrong)).hasMessageStartingWith("symbols must be distinct ASCII characters");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"# SGo", ".1234", "01", "12345678abcdefghijklmnop"})
    void whatWasWrittenReadsBackTheSame(String symbols) throws IOException {
        Path file = Files.writeString(folder.resolve("tokenizer.json"), TokenizerJson.write(new SymbolTokenizer(symbols)));
        Tokenizer read = TokenizerJson.read(file);
        assertThat(read).isInstanceOfSatisfying(SymbolTokenizer.class, t -> assertThat(t.symbols()).isEqualTo(symbols));
        assertThat(TokenizerJson.write(read)).isEqualTo(Files.readString(file));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "\"#\" : 1           | \"xy\" : 1          | model.vocab must be <pad> and then symbols of one character",
        "\"<pad>\" : 0       | \"pad\" : 0         | symbols",
        "\"id\" : 0          | \"id\" : 1          | added_tokens must be exactly <pad> as 0",
        "\"#\" : 1           | \"#\" : 9           | model.vocab[\"#\"] must be an id from 0 to 5",
        "\"Fuse\"            | \"Metaspace\"       | decoder must be {\"type\":\"Fuse\"}",
        "\"unk_token\" : \"<pad>\" | \"unk_token\" : \"<unk>\" | added_tokens must be exactly <unk>",
    })
    void aFieldThatIsNotOursIsNamed(String ours, String other, String message) throws IOException {
        String json = TokenizerJson.write(maze);
        assertThat(json).contains(ours);
        Path file = Files.writeString(folder.resolve("tokenizer.json"), json.replace(ours, other));
        assertThatThrownBy(() -> TokenizerJson.read(file)).isInstanceOf(InputException.class).hasMessageContaining(message);
    }

    @Test
    void damagedFilesAreReadOrRefusedAndNothingElse() throws IOException {
        byte[] good = TokenizerJson.write(maze).getBytes(StandardCharsets.UTF_8);
        Path file = folder.resolve("tokenizer.json");
        Random random = new Random(4);
        for (int round = 0; round < 500; round++) {
            byte[] bad = good.clone();
            for (int change = 0; change < 1 + random.nextInt(3); change++) {
                bad[random.nextInt(bad.length)] = (byte) "{}[]\",:0-9e#So".charAt(random.nextInt(14));
            }
            Files.write(file, bad);
            Throwable thrown = catchThrowable(() -> TokenizerJson.read(file).encode("# SGo"));
            assertThat(thrown == null || thrown instanceof InputException).as("round %d: %s", round, thrown).isTrue();
        }
    }
}
