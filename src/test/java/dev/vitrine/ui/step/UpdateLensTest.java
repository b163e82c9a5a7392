package dev.vitrine.ui.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.engine.model.Models;
import dev.vitrine.engine.optim.Optimizers;
import dev.vitrine.training.Command;
import dev.vitrine.training.Run;
import dev.vitrine.training.Snapshot;
import dev.vitrine.training.TensorsOf;
import dev.vitrine.ui.Shown;
import dev.vitrine.ui.Source;
import dev.vitrine.ui.SteppedSession;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The update and the clipping of every optimizer as the Step view shows them. */
final class UpdateLensTest {
    private static final String EQUAL = "✓ equal, bit for bit";

    private SteppedSession stepped;
    private StepViewModel view;

    @AfterEach
    void close() {
        stepped.close();
    }

    private void open(String... changes) {
        stepped = new SteppedSession(Models.GPT, "post", "rms_norm", changes);
        view = new StepViewModel(stepped.session(), Models.GPT);
    }

    /** State 1 with its batch worked up to the update. */
    private Snapshot atRest(String piece) {
        stepped.until(view, () -> !view.pieces().isEmpty());
        Snapshot s = stepped.until(view, new Command.Seek(1), 1, view.pieces().size() - 1);
        view.selectedProperty().set(view.pieces().stream().map(PieceRow::text).toList().indexOf(piece));
        return s;
    }

    static Stream<List<String>> optimizers() {
        return Stream.concat(Optimizers.REGISTRY.names().stream().map(kind -> List.of("optimizer.kind=" + kind)),
                Stream.of(List.of("optimizer.kind=sgd", "optimizer.nesterov=true"),
                        List.of("optimizer.kind=sgd", "optimizer.momentum=0"), List.of("optimizer.weight_decay=0")));
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void theFormulaShownGivesTheNumbersShownAndTheUpdateThatIsMade(List<String> changes) {
        open(changes.toArray(String[]::new));
        follow(List.of("blocks.0.attn.qkv.weight", "embed.wte", "blocks.1.norm1.gain"));
    }

    @Test
    void theTableOfPuzzlesGoesByARuleOfItsOwn() {
        stepped = new SteppedSession(Models.HRM, "post", "rms_norm_no_gain", "tokenizer=symbols", "model.context_length=16",
                "model.attention.causal=false", "model.reasoning.enabled=true", "model.reasoning.puzzle_width=5", "model.reasoning.puzzles=2",
                "stages.0.data=sudoku4", "stages.0.format=puzzles", "stages.0.puzzle.train=40", "stages.0.puzzle.unseen=8", "probe=1..4............",
                "prompt=1..4............", "optimizer.weight_decay=0.1");
        view = new StepViewModel(stepped.session(), Models.HRM);
        follow(List.of("embed.puzzle", "L.blocks.0.attn.qkv.weight"));
    }

    private void follow(List<String> parameters) {
        for (String parameter : parameters) {
            Snapshot s = atRest("Update");
            view.update().parameterProperty().set(parameter);
            stepped.until(view, () -> !view.update().rows().isEmpty() && view.update().captionProperty().get().contains(parameter)
                    && view.update().indexProperty().get() > 0);
            assertThat(view.update().formulaProperty().get()).startsWith("w′ = w − lr");
            List<UpdateRow> rows = List.copyOf(view.update().rows());
            assertThat(rows).extracting(UpdateRow::symbol).startsWith("w", "g").endsWith("decay", "Δw", "w′").contains("lr");
            assertThat(rows).allSatisfy(row -> assertThat(row.formula()).doesNotContain("{").isNotBlank());
            rows.forEach(UpdateLensTest::check);
            assertThat(rows.getLast().formula()).contains(EQUAL);
            List<Shown> shown = view.shown();
            stepped.until(view, new Command.Advance(), s.step() + 1, 0);
            stepped.until(view, () -> view.update().verdictProperty().get().contains(EQUAL));
            assertThat(List.copyOf(view.update().rows())).isEqualTo(rows);
            try (Run run = stepped.independent(s.step() + 1)) {
                compare(run, shown);
            }
        }
    }

    /** What is arithmetic up to the colon is worked out, to the digits that are shown. */
    private static void check(UpdateRow row) {
        String formula = row.formula().split(": ")[0];
        if (row.symbol().equals("Δw") || formula.matches("[0-9e().+−·/√^² ]+")) {
            double shown = Arithmetic.of(row.value());
            assertThat(Arithmetic.of(formula)).as(row.toString()).isCloseTo(shown, within(0.004 * Math.abs(shown) + 1e-12));
        }
    }

    private static void compare(Run run, List<Shown> shown) {
        assertThat(shown).isNotEmpty();
        for (Shown number : shown) {
            if (number.source() instanceof Source.Tensor(String _, int step, String name, int index) && step == run.step()) {
                assertThat((float) number.value()).as(name).isEqualTo(TensorsOf.run(run, name)[index]);
            }
        }
    }

    @Test
    void whatClippingDidIsToldWithItsCounts() {
        open("optimizer.centralize=true", "optimizer.adaptive_clip=0.02", "optimizer.clip_value=0.001", "optimizer.clip_norm=0.01");
        Snapshot s = atRest("Clip");
        stepped.until(view, () -> view.clip().stagesProperty().get().contains("adaptive"));
        try (Run run = stepped.independent(s.step())) {
            int clipped = sum(TensorsOf.run(run, "clip.adaptive.clipped"));
            assertThat(clipped).isPositive();
            assertThat(view.clip().stagesProperty().get()).contains("means over the fan-in were subtracted")
                    .contains("shortened " + clipped + " of " + sum(TensorsOf.run(run, "clip.adaptive.units")) + " units")
                    .contains("numbers were cut").contains("norm left");
            view.clip().selectedProperty().set(1);
            assertThat(stepped.session().inspectedProperty().get().terms().toString()).contains("units were too long");
            compare(run, view.shown());
            String factor = view.clip().factorProperty().get();
            assertThat(Arithmetic.of(factor.split(" = ")[1])).isCloseTo(Arithmetic.of(factor.split(" = ")[0]), within(0.001));
        }
    }

    private static int sum(float[] counts) {
        int total = 0;
        for (float count : counts) {
            total += (int) count;
        }
        return total;
    }

    @Test
    void whereNothingIsDoneBeforeTheNormItSaysSo() {
        open();
        atRest("Clip");
        stepped.until(view, () -> !view.clip().rows().isEmpty());
        assertThat(view.clip().stagesProperty().get()).startsWith("nothing");
    }
}
