package dev.vitrine.ui.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.model.Models;
import dev.vitrine.training.Command;
import dev.vitrine.training.Phase;
import dev.vitrine.training.Run;
import dev.vitrine.training.Snapshot;
import dev.vitrine.training.TensorsOf;
import dev.vitrine.ui.Inspected;
import dev.vitrine.ui.Shown;
import dev.vitrine.ui.Source;
import dev.vitrine.ui.SteppedSession;
import dev.vitrine.ui.control.Cell;
import dev.vitrine.ui.control.Numbers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StepViewModelTest {
    private static final String EQUAL = "✓ equal, bit for bit";

    private SteppedSession stepped;
    private StepViewModel view;

    @AfterEach
    void close() {
        stepped.close();
    }

    private void open(String type, String order, String norm) {
        stepped = new SteppedSession(type, order, norm);
        view = new StepViewModel(stepped.session(), type);
    }

    /** State 1 at rest: all pieces but the update are done. */
    private Snapshot atRest() {
        stepped.until(view, () -> !view.pieces().isEmpty());
        return stepped.until(view, new Command.Seek(1), 1, view.pieces().size() - 1);
    }

    private void look(String piece) {
        view.selectedProperty().set(texts().indexOf(piece));
    }

    private List<String> texts() {
        return view.pieces().stream().map(PieceRow::text).toList();
    }

    private void choose(String tensor) {
        stepped.until(view, () -> view.tensors().names().stream().anyMatch(n -> n.name().equals(tensor)));
        view.tensors().chosenProperty().set(view.tensors().names().stream().filter(n -> n.name().equals(tensor)).findFirst()
                .orElseThrow());
    }

    @Test
    void listsThePiecesOfAStepInTheOrderOfTheEngine() {
        open(Models.GPT, "pre", "rms_norm");
        atRest();
        assertThat(texts()).containsExactly("Batch", "Forward embed", "Forward blocks.0", "Forward blocks.1",
                "Forward final_norm", "Forward head", "Loss", "Backward head", "Backward final_norm", "Backward blocks.1",
                "Backward blocks.0", "Backward embed", "Clip", "Update");
        assertThat(view.stateOf(11)).isEqualTo(PieceRow.State.DONE);
        assertThat(view.stateOf(12)).isEqualTo(PieceRow.State.CURRENT);
        assertThat(view.stateOf(13)).isEqualTo(PieceRow.State.TO_COME);
    }

    @Test
    void visitsEveryPieceOnceAndComesBackOverTheBorderOfTheStep() {
        open(Models.GPT, "post", "rms_norm");
        int pieces = atRest().pieces();
        List<String> visited = new ArrayList<>();
        stepped.until(view, new Command.Advance(), 2, 0);
        assertThat(view.chosenPhase()).isEqualTo(Phase.UPDATE);
        for (int done = 1; done < pieces; done++) {
            stepped.until(view, new Command.Advance(), 2, done);
            visited.add(view.pieces().get(view.selectedProperty().get()).text());
        }
        assertThat(visited).isEqualTo(texts().subList(0, pieces - 1));
        stepped.until(view, new Command.Seek(2), 2, pieces - 1);
        stepped.until(view, new Command.Back(), 2, pieces - 2);
        assertThat(view.chosenPhase()).isEqualTo(Phase.BACKWARD);
    }

    @Test
    void showsWithoutGradientWhatIsDetached() {
        open(Models.HRM, "post", "rms_norm");
        atRest();
        look("Backward L.0.1");
        assertThat(view.tensors().noteProperty().get()).contains("Detached: no gradient flows through L.0.1");
        assertThat(view.observes()).isEmpty();
        assertThat(view.shown()).isEmpty();
        look("Backward L.1.1");
        assertThat(view.tensors().noteProperty().get()).isEmpty();
        stepped.until(view, () -> !view.shown().isEmpty());
        assertThat(view.tensors().names()).extracting(TensorName::name).contains("grad.L.1.1.in",
                "grad.L.blocks.0.attn.qkv.weight");
    }

    @Test
    void everyNumberIsTheOneOfAnIndependentRun() {
        for (String type : List.of(Models.GPT, Models.HRM)) {
            open(type, "post", "rms_norm");
            Snapshot s = atRest();
            try (Run run = stepped.independent(s.step())) {
                for (int i = 0; i < view.pieces().size(); i++) {
                    PieceRow row = view.pieces().get(i);
                    view.selectedProperty().set(i);
                    if (row.phase() != Phase.BATCH && row.detached().isEmpty()) {
                        stepped.until(view, () -> !view.shown().isEmpty());
                        compare(run, view.shown(), row.text());
                    }
                }
            }
            stepped.close();
        }
    }

    private static void compare(Run run, List<Shown> shown, String what) {
        assertThat(shown).as(what).isNotEmpty();
        for (Shown number : shown) {
            assertThat(number.text()).as(what + " " + number.source()).isEqualTo(Numbers.format(number.value()));
            if (number.source() instanceof Source.Tensor(String _, int step, String name, int index) && step == run.step()) {
                float[] engine = TensorsOf.run(run, name);
                assertThat((float) number.value()).as(what + " " + name + "[" + index + "]").isEqualTo(engine[index]);
            }
        }
    }

    @Test
    void theLossIsTheMeanOfTheTokensLosses() {
        open(Models.GPT, "post", "rms_norm");
        Snapshot s = atRest();
        look("Loss");
        stepped.until(view, () -> view.loss().meanProperty().get().contains(EQUAL));
        assertThat(view.shown()).anySatisfy(n -> {
            assertThat(n.source()).isEqualTo(new Source.Metric(Models.GPT, "loss", 1));
            assertThat((float) n.value()).isEqualTo(s.lossNats());
        });
        assertThat(view.loss().stripProperty().get().tokens()).hasSize(8);
    }

    @Test
    void explainsScoresAndPatternsBitForBit() {
        open(Models.GPT, "post", "rms_norm");
        atRest();
        look("Forward blocks.1");
        for (String tensor : List.of("blocks.1.attn.scores", "blocks.1.attn.pattern")) {
            choose(tensor);
            for (int row = 0; row < 8; row++) {
                view.tensors().selectedProperty().set(new Cell(row, row / 2));
                stepped.until(view, () -> explained() && !explanation().terms().getFirst().contains("snapshot"));
                assertThat(explanation().title()).isEqualTo(tensor);
                assertThat(explanation().terms().getFirst()).containsPattern(EQUAL + "|difference [1-9]\\.\\d+e−[789]");
            }
        }
    }

    @Test
    void explainsAPatternThatLooksBothWays() {
        stepped = new SteppedSession(Models.GPT, "post", "rms_norm", "model.attention.causal=false", "model.attention.window=4");
        view = new StepViewModel(stepped.session(), Models.GPT);
        atRest();
        look("Forward blocks.1");
        choose("blocks.1.attn.pattern");
        view.tensors().selectedProperty().set(new Cell(2, 5));
        stepped.until(view, () -> explained() && !explanation().terms().getFirst().contains("snapshot"));
        assertThat(explanation().terms().getFirst()).containsPattern(EQUAL + "|difference [1-9]\\.\\d+e−[789]");
        assertThat(explanation().terms().get(1)).contains("6");
        view.tensors().selectedProperty().set(new Cell(2, 6));
        stepped.until(view, () -> explanation().terms().size() == 1);
        assertThat(explanation().terms()).singleElement().asString().startsWith("masked");
        assertThat(view.tensors().shown()).filteredOn(n -> n.source() instanceof Source.Tensor).hasSize(8 * 8 - 2 * (1 + 2 + 3 + 4));
    }

    private boolean explained() {
        return explanation() != null;
    }

    private Inspected explanation() {
        return stepped.session().inspectedProperty().get();
    }

    @Test
    void explainsTheResidualStreamInEveryOrderAndNorm() {
        for (String[] choice : new String[][] {{"pre", "rms_norm"}, {"post", "rms_norm"}, {"post", "layer_norm"}}) {
            open(Models.GPT, choice[0], choice[1]);
            atRest();
            look("Forward blocks.0");
            for (String tensor : List.of("blocks.0.resid_mid", "blocks.0.resid_post")) {
                choose(tensor);
                view.tensors().selectedProperty().set(new Cell(3, 5));
                stepped.until(view, () -> explained() && explanation().terms().getLast().contains("equal"));
                assertThat(explanation().terms().getLast()).containsPattern(EQUAL + "|difference [1-9]\\.\\d+e−[789]");
            }
            stepped.close();
        }
    }

    @Test
    void theUpdateShownBeforeItIsMadeIsTheOneThatIsMade() {
        open(Models.GPT, "post", "rms_norm");
        Snapshot s = atRest();
        look("Update");
        stepped.until(view, () -> view.update().rows().size() == 10 && view.update().indexProperty().get() > 0);
        assertThat(view.update().headingProperty().get()).startsWith("will become");
        String predicted = view.update().rows().getLast().value();
        List<Shown> before = view.shown();
        stepped.until(view, new Command.Advance(), s.step() + 1, 0);
        stepped.until(view, () -> view.update().verdictProperty().get().contains(EQUAL));
        assertThat(view.update().headingProperty().get()).startsWith("became");
        assertThat(view.update().rows().getLast().value()).isEqualTo(predicted);
        assertThat(view.update().rows().getLast().formula()).contains(EQUAL);
        assertThat(view.shown()).isEqualTo(before);
        stepped.until(view, new Command.Advance(), s.step() + 1, 1);
        look("Update");
        assertThat(view.update().staleProperty().get()).isTrue();
    }

    @Test
    void whatAnEarlierStepLeftIsStaleAndSaysSo() {
        open(Models.GPT, "post", "rms_norm");
        Snapshot s = atRest();
        stepped.until(view, new Command.Advance(), s.step() + 1, 0);
        stepped.until(view, new Command.Advance(), s.step() + 1, 1);
        look("Forward blocks.0");
        stepped.until(view, () -> !view.shown().isEmpty());
        assertThat(view.tensors().staleProperty().get()).isTrue();
        assertThat(view.tensors().captionProperty().get()).contains("viewing step 2, from step 1");
    }

    @Test
    void asksForTheTensorsOfTheChosenSegmentOnly() {
        open(Models.GPT, "post", "rms_norm");
        atRest();
        look("Forward blocks.0");
        assertThat(view.observes()).allMatch(n -> n.startsWith("blocks.0.") || n.equals("z_blocks.0"));
        look("Batch");
        assertThat(view.observes()).isEmpty();
    }
}
