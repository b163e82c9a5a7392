package dev.vitrine.ui.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.training.RunConfig;
import dev.vitrine.training.RunConfigs;
import dev.vitrine.ui.SmallRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SettingsViewModelTest {
    private static final long PLENTY = 1L << 40;

    private final SmallRun small = new SmallRun("settings");
    private final ConcurrentLinkedQueue<Runnable> fx = new ConcurrentLinkedQueue<>();
    private final List<RunConfig> started = new ArrayList<>();
    private final SettingsViewModel model = model(PLENTY);
    @TempDir
    private Path folder;

    private SettingsViewModel model(long heap) {
        return new SettingsViewModel(small.session, RunConfigs::preset, started::add, heap, fx::add);
    }

    @AfterEach
    void close() {
        small.close();
    }

    private static void put(SettingsViewModel into, String key, String value) {
        into.formProperty().get().setting(key).valueProperty().set(value);
    }

    private void await(SettingsViewModel of) {
        SmallRun.until(() -> {
            for (Runnable task = fx.poll(); task != null; task = fx.poll()) {
                task.run();
            }
            return of.currentProperty().get();
        });
    }

    @Test
    void beginsWithThePresentRunAndFollowsItUntilSomethingIsTyped() {
        model.show();
        assertThat(model.openProperty().get()).isTrue();
        assertThat(model.formProperty().get().read()).isEqualTo(small.service.config());
        await(model);
        assertThat(model.forecastProperty().get().parameters()).isEqualTo(small.service.parameterCount("gpt"));
    }

    @Test
    void whatIsTypedStaysWhenTheFormIsClosed() {
        model.show();
        put(model, "model.layers", "2");
        model.close();
        assertThat(model.openProperty().get()).isFalse();
        model.show();
        assertThat(model.formProperty().get().setting("model.layers").value()).isEqualTo("2");
        assertThat(model.editedProperty().get()).isTrue();
        model.undo();
        assertThat(model.formProperty().get().setting("model.layers").value()).isEqualTo("4");
        assertThat(model.editedProperty().get()).isFalse();
    }

    @Test
    void stagesAreAddedAndRemoved() {
        model.show();
        int stages = small.service.config().stages().size();
        int steps = steps();
        model.addStage(stages - 1);
        assertThat(model.editedProperty().get()).isTrue();
        assertThat(model.formProperty().get().read().stages()).hasSize(stages + 1);
        assertThat(steps()).as("the planned steps follow").isGreaterThan(steps);
        for (int i = 0; i < stages + 3; i++) {
            model.removeStage(0);
        }
        assertThat(model.formProperty().get().stages()).as("the last one stays").isOne();
        assertThat(model.problemProperty().get()).isEmpty();
        model.undo();
        assertThat(model.formProperty().get().read()).isEqualTo(small.service.config());
        assertThat(model.editedProperty().get()).isFalse();
    }

    private int steps() {
        await(model);
        return model.forecastProperty().get().steps();
    }

    @Test
    void aPresetReplacesWhatIsTyped() {
        model.show();
        put(model, "model.layers", "2");
        model.baseProperty().set("start-hrm");
        assertThat(model.formProperty().get().read()).isEqualTo(RunConfigs.preset("start-hrm"));
    }

    @Test
    void aWrongSettingStartsNothingAndIsToldInASentence() {
        model.show();
        put(model, "model.heads", "3");
        assertThat(model.problemProperty().get()).startsWith("model.channels (16) must be a multiple of heads (3)");
        assertThat(model.validProperty().get()).isFalse();
        model.start();
        assertThat(started).isEmpty();
        assertThat(model.openProperty().get()).isTrue();
        put(model, "model.heads", "4");
        assertThat(model.problemProperty().get()).isEmpty();
        model.start();
        assertThat(started).containsExactly(RunConfigs.set(small.service.config(), "model.heads=4"));
        assertThat(model.openProperty().get()).isFalse();
    }

    @Test
    void aTextThatIsNotThereIsToldAtItsField() {
        model.show();
        put(model, "stages.0.data", "nowhere.txt");
        assertThat(model.problemProperty().get()).as("not looked for yet").isEmpty();
        await(model);
        assertThat(model.problemProperty().get()).startsWith("there is no file 'nowhere.txt'");
        assertThat(model.formProperty().get().setting("stages.0.data").problem()).isEqualTo(model.problemProperty().get());
        assertThat(model.validProperty().get()).as("it can be saved").isTrue();
    }

    @Test
    void aRunThatHasNoRoomIsNotStarted() {
        SettingsViewModel poor = model(1_000_000);
        poor.show();
        await(poor);
        assertThat(poor.problemProperty().get()).startsWith("This run needs ").contains(", more than the 1 MB");
        poor.start();
        assertThat(started).isEmpty();
    }

    @Test
    void settingsGoToAFileAndComeBack() throws IOException {
        Path file = folder.resolve("mine.json");
        model.show();
        put(model, "model.layers", "3");
        model.save(suggested -> {
            assertThat(suggested).isEqualTo("small.yaml");
            return Optional.of(file);
        });
        assertThat(model.noteProperty().get()).contains("mine.json");
        assertThat(RunConfigs.file(file)).isEqualTo(RunConfigs.set(small.service.config(), "model.layers=3"));
        model.undo();
        model.read(Optional.of(file));
        assertThat(model.formProperty().get().setting("model.layers").value()).isEqualTo("3");
        assertThat(model.baseProperty().get()).isNull();
        Files.writeString(file, "{\"preset\": \"start\", \"model\": {\"layerz\": 3}}");
        model.read(Optional.of(file));
        assertThat(model.noteProperty().get()).contains("layerz");
        assertThat(model.formProperty().get().setting("model.layers").value()).as("the form stays as it was").isEqualTo("3");
        model.read(Optional.empty());
        assertThat(model.formProperty().get().setting("model.layers").value()).isEqualTo("3");
    }
}
