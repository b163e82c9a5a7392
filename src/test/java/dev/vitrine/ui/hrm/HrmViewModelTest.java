package dev.vitrine.ui.hrm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.engine.model.Models;
import dev.vitrine.ui.Mode;
import dev.vitrine.ui.ProbedSession;
import dev.vitrine.ui.Shown;
import dev.vitrine.ui.Source;
import dev.vitrine.ui.control.Numbers;
import dev.vitrine.ui.control.Trajectory;
import dev.vitrine.ui.control.Trajectory.Level;
import dev.vitrine.ui.control.UpdateMark;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class HrmViewModelTest {
    private static final int TIME = 12;      // </s> and "the big cat"

    private ProbedSession probed = new ProbedSession(Models.HRM, 2);
    private HrmViewModel model = new HrmViewModel(probed.session(), Runnable::run);

    @AfterEach
    void close() {
        probed.close();
    }

    @Test
    void eachStateHasAPointWithItsLabelAndTheEnginesGradientFlag() {
        probed.trained(model);

        Trajectory high = model.pictureProperty().get().orbits().get(0);
        Trajectory low = model.pictureProperty().get().orbits().get(1);
        assertThat(high.labels()).containsExactly("init", "0", "1");
        assertThat(low.labels()).containsExactly("init", "0.0", "0.1", "1.0", "1.1");
        assertThat(high.filled()).containsExactly(false, false, true);
        assertThat(low.filled()).containsExactly(false, false, false, true, true);
    }

    @Test
    void residualsAndDistancesAreThoseOfAnIndependentRun() {
        probed.trained(model);
        Map<String, float[]> engine = probed.independent(Models.HRM, 6);

        List<UpdateMark> marks = model.pictureProperty().get().residuals();
        assertThat(marks.stream().map(UpdateMark::label)).containsExactly("L 0.0", "L 0.1", "H 0", "L 1.0", "L 1.1", "H 1");
        assertThat(marks.get(3).value()).isCloseTo(distance(engine, "probe.z_L.1.0", "probe.z_L.0.1") / Math.sqrt(TIME * 16), within(1e-12));
        assertThat(marks.get(2).value()).isCloseTo(distance(engine, "probe.z_H.0", "probe.z_H.init") / Math.sqrt(TIME * 16), within(1e-12));
        Trajectory high = model.pictureProperty().get().orbits().getFirst();
        assertThat(Math.hypot(high.x()[2] - high.x()[0], high.y()[2] - high.y()[0]))     // three states lie in their plane
                .isCloseTo(distance(engine, "probe.z_H.1", "probe.z_H.init"), within(1e-6));
    }

    private static double distance(Map<String, float[]> engine, String a, String b) {
        double sum = 0;
        for (int i = 0; i < engine.get(a).length; i++) {
            sum += Math.pow((double) engine.get(a)[i] - engine.get(b)[i], 2);
        }
        return Math.sqrt(sum);
    }

    @Test
    void theLastCyclesAnswersAreTheModelsOutput() {
        probed.trained(model);
        float[] logits = probed.independent(Models.HRM, 6).get("probe.logits");
        var tokenizer = probed.session().service().data().tokenizer();

        var rows = model.pictureProperty().get().thoughts().rows();
        int vocabulary = tokenizer.vocabSize();
        for (int i = 0; i < TIME; i++) {
            int best = 0;
            double sum = 0;
            for (int v = 0; v < vocabulary; v++) {
                best = logits[i * vocabulary + v] > logits[i * vocabulary + best] ? v : best;
                sum += Math.exp(logits[i * vocabulary + v]);
            }
            var entry = rows.getLast().cells().get(i);
            assertThat(entry.token()).isEqualTo(tokenizer.token(best));
            if (i + 1 < TIME) {
                int next = tokenizer.encode("the big cat")[i];
                assertThat(entry.colour()).isCloseTo(Math.exp(logits[i * vocabulary + next]) / sum, within(1e-6));
                assertThat(rows.getFirst().cells().get(i).token()).isEqualTo(tokenizer.token(next));
            }
            assertThat(entry.marked()).isEqualTo(!entry.token().equals(rows.get(1).cells().get(i).token()));
        }
    }

    @Test
    void everyNumberIsMarkedAsDerivedAndWrittenAsItIs() {
        probed.trained(model);

        List<Shown> shown = model.shown();

        assertThat(shown).hasSizeGreaterThan(2 * 8 + 6 + 2 * (TIME - 1));
        assertThat(shown).allMatch(s -> s.source() instanceof Source.Derived);
        assertThat(shown).filteredOn(s -> s.source() instanceof Source.Derived d && d.formula().startsWith("||"))
                .hasSize(6).allMatch(s -> s.text().equals(Numbers.format(s.value())));
    }

    @Test
    void frozenAxesStayWhileTrainingGoesOn() {
        probed.at(3, model);
        double[] before = model.pictureProperty().get().orbits().get(1).x();
        model.frozenProperty().set(true);

        probed.at(6, model);

        assertThat(model.pictureProperty().get().planes().get(1)).contains("frozen", "step 3");
        assertThat(model.pictureProperty().get().orbits().get(1).x()[0]).isCloseTo(before[0], within(1e-9));   // the start does not move
        assertThat(model.pictureProperty().get().orbits().get(1).x()[4]).isNotEqualTo(before[4]);
        model.frozenProperty().set(false);
        model.frame();
        assertThat(model.pictureProperty().get().planes().get(1)).contains("fitted", "step 6").doesNotContain("frozen");
    }

    @Test
    void onePositionIsTheSelectedToken() {
        probed.trained(model);
        model.positionsProperty().set(Positions.ONE);
        model.frame();
        double[] first = model.pictureProperty().get().orbits().get(1).x();

        probed.session().tokenProperty().set(4);
        model.frame();

        assertThat(model.pictureProperty().get().planes().get(1)).contains("position 4");
        assertThat(model.pictureProperty().get().orbits().get(1).x()).isNotEqualTo(first);
    }

    @Test
    void statesUpdatesAndAnswersExplainThemselves() {
        probed.trained(model);

        model.pickState(Level.LOW, 3);
        assertThat(probed.session().inspectedProperty().get().address()).contains("probe.z_L.1.0", "step 6");
        assertThat(probed.session().inspectedProperty().get().explain()).contains("differentiates through this update");
        model.pickUpdate(2);
        assertThat(probed.session().inspectedProperty().get().title()).contains("z_H.0");
        model.pickAnswer(1, 4);
        assertThat(probed.session().inspectedProperty().get().address()).contains("probe.z_H.0.logits[0, 4]");
        assertThat(probed.session().tokenProperty().get()).isEqualTo(4);
    }

    @Test
    void bothArchitecturesLearnEquallyManyNumbers() {
        probed.trained(model);

        assertThat(model.countsProperty().get()).contains("0 %",
                Numbers.integer(probed.session().service().parameterCount(Models.HRM)));
    }

    @Test
    void withoutHrmItSaysSoAndOffersIt() {
        probed.close();
        probed = new ProbedSession(Models.GPT, 2);
        model = new HrmViewModel(probed.session(), Runnable::run);
        assertThat(model.missingProperty().get()).isNotEmpty();
        assertThat(model.observes()).isEmpty();
        assertThat(model.shown()).isEmpty();

        model.showHrm();

        assertThat(probed.session().modeProperty().get()).isEqualTo(Mode.HRM);
        assertThat(model.missingProperty().get()).isEmpty();
        assertThat(model.observes()).contains("probe.z_L.init", "probe.z_H.1.logits");
    }

    @Test
    void oneLayerCannotBeShared() {
        probed.close();
        probed = new ProbedSession(Models.GPT, 1);
        model = new HrmViewModel(probed.session(), Runnable::run);

        assertThat(model.possibleProperty().get()).isFalse();
        assertThat(model.missingProperty().get()).contains("2 layers");
        model.frame();
    }
}
