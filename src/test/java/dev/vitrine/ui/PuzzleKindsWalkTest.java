package dev.vitrine.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.engine.layer.PassContext;
import dev.vitrine.engine.model.Model;
import dev.vitrine.engine.model.Models;
import dev.vitrine.engine.model.ReasoningPass;
import dev.vitrine.training.Command;
import dev.vitrine.training.RunConfig;
import dev.vitrine.training.RunConfigs;
import dev.vitrine.training.RunData;
import dev.vitrine.training.TrainingService;
import dev.vitrine.ui.control.BoardStrip;
import dev.vitrine.ui.control.Heatmap;
import dev.vitrine.ui.control.Numbers;
import dev.vitrine.ui.control.RasterData;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.scene.control.Label;
import javafx.scene.control.TabPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.framework.junit5.Stop;

/** The window with a model that has two positions before the cells of a puzzle: what is known of its kind. */
@ExtendWith(ApplicationExtension.class)
class PuzzleKindsWalkTest {
    private static final int STEPS = 4;
    private static final int BEFORE = 2;
    private static final int CELLS = 16;

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
        RunConfig config = RunConfigs.set(RunConfigs.preset("start-hrm"), "name=puzzles", "tokenizer=symbols", "shards=1", "backend=ejml",
                "model.context_length=" + CELLS, "model.channels=16", "model.layers=2", "model.heads=2", "model.hidden=32",
                "model.position=rope+learned", "model.attention.causal=false", "model.reasoning.enabled=true",
                "model.reasoning.puzzle_width=20", "supervision.segments=2", "stages.0.data=sudoku4", "stages.0.format=puzzles",
                "stages.0.validation_fraction=0", "stages.0.steps=20", "stages.0.batch_size=8", "stages.0.puzzle.train=64",
                "stages.0.puzzle.unseen=40", "probe=1..4............", "prompt=1..4............");
        TrainingService service = new TrainingService(config, RunData.load(config), 1, 64L << 20);
        service.start();
        person.act(() -> {
            TrainingService before = person.window().session().service();
            person.window().session().open(service);
            before.send(new Command.Stop());
        });
        person.untilReady("puzzles");
        person.train(STEPS);
    }

    /** Every tensor of the last segment on a puzzle, with the weights of the viewed state, by a pass of its own. */
    private Map<String, float[]> independent(int[] question, int segments) {
        Command.WeightsAt at = person.see(() -> person.window().session().weights(Models.HRM)).join();
        Model model = at.model();
        ReasoningPass pass = (ReasoningPass) model.newPass(PassContext.evaluation(1, CELLS, at.weights(), Backends.create("ejml")));
        System.arraycopy(question, 0, pass.tokens(), 0, CELLS);
        pass.restart();
        pass.forward();
        for (int m = 1; m < segments; m++) {
            pass.carryOn();
            pass.forward();
        }
        Map<String, float[]> all = new HashMap<>();
        pass.tensors((name, shape, filler) -> {
            float[] values = new float[shape.count()];
            filler.fill(values);
            all.put(name, values);
        });
        return all;
    }

    private void view(String id) {
        ViewSpec view = Views.PUZZLES.stream().filter(v -> v.id().equals(id)).findFirst().orElseThrow();
        person.act(() -> person.window().shell().viewProperty().set(view));
    }

    private List<Shown> onKind() {
        return person.window().onStage().stream().flatMap(f -> f.shown().stream())
                .filter(s -> s.source() instanceof Source.Derived d && d.formula().startsWith("sum of p before the cells")).toList();
    }

    @Test
    void attentionShowsThePositionsBeforeTheCellsAndMasksNothing() {
        open();
        view("attention");
        Heatmap map = person.find("map", Heatmap.class);
        person.until("a pattern", () -> map.getData().rows() == BEFORE + CELLS);
        RasterData data = person.see(map::getData);
        assertThat(data.rowLabels()).startsWith("kind.0", "kind.1", "1", ".", ".", "4");
        int cells = (BEFORE + CELLS) * (BEFORE + CELLS);
        int[] probe = person.see(() -> person.window().session().service().data().tokenizer().encode("1..4............"));
        float[] pattern = independent(probe, 1).get("L.1.1.blocks.0.attn.pattern");
        for (int i = 0; i < cells; i++) {
            assertThat(data.masked(i / data.columns(), i % data.columns())).isFalse();
            assertThat(data.values()[i]).isCloseTo(pattern[i], within(1e-6f));
        }
    }

    @Test
    void thoughtTellsHowMuchACellLooksAtWhatStandsBeforeTheCells() {
        open();
        view("thought");
        TabPane pages = person.find("pages", TabPane.class);
        person.act(() -> pages.getTabs().stream().filter(t -> t.getId().equals("attention")).forEach(t -> pages.getSelectionModel().select(t)));
        person.until("what falls on the kind", () -> onKind().size() == 2);
        List<Shown> before = person.see(this::onKind);
        assertThat(person.find("heads", BoardStrip.class).framesProperty().get()).hasSize(2);
        int[] question = person.see(() -> person.window().session().service().data().stages().getLast().unseen().getFirst().question());
        float[] pattern = independent(question, 2).get("H.1.blocks.0.attn.pattern");
        int positions = BEFORE + CELLS;
        for (int head = 0; head < 2; head++) {
            int row = (head * positions + BEFORE) * positions;   // of the first cell
            assertThat(before.get(head).value()).isCloseTo((double) pattern[row] + pattern[row + 1], within(1e-5));
        }
        assertThat(person.find("attentionSaid", Label.class).getText()).contains("before the cells", Numbers.format(before.getFirst().value(), 2));
    }
}
