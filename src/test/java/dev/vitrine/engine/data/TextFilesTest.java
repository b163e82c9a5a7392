package dev.vitrine.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.vitrine.engine.InputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TextFilesTest {
    private static final String KINDS = "a .json (an array), .jsonl, .csv, .tsv, .txt or .md file, or one of these packed as .gz or .zst";

    @TempDir
    private Path folder;

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    @Test
    void readsAnArrayOfStrings() throws IOException {
        assertThat(TextFiles.read(file("a.json", "[\"one\", \" two </s> \", \"\", \"tab\\there\"]")))
                .containsExactly("one", "two", "tab\there");
    }

    @Test
    void readsOneTextALine() throws IOException {
        assertThat(TextFiles.read(file("a.TXT", "\uFEFFone\r\n\r\n  two</s>\n \n</s>\nthrée 🙂"))).containsExactly("one", "two", "thrée 🙂");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "[\"a\", \"b\"             | is not valid JSON at line 1, column",
        "[\"a\", b]                | is not valid JSON at line 1, column 7: Unrecognized token 'b'",
        "[\"a\"] []                | is not valid JSON at line 1",
        "{\"texts\": []}           | must hold an array of strings, got an object; write it as [\"first text\", \"second text\"]",
        "\"a\"                     | must hold an array of strings, got the string \"a\"",
        "[]                        | holds no text; give at least one with letters in it",
        "[\"a\", 12]               | : element 2 must be a string or an object, got the number 12; correct it",
        "[[\"a\"]]                 | : element 1 must be a string or an object, got an array",
        "[\"a\", null, \"b\"]      | : element 2 must be a string or an object, got null",
        "[\" \", \"</s>\"]         | holds only blank texts; give at least one with letters in it",
        "[\"\\ud83d\"]             | : element 1 must be a string of whole characters, got half a surrogate pair",
    })
    void aFileThatIsNoArrayOfStringsIsRefusedWithWhatCame(String json, String message) throws IOException {
        Path file = file("a.json", json);
        assertThatThrownBy(() -> TextFiles.read(file)).isInstanceOf(InputException.class)
                .hasMessageStartingWith(file.toString()).hasMessageContaining(message).hasMessageNotContaining("\n");
    }

    @Test
    void brokenJsonIsNamedWithItsLine() throws IOException {
        Path file = file("a.json", "[\n\"a\",\n\"b\"\n\"c\"]");
        assertThatThrownBy(() -> TextFiles.read(file)).hasMessageContaining("is not valid JSON at line 4");
    }

    @Test
    void blankFilesAreRefused() throws IOException {
        Path empty = file("a.json", "");
        Path blank = file("a.txt", "\n \n");
        assertThatThrownBy(() -> TextFiles.read(empty)).hasMessage(empty + " is empty, but JSON was expected");
        assertThatThrownBy(() -> TextFiles.read(blank)).hasMessageContaining("holds only blank texts");
    }

    @Test
    void invalidUtf8IsRefusedWithItsLine() throws IOException {
        Path file = Files.write(folder.resolve("a.txt"), "one\ntw\u00F6\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> TextFiles.read(file)).isInstanceOf(InputException.class)
                .hasMessage(file + ": line 2 is not UTF-8 text: byte 0xF6 at offset 6; save it as UTF-8");
    }

    @Test
    void missingFilesFoldersAndOtherKindsAreRefused() throws IOException {
        Path missing = folder.resolve("no.json");
        Path word = file("a.docx", "x");
        assertThatThrownBy(() -> TextFiles.read(missing)).hasMessage("there is no file " + missing + "; give the path of " + KINDS);
        assertThatThrownBy(() -> TextFiles.read(folder)).hasMessage(folder + " holds no text; give at least one with letters in it");
        assertThatThrownBy(() -> TextFiles.read(word)).hasMessage(word + " is not a kind of file that is read; give " + KINDS);
    }

    @Test
    void damagedFilesAreReadOrRefusedAndNothingElse() throws IOException {
        byte[] good = "[\"one\", \"tw\u00F6 \\u00e4 \uD83D\uDE42\", \"three\\n\"]".getBytes(StandardCharsets.UTF_8);
        Random random = new Random(3);
        for (int round = 0; round < 1_000; round++) {
            byte[] bad = good.clone();
            for (int change = 0; change <= random.nextInt(3); change++) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
            }
            Path file = Files.write(folder.resolve("a.json"), bad);
            Throwable thrown = catchThrowable(() -> TextFiles.read(file));
            assertThat(thrown == null || thrown instanceof InputException).as("round %d: %s", round, thrown).isTrue();
        }
    }

    @Test
    void aFileWinsOverADataSetThatShips() throws IOException {
        assertThat(TextFiles.resolve(file("sample.txt", "mine").toString())).containsExactly("mine");
        assertThat(TextFiles.resolve("sample.txt")).containsExactly("shipped one", "shipped two");
        assertThat(TextFiles.readResource("datasets/sample.txt")).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"nothing.json", "''", "../pom", "'a\u0000b'", "no/such/folder/x.txt"})
    void anUnknownNameIsAnsweredWithWhatShips(String name) {
        assertThatThrownBy(() -> TextFiles.resolve(name)).isInstanceOf(InputException.class)
                .hasMessage("there is no file '" + name + "' and no data set of that name ships; give the path of a file or a folder of texts"
                        + ", or one of " + TextFiles.shipped());
        assertThatThrownBy(() -> TextFiles.readResource("datasets/nothing.json")).isInstanceOf(InputException.class)
                .hasMessage("no datasets/nothing.json ships with this program; choose one of " + TextFiles.shipped());
    }

    @Test
    void everyDataSetOfTheFolderShipsAndCanBeRead() throws IOException {
        Path datasets = Path.of("datasets");
        if (Files.isDirectory(datasets)) {
            try (Stream<Path> files = Files.list(datasets)) {
                List<String> names = files.map(file -> file.getFileName().toString()).filter(name -> name.matches(".*\\.(json|txt)")).toList();
                assertThat(TextFiles.shipped()).containsExactlyInAnyOrderElementsOf(names);
            }
        }
        assertThat(TextFiles.shipped()).allSatisfy(name -> assertThat(TextFiles.resolve(name)).isNotEmpty());
    }
}
