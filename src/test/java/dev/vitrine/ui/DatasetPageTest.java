package dev.vitrine.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.data.TextFiles;
import dev.vitrine.ui.tokens.TokensView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Spinner;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.framework.junit5.Stop;

/** The page of a run's data, and a file that is dropped onto the window. */
@ExtendWith(ApplicationExtension.class)
class DatasetPageTest {
    @TempDir
    private Path folder;
    private Person person;

    @Start
    void start(Stage stage) {
        person = new Person(stage, "start");
    }

    @Stop
    void stop() {
        person.close();
    }

    private void open() {
        person.untilReady("start");
        person.open(TokensView.SPEC);
        TabPane pages = person.find("tokensPages", TabPane.class);
        person.act(() -> pages.getSelectionModel().select(pages.getTabs().stream().filter(t -> "dataset".equals(t.getId())).findFirst().orElseThrow()));
        person.until("the report", () -> !person.find("datasetSamples", TableView.class).getItems().isEmpty());
    }

    @Test
    void thePageTellsWhatIsInTheData() {
        open();
        int texts = TextFiles.resolve("rhymes.json").size();
        int distinct = Set.copyOf(TextFiles.resolve("rhymes.json")).size();
        assertThat(person.text("datasetSummary")).startsWith("rhymes.json: " + texts + " read, " + texts + " used (0 chats; the last 10% of the tokens held out);");
        assertThat(person.read(person.find("datasetFindings", TableView.class))).contains("Same as another", Integer.toString(texts - distinct));
        assertThat(person.shown()).hasSizeGreaterThan(6).anySatisfy(s -> assertThat(s.value()).isEqualTo(texts - distinct));
    }

    @Test
    void textsAreSearchedWithTheKeyboard() {
        open();
        person.act(() -> person.find("datasetSearch", javafx.scene.Node.class).requestFocus());
        person.robot().write("FOX");
        int wanted = (int) TextFiles.resolve("rhymes.json").stream().filter(t -> t.contains("fox")).count();
        person.until("what was searched", () -> person.text("datasetMatches").startsWith(wanted + " texts"));
        person.act(() -> person.find("datasetSamples", TableView.class).requestFocus());
        person.press(KeyCode.DOWN);
        person.until("the whole text", () -> person.text("datasetDetail").contains("fox"));
    }

    @Test
    @SuppressWarnings("unchecked")
    void augmentationsAreShownBeforeAndAfter() {
        open();
        String before = person.read(person.find("datasetSamples", TableView.class));
        person.act(() -> person.find("datasetWay", ComboBox.class).setValue("casing"));
        person.until("another casing", () -> !person.read(person.find("datasetSamples", TableView.class)).equals(before));
        String first = person.read(person.find("datasetSamples", TableView.class));
        person.act(() -> ((Spinner<Integer>) person.find("datasetEpoch", Spinner.class)).increment());
        person.until("another epoch", () -> !person.read(person.find("datasetSamples", TableView.class)).equals(first));
    }

    @Test
    void nothingIsCutOrFaint() {
        open();
        Set<String> problems = new TreeSet<>();
        for (int theme = 0; theme < 2; theme++) {
            Legibility.inspect(person, "dataset " + theme, problems);
            person.act(() -> person.window().shell().switchTheme());
        }
        assertThat(problems).isEmpty();
    }

    @Test
    void aDroppedFileIsTheDataOfANewRunWithItsReport() throws IOException {
        Path file = Files.writeString(folder.resolve("mine.txt"), "the cat sat\nthe cat sat\n\nthe dog ran to the old house on the hill\n".repeat(12));
        person.untilReady("start");
        person.act(() -> assertThat(person.window().drop().take(List.of(file.toFile()))).isTrue());   // no toolkit without a screen can drag
        person.until("the report", () -> person.text("settingsNote").contains("36 used"));
        assertThat(person.text("settingsNote")).startsWith(file + ": 48 read, 36 used").contains("12 are empty and not used", "34 texts are the same");
        assertThat(person.see(() -> person.find("setting-stages-0-data", ComboBox.class).getValue())).isEqualTo(file.toString());
        person.press(KeyCode.CONTROL, KeyCode.ENTER);
        person.until("the new run", () -> person.window().session().service().config().stages().getFirst().data().equals(file.toString())
                && person.window().session().step() > 1);
    }
}
