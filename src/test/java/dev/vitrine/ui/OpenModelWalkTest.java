package dev.vitrine.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.Draws;
import dev.vitrine.engine.checkpoint.LoadedModel;
import dev.vitrine.engine.checkpoint.ModelFiles;
import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.engine.layer.PassContext;
import dev.vitrine.engine.model.Model;
import dev.vitrine.engine.model.ModelConfig;
import dev.vitrine.engine.model.ModelPass;
import dev.vitrine.engine.model.Models;
import dev.vitrine.engine.tensor.Weights;
import dev.vitrine.engine.text.Tokenizer;
import dev.vitrine.engine.text.Tokenizers;
import dev.vitrine.training.InferenceService;
import dev.vitrine.training.Prompts;
import dev.vitrine.ui.control.Numbers;
import dev.vitrine.ui.generate.GenerateViewModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.framework.junit5.Stop;

/** A model's folder is opened in the window, looked at from every view, and left again. */
@ExtendWith(ApplicationExtension.class)
class OpenModelWalkTest {
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

    private void save() {
        Tokenizer letters = Tokenizers.REGISTRY.get("char").train(List.of("the cat sat on the mat and the dog"));
        ModelConfig config = new ModelConfig("gpt", letters.vocabSize(), 32, 3, 4, 32, 64, "gelu", "layer_norm", 1e-5, "pre", "learned", 10_000,
                true, true, 1, 1, "all");
        Model model = Models.create(config, new Draws(9));
        ModelFiles.save(folder, model, Weights.LIVE, letters);
    }

    private void open(Path place) {
        person.untilReady("start");
        person.act(() -> person.window().drop().take(List.of(place.toFile())));   // no toolkit without a screen can drag
    }

    private InferenceService opened() {
        person.until("the model", () -> person.window().session().model() instanceof InferenceService
                && !person.window().session().snapshotsProperty().get().isEmpty());
        return (InferenceService) person.window().session().model();
    }

    @Test
    void everyViewShowsTheModelsOwnNumbers() {
        save();
        open(folder);
        InferenceService service = opened();
        assertThat(person.see(() -> person.window().shell().views())).isEqualTo(Views.INFERENCE);
        assertThat(person.read(person.find("model-parameters", Label.class)))
                .contains(Numbers.integer(service.model().parameters().count()));
        LoadedModel again = ModelFiles.load(folder);
        Map<String, float[]> truth = probed(again);
        for (ViewSpec view : Views.INFERENCE) {
            person.press(KeyCode.valueOf("DIGIT" + view.key()));
            assertThat(person.see(() -> person.window().shell().viewProperty().get())).isSameAs(view);
            person.until("numbers in the view " + view.id(), () -> person.window().onStage().getFirst().shown().size() >= 5);
            for (Shown s : person.shown()) {
                if (s.source() instanceof Source.Tensor t) {
                    assertThat((float) s.value()).as(view.id() + ": " + s).isEqualTo(truth.get(t.tensor())[t.index()]);
                }
            }
            Set<String> problems = new TreeSet<>();
            for (int theme = 0; theme < 2; theme++) {
                Legibility.inspect(person, view.id(), problems);
                person.press(KeyCode.T);
                person.frames(5);
            }
            assertThat(problems).isEmpty();
        }
    }

    /** The tensors of a pass of our own over the probe. */
    private Map<String, float[]> probed(LoadedModel loaded) {
        int[] ids = Prompts.start(loaded.tokenizer().orElseThrow(), person.window().session().probeProperty().get());
        ModelPass pass = loaded.model().newPass(PassContext.evaluation(1, ids.length, Weights.LIVE, Backends.create("simd")));
        System.arraycopy(ids, 0, pass.tokens(), 0, ids.length);
        pass.forward();
        Map<String, float[]> all = new HashMap<>();
        pass.tensors((name, shape, filler) -> {
            float[] values = new float[shape.count()];
            filler.fill(values);
            all.put("probe." + name, values);
        });
        return all;
    }

    @Test
    void aModelWithoutATokenizerIsAskedInTokenIds() throws IOException {
        save();
        Files.delete(folder.resolve("tokenizer.json"));
        open(folder);
        InferenceService service = opened();
        assertThat(service.readsText()).isFalse();
        assertThat(person.see(() -> person.window().shell().views())).extracting(ViewSpec::id).doesNotContain("tokens").contains("generate");
        person.act(() -> person.window().session().promptProperty().set("3 1 4"));
        person.press(KeyCode.CONTROL, KeyCode.ENTER);
        person.until("a text of ids", () -> person.window().onStage().getFirst() instanceof GenerateViewModel g
                && g.text().continuationProperty().get().strip().matches("\\d+( \\d+){20,}"));
        person.act(() -> person.window().session().promptProperty().set("3 hello 4"));
        person.until("what is no id is named", () -> person.read(person.find("generateNote", Label.class)).contains("hello"));
    }

    @Test
    void whatIsNoModelIsSaidInASentenceAndTheRunStays() throws IOException {
        save();
        Files.writeString(folder.resolve("config.json"), "{\"model_type\": \"mamba\"}");
        open(folder);
        person.until("a sentence", () -> person.text("message").contains("must be one of"));
        assertThat(person.window().session().service().config().name()).isEqualTo("start");
        person.press(KeyCode.CONTROL, KeyCode.O);
        person.until("a sentence", () -> person.text("message").contains("no window system here to choose a folder with"));
    }

    @Test
    void aModelInOneFileIsOpenedToo() {
        save();
        Path file = folder.resolve("m.bin");
        Path json = folder.resolve("m.json");
        LoadedModel loaded = ModelFiles.load(folder);
        ModelFiles.save(file, loaded.model(), Weights.LIVE, loaded.tokenizer().orElseThrow());
        ModelFiles.save(json, loaded.model(), Weights.LIVE, loaded.tokenizer().orElseThrow());
        open(file);
        String hash = opened().stateHashText(Models.GPT, 0);
        person.act(() -> person.window().drop().take(List.of(json.toFile())));
        person.until("the other file", () -> person.window().session().model() instanceof InferenceService s && s.name().equals(json.toString())
                && !person.window().session().snapshotsProperty().get().isEmpty());
        assertThat(opened().stateHashText(Models.GPT, 0)).isEqualTo(hash);
    }

    @Test
    void nothingTrainsAndANewRunTakesTheModelsPlace() {
        save();
        open(folder);
        opened();
        person.press(KeyCode.SPACE);
        person.until("a sentence", () -> person.text("message").contains("not trained here"));
        assertThat(person.find("run", Button.class).getParent().isVisible()).isFalse();
        person.press(KeyCode.CONTROL, KeyCode.N);
        person.until("the settings of a new run", () -> !person.text("settingsParameters").isBlank());
        person.press(KeyCode.ESCAPE);
        person.act(() -> person.window().shell().presetProperty().set("start"));
        person.untilReady("start");
        assertThat(person.find("run", Button.class).getParent().isVisible()).isTrue();
        assertThat(person.see(() -> person.window().shell().views())).isEqualTo(Views.TEXT);
        person.train(2);
        assertThat(person.find("prompt", TextField.class).getText()).isNotBlank();
    }
}
