package dev.vitrine.ui.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.engine.model.Models;
import dev.vitrine.ui.Inspected;
import dev.vitrine.ui.ProbedSession;
import dev.vitrine.ui.Shown;
import dev.vitrine.ui.Source;
import dev.vitrine.ui.control.Cell;
import dev.vitrine.ui.control.Numbers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class AttentionViewModelTest {
    private static final int TIME = 12;      // </s> and "the big cat"

    private ProbedSession probed = new ProbedSession(Models.GPT, 2);
    private AttentionViewModel model = new AttentionViewModel(probed.session(), Models.GPT);

    @AfterEach
    void close() {
        probed.close();
    }

    @Test
    void everyNumberIsThatOfAnIndependentRun() {
        probed.trained(model);
        model.chooseHead(1, 1);
        model.chooseToken(7);
        probed.again(model);

        assertAllAreTheEngines(Models.GPT);
        assertThat(model.shown()).filteredOn(s -> s.source() instanceof Source.Tensor t && t.tensor().endsWith("pattern"))
                .hasSizeGreaterThanOrEqualTo(2 * 2 * TIME * (TIME + 1) / 2);
        assertThat(model.shown()).filteredOn(s -> s.source() instanceof Source.Tensor t && t.tensor().endsWith("scores"))
                .hasSize(TIME);
    }

    private void assertAllAreTheEngines(String run) {
        Map<String, float[]> engine = probed.independent(run, 6);
        for (Shown s : model.shown()) {
            assertThat(s.text()).isEqualTo(Numbers.format(s.value()));
            if (s.source() instanceof Source.Tensor(String of, int step, String tensor, int index)) {
                assertThat(of).isEqualTo(run);
                assertThat(step).isEqualTo(6);
                assertThat((float) s.value()).as(tensor + "[" + index + "]").isEqualTo(engine.get(tensor)[index]);
            }
        }
    }

    @Test
    void asksForScoresOnlyWhileTheyAreShown() {
        assertThat(model.observes()).containsExactlyInAnyOrder("probe.blocks.0.attn.pattern", "probe.blocks.1.attn.pattern",
                "probe.blocks.0.attn.scores");

        model.stagesShownProperty().set(false);

        assertThat(model.observes()).containsExactlyInAnyOrder("probe.blocks.0.attn.pattern", "probe.blocks.1.attn.pattern");
    }

    @Test
    void hrmShowsTheChosenCallOfBothLevels() {
        AttentionViewModel hrm = hrm();

        assertThat(hrm.callProperty().get()).hasToString("1.1");
        assertThat(hrm.observes()).contains("probe.L.1.1.blocks.0.attn.pattern", "probe.H.1.blocks.0.attn.pattern");

        hrm.callProperty().set(hrm.callsProperty().get().getFirst());

        assertThat(hrm.observes()).contains("probe.L.0.0.blocks.0.attn.pattern", "probe.H.0.blocks.0.attn.pattern");
        probed.trained(hrm);
        assertThat(hrm.pictureProperty().get().grid().rowNames()).containsExactly("L 0", "H 0");
        assertAllAreTheEngines(Models.HRM);
    }

    private AttentionViewModel hrm() {
        probed.close();
        probed = new ProbedSession(Models.HRM, 2);
        model = new AttentionViewModel(probed.session(), Models.HRM);
        return model;
    }

    @Test
    void aLockedCellExplainsItselfWithItsSoftmax() {
        probed.trained(model);

        model.lockedProperty().set(new Cell(5, 2));

        Inspected said = probed.session().inspectedProperty().get();
        float p = model.pictureProperty().get().map().value(5, 2);
        assertThat(probed.session().tokenProperty().get()).isEqualTo(5);
        assertThat(said.address()).contains("gpt", "step 6", "probe.blocks.0.attn.pattern[0, 0, 5, 2]");
        assertThat(said.value()).isEqualTo(Numbers.exact(p));
        assertThat(said.terms().getFirst()).endsWith("= " + Numbers.format(p));
        assertThat(said.terms()).hasSize(1 + 6);
        assertThat(model.pictureProperty().get().readOut()).contains("looks at", Numbers.format(p));
    }

    @Test
    void aLaterTokenIsMaskedAndSaysSo() {
        probed.trained(model);

        model.lockedProperty().set(new Cell(2, 5));

        assertThat(model.pictureProperty().get().readOut()).contains("cannot look at");
        assertThat(probed.session().inspectedProperty().get().value()).isEqualTo("0.0");
        assertThat(probed.session().inspectedProperty().get().explain()).contains("−∞");
    }

    @Test
    void anotherViewsChoiceMovesTheLockButNotTheInspector() {
        probed.trained(model);
        model.lockedProperty().set(new Cell(5, 4));
        Inspected others = new Inspected("x", "", "", "", List.of(), List.of(), "");
        probed.session().inspectedProperty().set(others);

        probed.session().tokenProperty().set(3);

        assertThat(model.lockedProperty().get()).isEqualTo(new Cell(3, 3));
        assertThat(probed.session().inspectedProperty().get()).isSameAs(others);
        assertThat(model.pictureProperty().get().query()).isEqualTo(3);
    }

    @Test
    void hoveringPreviewsARowWithoutChoosingIt() {
        probed.trained(model);

        model.hoveredProperty().set(new Cell(8, 1));

        assertThat(model.pictureProperty().get().query()).isEqualTo(8);
        assertThat(model.pictureProperty().get().key()).isEqualTo(1);
        assertThat(probed.session().tokenProperty().get()).isZero();
        model.hoveredProperty().set(null);
        assertThat(model.pictureProperty().get().query()).isZero();
    }

    @Test
    void theChosenHeadIsThatOfTheSessionAndStaysInTheGrid() {
        probed.trained(model);

        probed.session().headProperty().set(1);
        assertThat(model.pictureProperty().get().head()).isEqualTo(1);

        model.moveHead(5, 5);
        assertThat(probed.session().layerProperty().get()).isEqualTo(1);
        assertThat(probed.session().headProperty().get()).isEqualTo(1);
    }

    @Test
    void theStagesAddUp() {
        probed.trained(model);
        model.chooseToken(6);

        var rows = model.pictureProperty().get().stages().rows();
        assertThat(rows.get(0).cells().subList(0, 7)).noneMatch(c -> c.masked());
        assertThat(rows.get(0).cells().subList(7, TIME)).allMatch(c -> c.masked());
        assertThat(rows.get(1).cells().subList(7, TIME)).allMatch(c -> c.number().equals("−∞"));
        double sum = model.shown().stream().filter(s -> s.source() instanceof Source.Derived d && d.formula().startsWith("sum over keys of p"))
                .findFirst().orElseThrow().value();
        assertThat(sum).isCloseTo(1, within(1e-6));
    }

    /** Rows of the stages: which keys of query 6 have a score, and whether the probabilities are those of the engine. */
    private String seenWith(String... changes) {
        probed.close();
        probed = new ProbedSession(Models.GPT, 2, changes);
        model = new AttentionViewModel(probed.session(), Models.GPT);
        probed.trained(model);
        model.chooseToken(6);
        model.lockedProperty().set(new Cell(6, 8));
        assertAllAreTheEngines(Models.GPT);
        assertThat(model.shown()).filteredOn(s -> s.source() instanceof Source.Derived d && d.formula().startsWith("max |exp"))
                .singleElement().satisfies(s -> assertThat(s.value()).isLessThan(1e-6));
        String seen = "";
        for (int k = 0; k < TIME; k++) {
            boolean scored = !model.pictureProperty().get().stages().rows().getFirst().cells().get(k).masked();
            assertThat(model.pictureProperty().get().map().masked(6, k)).isEqualTo(!scored);
            seen += scored ? "x" : ".";
        }
        return seen;
    }

    @Test
    void whatIsMaskedIsWhatTheModelMustNotSee() {
        assertThat(seenWith()).isEqualTo("xxxxxxx.....");
        assertThat(probed.session().inspectedProperty().get().terms()).isEmpty();
        assertThat(seenWith("model.attention.window=3")).isEqualTo("....xxx.....");
        assertThat(seenWith("model.attention.causal=false", "model.attention.window=3")).isEqualTo("....xxxxx...");
        assertThat(seenWith("model.attention.causal=false")).isEqualTo("xxxxxxxxxxxx");
        float p = model.pictureProperty().get().map().value(6, 8);
        assertThat(probed.session().inspectedProperty().get().terms()).hasSize(1 + TIME).first().asString().endsWith("= " + Numbers.format(p));
        assertThat(model.pictureProperty().get().readOut()).contains("looks at", Numbers.format(p));
        assertThat(model.shown()).filteredOn(s -> s.source() instanceof Source.Tensor t && t.tensor().endsWith("pattern"))
                .hasSizeGreaterThanOrEqualTo(2 * 2 * TIME * TIME);
    }

    @Test
    void saysWhatIsCutAndWhatIsUnknown() {
        assertThat(model.noteProperty().get()).isEmpty();

        model.draftProperty().set("ñ the big cat sat on the mat");

        assertThat(model.noteProperty().get()).contains("29 tokens", "reads 16", "last 13", "‘ñ’");
        assertThat(probed.session().probeProperty().get()).isEqualTo("the big cat");
    }

    @Test
    void aPinnedProbeIsReadAtOnceAndAShorterOneKeepsTheChoiceInside() {
        probed.trained(model);
        model.lockedProperty().set(new Cell(9, 9));
        model.draftProperty().set("cat");
        model.pinProbe();

        probed.again(model);

        assertThat(model.pictureProperty().get().tokens()).containsExactly("</s>", "c", "a", "t");
        assertThat(model.pictureProperty().get().query()).isEqualTo(3);
        assertThat(model.noteProperty().get()).isEmpty();
    }

    @Test
    void showsNothingBeforeTheFirstSnapshot() {
        assertThat(model.shown()).isEmpty();
        assertThat(model.pictureProperty().get().tokens()).isEmpty();
    }
}
