package dev.vitrine.ui.preferences;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PreferencesStoreTest {
    private static final Preferences SOME = new Preferences(new Look(Look.DARK), new Place(-5.5, 10, 1300, 820.25, true),
            new Recent("/home/ada", List.of("/runs/\u00e4 b.vitrine", "/runs/two")), new Logging("debug"));

    @TempDir private Path home;

    private Path folder() {
        return home.resolve("config").resolve("vitrine");
    }

    private Path file() {
        return folder().resolve("settings.json");
    }

    @Test
    void whatIsChangedIsThereAtTheNextStart() throws IOException {
        PreferencesStore store = new PreferencesStore(folder());
        assertThat(store.now()).isEqualTo(Preferences.DEFAULT);
        assertThat(folder()).as("nothing is written before something changes").doesNotExist();

        store.change(p -> SOME);

        assertThat(new PreferencesStore(folder()).now()).isEqualTo(SOME);
        assertThat(store.notice()).isEmpty();
        try (Stream<Path> files = Files.list(folder())) {
            assertThat(files).containsExactly(file());
        }
    }

    @Test
    void withoutAFolderNothingIsWritten() throws IOException {
        PreferencesStore store = new PreferencesStore();
        store.change(p -> SOME);
        assertThat(store.now()).isEqualTo(SOME);
        assertThat(store.notice()).isEmpty();
    }

    @Test
    void aFileOfAnEarlierProgramIsCompleted() throws IOException {
        Files.createDirectories(folder());
        Files.writeString(file(), "{\"look\": {\"theme\": \"dark\"}}");
        PreferencesStore store = new PreferencesStore(folder());
        assertThat(store.now()).isEqualTo(Preferences.DEFAULT.withLook(new Look(Look.DARK)));
        assertThat(store.notice()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "{\"look\": {\"theme\": \"pink\"}}", "{\"look\": 5}", "{\"place\": {\"width\": -1}}",
        "{\"place\": {\"x\": 1e999}}", "{\"recent\": {\"files\": [null]}}", "{\"recent\": {\"folder\": null}}", "{\"colour\": 1}", "{\"logging\": {\"level\": \"loud\"}}", "\u0000\uffff"})
    void aDamagedFileIsSetAsideWithASentence(String text) throws IOException {
        Files.createDirectories(folder());
        Files.writeString(file(), text);

        PreferencesStore store = new PreferencesStore(folder());

        assertThat(store.now()).isEqualTo(Preferences.DEFAULT);
        Path aside = folder().resolve("settings.json.damaged");
        assertThat(store.notice()).startsWith("The settings of the program could not be read, so they begin anew and the file is now " + aside)
                .doesNotContain("\n");
        assertThat(file()).doesNotExist();
        assertThat(aside).hasContent(text);
        store.change(p -> SOME);
        assertThat(new PreferencesStore(folder()).now()).isEqualTo(SOME);
    }

    @Test
    void aFolderThatCannotBeMadeStopsNobody() throws IOException {
        Files.writeString(home.resolve("config"), "a file");
        PreferencesStore store = new PreferencesStore(folder());
        store.change(p -> SOME);
        assertThat(store.now()).isEqualTo(SOME);
        assertThat(store.notice()).startsWith("the folder " + folder() + " for the settings of the program could not be made");
    }

    @Test
    void theNewestFileComesFirstAndTenAreKept() {
        Recent recent = Recent.DEFAULT;
        for (int i : IntStream.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 5).toArray()) {
            recent = recent.with(home.resolve("run" + i));
        }
        assertThat(recent.files()).hasSize(10).startsWith(home.resolve("run5").toString(), home.resolve("run12").toString())
                .doesNotHaveDuplicates();
        assertThat(recent.without(home.resolve("run5")).files()).hasSize(9).startsWith(home.resolve("run12").toString());
    }
}
