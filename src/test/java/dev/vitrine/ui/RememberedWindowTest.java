package dev.vitrine.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.InputFiles;
import dev.vitrine.ui.preferences.Place;
import dev.vitrine.ui.preferences.PreferencesStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** What a window looks like and where it stands outlives it. */
@ExtendWith(ApplicationExtension.class)
class RememberedWindowTest {
    @TempDir static Path folder;
    private Stage shared;

    @Start
    void start(Stage stage) {
        shared = stage;
        stage.hide();
    }

    private Person open() {
        return new Person(shared, "start", new PreferencesStore(folder));
    }

    @Test
    void theNextWindowLooksLikeThisOneAndStandsInItsPlace() throws IOException {
        Files.deleteIfExists(folder.resolve("settings.json"));
        Person first = Person.opened(this::open);
        first.untilReady("start");
        boolean dark = first.see(() -> first.window().session().paletteProperty().get().dark());
        first.act(() -> first.window().shell().switchTheme());
        first.act(() -> {
            first.stage().setX(31);
            first.stage().setY(42);
            first.stage().setWidth(1111);
            first.stage().setHeight(777);
        });
        first.close();

        assertThat(new PreferencesStore(folder).now().place()).isEqualTo(new Place(31, 42, 1111, 777, false));
        Person second = Person.opened(this::open);
        second.act(() -> {
            assertThat(second.window().session().paletteProperty().get().dark()).isEqualTo(!dark);
            assertThat(new Place(second.stage().getX(), second.stage().getY(), second.stage().getWidth(), second.stage().getHeight(), false))
                    .isEqualTo(new Place(31, 42, 1111, 777, false));
        });
        second.untilReady("start");
        second.close();
    }

    @Test
    void aPlaceOnAScreenThatIsGoneIsNotGoneTo() {
        new PreferencesStore(folder).change(p -> p.withPlace(new Place(90_000, 50, 1111, 777, false)));
        Person person = Person.opened(this::open);
        person.act(() -> {
            assertThat(person.stage().getX()).isLessThan(2000);
            assertThat(person.stage().getWidth()).isNotEqualTo(1111);
        });
        person.untilReady("start");
        person.close();
    }

    /** By the keyboard: Ctrl+comma, Tab to the level, down to debug, Escape. */
    @Test
    void theLogLevelIsSwitchedWhileTheWindowIsOpen() throws IOException {
        Files.deleteIfExists(folder.resolve("settings.json"));
        Files.deleteIfExists(folder.resolve("log.jsonl"));
        Person person = Person.opened(this::open);
        person.untilReady("start");
        person.press(KeyCode.CONTROL, KeyCode.COMMA);
        person.until("the dialog", () -> person.robot().lookup("#preferences-log").tryQuery().isPresent());
        person.act(() -> person.robot().lookup("#preferences-log").queryComboBox().requestFocus());
        person.press(KeyCode.DOWN);
        person.until("the level", () -> new PreferencesStore(folder).now().logging().level().equals("debug"));
        person.press(KeyCode.ESCAPE);
        person.close();
        assertThat(Files.readAllLines(folder.resolve("log.jsonl")).stream().map(line -> InputFiles.json("log", line).get("event").asText()))
                .startsWith("window opened", "run opened").contains("log level set").endsWith("window closed");
    }

    @Test
    void settingsThatCouldNotBeReadAreTold() throws IOException {
        Files.writeString(folder.resolve("settings.json"), "{");
        Person person = Person.opened(this::open);
        person.until("the sentence", () -> person.window().session().messageProperty().get().startsWith("The settings of the program could not be read"));
        person.close();
    }
}
