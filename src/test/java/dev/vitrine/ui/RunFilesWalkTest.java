package dev.vitrine.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.checkpoint.LoadedModel;
import dev.vitrine.engine.checkpoint.ModelFiles;
import dev.vitrine.engine.tensor.Weights;
import dev.vitrine.training.Command;
import dev.vitrine.training.History;
import dev.vitrine.training.RunConfigs;
import dev.vitrine.training.RunFile;
import dev.vitrine.ui.preferences.PreferencesStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonType;
import javafx.scene.control.DialogPane;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** Runs and models are saved and opened, and a window that is closed leaves its run to the next. */
@ExtendWith(ApplicationExtension.class)
class RunFilesWalkTest {
    private static final int STEPS = 4;

    @TempDir
    private Path folder;
    private Stage shared;
    private Person person;

    @Start
    void start(Stage stage) {
        shared = stage;
        stage.hide();
    }

    @BeforeEach
    void open() {
        person = opened("settings");
    }

    private Person opened(String settings) {
        Person opened = Person.opened(() -> new Person(shared, "start", new PreferencesStore(folder.resolve(settings))));
        opened.untilReady("start");
        return opened;
    }

    private void train() {
        for (int step = 1; step <= STEPS; step++) {
            int wanted = step;
            person.press(KeyCode.SHIFT, KeyCode.RIGHT);
            person.until("step " + step, () -> person.window().session().step() == wanted);
        }
    }

    private static History history(Person of) {
        return of.see(() -> of.window().session().service().history("gpt"));
    }

    private static void untilSaved(Person of, Path place) {
        of.until("what was saved", () -> of.window().session().noticeProperty().get().equals("Saved " + place));
    }

    @Test
    void theMenuOfFilesIsOpenedByItsLetter() {
        MenuButton menu = person.find("file", MenuButton.class);
        assertThat(person.see(menu::isShowing)).isFalse();
        person.press(KeyCode.ALT, KeyCode.F);
        person.until("the menu", menu::isShowing);
        person.press(KeyCode.ESCAPE);
        person.until("the window without it", () -> !menu.isShowing());
        person.close();
    }

    @Test
    void aRunThatWasSavedShowsTheSameNumbersInAnotherWindow() {
        train();
        Path file = folder.resolve("mine" + RunFile.EXTENSION);
        person.act(() -> {
            person.window().session().service().setNotes("the rate was too low");
            person.window().files().saveRun(folder.resolve("mine"));
        });
        untilSaved(person, file);
        History saved = history(person);
        Person other = opened("other");
        other.act(() -> other.window().drop().take(List.of(file.toFile())));
        other.until("the run", () -> other.window().session().step() == STEPS);
        History read = history(other);
        for (int step = 0; step < STEPS; step++) {
            assertThat(read.hash(step)).isEqualTo(saved.hash(step));
            assertThat(read.loss().at(step)).isEqualTo(saved.loss().at(step));
        }
        assertThat(other.see(() -> other.window().session().service().notes())).isEqualTo("the rate was too low");
        other.press(KeyCode.HOME);
        other.until("the first step", () -> other.window().session().step() == 0);
        assertThat(other.see(() -> other.window().files().recent())).containsExactly(file);
        other.close();
        person.close();
    }

    @Test
    void aModelIsSavedAsItIsNow() {
        train();
        Path file = folder.resolve("model.bin");
        person.act(() -> person.window().files().saveModel(file));
        untilSaved(person, file);
        LoadedModel read = ModelFiles.load(file);
        Command.WeightsAt weights = person.see(() -> person.window().session().weights("gpt")).join();
        assertThat(weights.step()).isEqualTo(STEPS);
        weights.model().parameters().forEach(p -> assertThat(read.model().parameters().get(p.name()).value().data).as(p.name())
                .isEqualTo(weights.weights().of(p).data));
        person.close();
    }

    @Test
    void aModelThatAnswersPuzzlesOpensAsARunThatBeginsWithIt() {
        LoadedModel shipped = ModelFiles.load(Path.of("sudoku6"));
        Path saved = folder.resolve("solver");
        ModelFiles.save(saved, shipped.model(), Weights.LIVE, shipped.tokenizer().orElseThrow());
        person.act(() -> person.window().files().open(saved));
        person.untilReady("solver");
        Command.WeightsAt weights = person.see(() -> person.window().session().weights("hrm")).join();
        shipped.model().parameters().forEach(p -> assertThat(weights.weights().of(weights.model().parameters().get(p.name())).data)
                .as(p.name()).isEqualTo(p.value().data));
        person.press(KeyCode.SHIFT, KeyCode.RIGHT);
        person.until("a step", () -> person.window().session().step() == 1);
        person.close();
    }

    @Test
    void theVocabularyOfANewRunIsToldAsItGrowsAndCanBeStopped() throws IOException {
        train();
        Random random = new Random(5);
        StringBuilder text = new StringBuilder();
        for (int word = 0; word < 400_000; word++) {
            text.append(Long.toString(random.nextLong(1L << 35), 36)).append(word % 12 == 0 ? '\n' : ' ');
        }
        Path words = Files.writeString(folder.resolve("words.txt"), text);
        person.act(() -> person.window().opener().train(RunConfigs.set(RunConfigs.preset("start"), "tokenizer=bpe", "vocabulary.size=60000",
                "stages.0.format=stream", "stages.0.data=" + words)));
        person.until("the vocabulary", () -> person.window().session().noticeProperty().get().matches("Learning the vocabulary: .* of 60.000 entries .*"));
        person.press(KeyCode.ESCAPE);
        person.until("the end", () -> person.window().session().noticeProperty().get().equals("Stopped; no new run was opened."));
        assertThat(person.see(() -> person.window().session().step())).isEqualTo(STEPS);
        person.close();
    }

    @Test
    void aRunThatWasLeftIsOfferedAndGoneOnWith() {
        train();
        long left = history(person).hash(STEPS);
        person.close();
        Person next = opened("settings");
        next.until("the offer", () -> next.read(next.find("leftOffer", Label.class)).startsWith("The run “start” was left at step " + STEPS));
        next.act(() -> next.find("leftGoOn", Button.class).requestFocus());
        next.press(KeyCode.ENTER);
        next.until("the run", () -> next.window().session().step() == STEPS);
        assertThat(history(next).hash(STEPS)).isEqualTo(left);
        assertThat(next.see(() -> next.find("leftRun", Node.class).isVisible())).isFalse();
        next.close();
    }

    @Test
    void aRunThatIsDiscardedIsNotOfferedAgain() throws IOException {
        train();
        person.close();
        Person next = opened("settings");
        next.until("the offer", () -> !next.read(next.find("leftOffer", Label.class)).isEmpty());
        next.act(() -> next.find("leftDiscard", Button.class).fire());
        next.close();
        try (var files = Files.list(folder.resolve("settings/left"))) {
            assertThat(files.filter(f -> f.toString().endsWith(RunFile.EXTENSION))).isEmpty();
        }
    }

    @Test
    void notesHaveTheFocusAndAreKeptWithTheRun() {
        Platform.runLater(() -> person.window().files().notes());
        person.until("the dialog", () -> notes() != null && notes().isFocused());
        person.act(() -> notes().setText("too fast, I say"));
        person.act(() -> ((Button) ((DialogPane) notes().getScene().getRoot()).lookupButton(ButtonType.OK)).fire());
        person.until("the notes", () -> person.window().session().service().notes().equals("too fast, I say"));
        person.close();
    }

    private static TextArea notes() {
        return javafx.stage.Window.getWindows().stream().map(w -> w.getScene().lookup("#notes")).filter(TextArea.class::isInstance)
                .map(TextArea.class::cast).findFirst().orElse(null);
    }

    @Test
    void whatCannotBeOpenedIsToldAndTheRunStaysAsItWas() throws IOException {
        train();
        Path file = folder.resolve("no" + RunFile.EXTENSION);
        Files.writeString(file, "this is no run");
        person.act(() -> person.window().files().open(file));
        person.until("the sentence", () -> person.window().session().messageProperty().get().startsWith(file + " is not a whole file of the format vitrine-run"));
        assertThat(person.see(() -> person.window().session().step())).isEqualTo(STEPS);
        assertThat(person.see(() -> person.window().files().recent())).isEmpty();
        person.close();
    }
}
