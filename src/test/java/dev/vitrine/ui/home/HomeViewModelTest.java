package dev.vitrine.ui.home;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.engine.layer.PassContext;
import dev.vitrine.engine.model.ModelPass;
import dev.vitrine.engine.sample.Generator;
import dev.vitrine.engine.sample.Sampling;
import dev.vitrine.engine.tensor.Weights;
import dev.vitrine.engine.text.Tokenizer;
import dev.vitrine.training.Command;
import dev.vitrine.training.Prompts;
import dev.vitrine.training.Run;
import dev.vitrine.training.Snapshot;
import dev.vitrine.ui.Mode;
import dev.vitrine.ui.Shown;
import dev.vitrine.ui.SmallRun;
import dev.vitrine.ui.Source;
import dev.vitrine.ui.control.Numbers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class HomeViewModelTest {
    private final SmallRun small = new SmallRun("home");
    private final HomeViewModel view = new HomeViewModel(small.session, "gpt");

    @AfterEach
    void close() {
        small.close();
    }

    private void written(HomeViewModel of, int step) {
        small.run(of, () -> of.writingProperty().get() != null && of.writingProperty().get().step() == step);
    }

    /** Numbers of the probe, read by a pass of its own from the weights of a run at rest. */
    private static Map<String, float[]> probe(Run run, int[] tokens) {
        ModelPass pass = run.model().newPass(PassContext.evaluation(1, tokens.length, Weights.LIVE, Backends.create("ejml")));
        System.arraycopy(tokens, 0, pass.tokens(), 0, tokens.length);
        pass.forward();
        Map<String, float[]> all = new HashMap<>();
        pass.tensors((name, shape, filler) -> {
            float[] values = new float[shape.count()];
            filler.fill(values);
            all.put("probe." + name, values);
        });
        return all;
    }

    private void everyNumberIsTheEngines(HomeViewModel of, String type, int step) {
        Snapshot s = small.show(of, step).getFirst();
        written(of, step);
        Run twin = small.twin(type);
        Run before = small.twin(type, step - 1);
        Map<String, float[]> probe = probe(before, s.probeTokens());
        List<Shown> shown = of.shown();
        assertThat(shown).hasSizeGreaterThan(12);
        for (Shown number : shown) {
            switch (number.source()) {
                case Source.Tensor t -> assertThat(number.text()).isEqualTo(Numbers.format(probe.get(t.tensor())[t.index()]));
                case Source.Metric m -> {
                    float value = switch (m.series()) {
                        case "loss" -> twin.history().loss().at(m.step());
                        case "learning_rate" -> twin.history().learningRate().at(m.step());
                        case "grad_norm" -> twin.history().gradNorm().at(m.step());
                        case "validation_loss" -> twin.history().validation().at(m.step() / 20, 1);
                        default -> throw new AssertionError(m.series());
                    };
                    assertThat(number.text()).as(m.toString()).isEqualTo(Numbers.format(value));
                }
                case Source.Derived d -> assertThat(d.formula()).isNotBlank();
                case Source.Generated g -> throw new AssertionError(g);
            }
        }
        assertThat(shown.stream().filter(n -> n.source() instanceof Source.Tensor)).hasSize(s.probeTokens().length);
        assertThat(shown.stream().map(Shown::text)).contains(Numbers.integer(before.model().parameters().count()), s.stateHashText());
        twin.close();
        before.close();
    }

    @Test
    void everyNumberOfATransformerIsTheEngines() {
        small.session.layerProperty().set(2);
        small.session.headProperty().set(1);
        everyNumberIsTheEngines(view, "gpt", 23);
    }

    @Test
    void everyNumberOfAnHrmIsTheEngines() {
        small.session.modeProperty().set(Mode.HRM);
        HomeViewModel hrm = new HomeViewModel(small.session, "hrm");
        small.session.layerProperty().set(3);    // the high level has blocks 0 and 1 only
        assertThat(hrm.observes()).isEqualTo(Set.of("probe.H.1.blocks.1.attn.pattern"));
        everyNumberIsTheEngines(hrm, "hrm", 5);
    }

    @Test
    void writesFromTheWeightsOfTheViewedStep() {
        for (int step : new int[] {60, 10}) {
            small.show(view, step);
            if (step == 10) {
                assertThat(view.writingProperty().get()).as("the text of step 60 is not of the past").isNull();
            }
            written(view, step);
            Run twin = small.twin("gpt", step - 1);
            Tokenizer tokenizer = twin.data().tokenizer();
            StringBuilder text = new StringBuilder("the ");
            for (int id : new Generator(twin.model(), Weights.LIVE, Backends.create("ejml")).generate(
                    Prompts.start(tokenizer, "the "), 60, -1, new Sampling(0.7, 0, 1), choice -> true)) {
                text.append(id == tokenizer.endId() ? "\n" : tokenizer.decode(new int[] {id}));
            }
            assertThat(view.writingProperty().get().text()).isEqualTo(text.toString());
            assertThat(view.writingCaptionProperty().get()).startsWith("written at step " + step);
            twin.close();
        }
    }

    @Test
    void writesAgainEveryFiftyStepsAndKeepsTheEarlierTexts() {
        small.service.send(new Command.Observe(view.observes()));
        written(view, 0);
        small.session.toggleRunning();
        small.run(view, () -> view.stepProperty().get() == SmallRun.STEPS && view.writingProperty().get().step() == SmallRun.STEPS);
        List<Integer> steps = view.earlierProperty().get().stream().map(Writing::step).toList();
        assertThat(steps).endsWith(0).isSortedAccordingTo((a, b) -> b - a);
        for (int i = 1; i < steps.size(); i++) {
            assertThat(steps.get(i - 1) - steps.get(i)).isGreaterThanOrEqualTo(Writer.EVERY);
        }
        small.view(view, 30);
        written(view, 30);
        assertThat(view.earlierProperty().get()).extracting(Writing::step).containsExactly(0);
        assertThat(view.writingStale()).isFalse();
    }

    @Test
    void aTextOfAnEarlierStepIsMarkedUntilTheViewedOneIsWritten() {
        small.show(view, 3);
        written(view, 3);
        small.show(view, 4);
        if (view.writingProperty().get().step() == 3) {
            assertThat(view.writingStale()).isTrue();
            assertThat(view.writingCaptionProperty().get()).startsWith("from step 3");
        }
        written(view, 4);
        assertThat(view.writingStale()).isFalse();
    }

    @Test
    void aForkForgetsTheTextsOfStatesThatAreNoMore() {
        small.show(view, 30);
        written(view, 30);
        small.view(view, 10);
        written(view, 10);
        small.service.send(new Command.SetPeakLearningRate(0.02f));
        small.show(view, 10);
        SmallRun.until(() -> small.service.history("gpt").states() == 11);
        small.show(view, 31);
        view.frame();
        assertThat(view.writingProperty().get().step()).isNotEqualTo(30);
        written(view, 31);
        assertThat(view.earlierProperty().get()).extracting(Writing::step).doesNotContain(30);
    }

    @Test
    void theTokenThatIsPointedAtLooks() {
        small.show(view, 2);
        assertThat(small.session.tokenProperty().get()).as("the last token has the most to look at").isEqualTo(7);
        assertThat(view.looksProperty().get().query()).isEqualTo(7);
        view.point(3);
        assertThat(view.looksProperty().get().query()).isEqualTo(3);
        Looks looks = view.looksProperty().get();
        assertThat(small.session.inspectedProperty().get().value()).isEqualTo(Numbers.exact(looks.weights()[looks.strongest()]));
        assertThat(small.session.inspectedProperty().get().address()).contains("step 2", "probe.blocks.0.attn.pattern [0, 0, 3, ");
        view.point(null);
        assertThat(view.looksProperty().get().query()).isEqualTo(7);
        view.select(5);
        assertThat(view.looksProperty().get().query()).isEqualTo(5);
    }

    @Test
    void asksForNothingButTheOneHeadsPattern() {
        assertThat(view.observes()).isEqualTo(Set.of("probe.blocks.0.attn.pattern"));
        small.session.layerProperty().set(9);
        assertThat(view.observes()).as("the last of four").isEqualTo(Set.of("probe.blocks.3.attn.pattern"));
    }

    @Test
    void aNumberThatIsNotThereYetIsADash() {
        small.show(view, 0);
        Figure speed = view.figuresProperty().get().get(Figure.IDS.indexOf("speed"));
        assertThat(speed.text()).isEqualTo(Figure.NONE);
        view.inspect(speed);
        assertThat(small.session.inspectedProperty().get().value()).isEqualTo("not worked out yet");
    }
}
