package dev.vitrine.ui.generate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.sample.Choice;
import dev.vitrine.engine.sample.Generator;
import dev.vitrine.engine.sample.Sampler;
import dev.vitrine.engine.sample.Sampling;
import dev.vitrine.engine.sample.TextSoFar;
import dev.vitrine.engine.tensor.Weights;
import dev.vitrine.training.Oracle;
import dev.vitrine.training.Prompts;
import dev.vitrine.training.Run;
import dev.vitrine.training.Snapshot;
import dev.vitrine.training.StageConfig;
import dev.vitrine.ui.Mode;
import dev.vitrine.ui.Shown;
import dev.vitrine.ui.Source;
import dev.vitrine.ui.control.BarData;
import dev.vitrine.ui.control.DrawData;
import dev.vitrine.ui.control.Numbers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GenerateViewModelTest {
    private final SmallRun stage = new SmallRun("char", StageConfig.STREAM);
    private final GenerateViewModel view = stage.view("gpt");

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void showsTheNextTokenOfThePromptForTheViewedState() {
        stage.show(view, 12);
        stage.settle(view);
        Choice expected = engineChoice(12, view.next().moment().before(), view.settings().sampling());
        assertThat(view.next().moment().step()).isEqualTo(12);
        assertThat(view.next().barsProperty().get().base()).containsExactly(expected.base());
        assertThat(view.next().barsProperty().get().finals()).containsExactly(expected.finals());
        assertThat(view.next().drawProperty().get().u()).isEqualTo(expected.u());

        stage.show(view, 3);
        assertThat(view.next().staleProperty().get()).isTrue();
        assertThat(view.next().captionProperty().get()).contains("from step 12");
        stage.settle(view);
        assertThat(view.next().moment().step()).isEqualTo(3);
    }

    @Test
    void settingsChangeTheBarsWithoutAnotherForward() {
        stage.show(view, 12);
        stage.settle(view);
        float[] logits = view.next().moment().logits();
        view.settings().temperatureProperty().set(0.3);
        view.settings().topKProperty().set(5);
        view.frame();
        assertThat(view.next().moment().logits()).isSameAs(logits);
        BarData bars = view.next().barsProperty().get();
        Choice expected = new Sampler(kernels()).choose(logits, 0, logits.length, new Sampling(0.3, 5, 1),
                TextSoFar.given(1, 2, 3, 4, 5));
        assertThat(bars.finals()).containsExactly(expected.finals());
        assertThat(view.next().moment().kept()).isEqualTo(5);
        assertThat(view.shown()).extracting(Shown::text).endsWith("1.000000", "1.000000", Numbers.format(expected.u()),
                Numbers.format(view.next().drawProperty().get().from(expected.token())),
                Numbers.format(view.next().drawProperty().get().to(expected.token())));
    }

    @Test
    void noTokenIsPutBehindAPromptWhoseBarsAreNotThereYet() {
        stage.show(view, 12);
        stage.settle(view);
        stage.session.promptProperty().set("a ");
        view.frame();
        assertThat(view.next().staleProperty().get()).isTrue();
        view.choose(3);
        assertThat(view.text().writingProperty().get()).isFalse();
        stage.settle(view);
        view.choose(3);
        SmallRun.until(() -> {
            view.frame();
            return view.text().size() > 0;
        });
        assertThat(view.text().tree().prompt().shown()).isEqualTo("a ");
        assertThat(view.text().twig(0).token()).isEqualTo(3);
    }

    @Test
    void theDrawHoldsTheChosenTokenAndGreedyHasNone() {
        stage.show(view, 12);
        stage.settle(view);
        DrawData draw = view.next().drawProperty().get();
        assertThat(draw.u()).isBetween(draw.from(draw.chosen()), draw.to(draw.chosen()));
        assertThat(draw.at(draw.u())).isEqualTo(draw.chosen());

        view.settings().temperatureProperty().set(0);
        view.frame();
        assertThat(view.next().drawProperty().get().greedy()).isTrue();
        assertThat(view.next().outcomeProperty().get()).startsWith("Temperature 0 draws nothing");
    }

    @Test
    void theSameSeedSettingsAndStepGiveTheSameText() {
        stage.show(view, 12);
        stage.settle(view);
        int previewed = view.next().moment().choice().token();
        stage.write(view);
        String text = view.text().whole();
        assertThat(view.text().moment(0).choice().token()).isEqualTo(previewed);
        assertThat(view.text().size()).isEqualTo(view.settings().maxTokensProperty().get());

        stage.show(view, 5);
        stage.write(view);
        assertThat(view.text().whole()).isNotEqualTo(text);
        stage.show(view, 12);
        stage.write(view);
        assertThat(view.text().whole()).isEqualTo(text);
        view.settings().seedProperty().set(2);
        stage.write(view);
        assertThat(view.text().whole()).isNotEqualTo(text);
    }

    @Test
    void theLogProbabilityIsTheSumOverTheTokens() {
        stage.show(view, 12);
        view.settings().maxTokensProperty().set(10);
        stage.write(view);
        double sum = 0;
        for (int i = 0; i < 10; i++) {
            Moment m = view.text().moment(i);
            Choice expected = engineChoice(12, m.before(), m.sampling());
            assertThat(m.choice().token()).isEqualTo(expected.token());
            sum += Math.log(expected.base()[expected.token()]);
        }
        assertThat(view.text().probabilityProperty().get()).contains("= " + Numbers.format(sum) + ":");
    }

    @Test
    void everyShownNumberIsTheEngines() {
        stage.show(view, 12);
        stage.settle(view);
        view.settings().maxTokensProperty().set(4);
        stage.write(view);
        List<Shown> shown = view.shown();
        int vocabulary = stage.service.data().tokenizer().vocabSize();
        assertThat(shown.stream().filter(s -> s.source() instanceof Source.Generated)).hasSize(4 + 2 * vocabulary);
        try (Run run = at(12)) {
            Generator generator = new Generator(run.model(), Weights.LIVE, kernels());
            for (Shown s : shown) {
                if (s.source() instanceof Source.Generated g) {
                    float[] logits = generator.logits(g.before().stream().mapToInt(i -> i).toArray());
                    Choice choice = new Sampler(kernels()).choose(logits, 0, logits.length,
                            g.sampling(), new TextSoFar(text(g.before()).ids(), g.given(), g.before().size()));
                    float p = Oracle.probabilities(choice, g.which())[g.token()];
                    assertThat((float) s.value()).isEqualTo(p);
                    assertThat(s.text()).isIn(Numbers.format(p), Numbers.format(p, 2));
                }
            }
        }
    }

    @Test
    void tokensOfTheTextShowTheirOwnDraw() {
        stage.show(view, 12);
        stage.write(view);
        int last = view.text().size() - 1;
        assertThat(view.selectedProperty().get()).isEqualTo(last);
        view.selectedProperty().set(2);
        assertThat(view.next().barsProperty().get().chosen()).isEqualTo(view.text().moment(2).choice().token());
        assertThat(view.next().moment().before()).hasSize(Prompts.start(stage.service.data().tokenizer(), "the ").length + 2);
        view.selectedProperty().set(null);
        stage.settle(view);
        assertThat(view.next().moment().before()).hasSize(5);
    }

    @Test
    void saysHowThePromptIsRead() {
        stage.show(view, 0);
        stage.session.promptProperty().set("the cat sat %% on the mat");
        view.frame();
        assertThat(view.noteProperty().get()).contains("lacks ‘%’").contains("26 tokens").contains("the last 8");
        stage.session.promptProperty().set("");
        stage.settle(view);
        assertThat(view.noteProperty().get()).contains("beginning of a line");
        assertThat(view.next().moment().before()).containsExactly(stage.service.data().tokenizer().endId());
    }

    @Test
    void linesStopAtTheirEndByDefaultAndStreamsDoNot() {
        stage.show(view, 0);
        assertThat(view.settings().stopAtLineEndProperty().get()).isFalse();
        try (SmallRun lines = new SmallRun("word", StageConfig.LINES)) {
            GenerateViewModel other = lines.view("gpt");
            lines.show(other, 0);
            assertThat(other.settings().stopAtLineEndProperty().get()).isTrue();
        }
    }

    @Test
    void onlyTheShownArchitectureAnswersTheWindow() {
        GenerateViewModel hrm = stage.view("hrm");
        stage.show(view, 2);
        stage.session.requestGenerate();
        assertThat(view.text().writingProperty().get()).isTrue();
        assertThat(hrm.text().writingProperty().get()).isFalse();
    }

    @Test
    void bothArchitecturesAnswerWithTheSameSettings() {
        GenerateViewModel hrm = stage.view("hrm");
        stage.session.modeProperty().set(Mode.BOTH);
        SmallRun.until(() -> {
            List<Snapshot> newest = stage.service.snapshots().take();
            if (newest != null) {
                view.accept(newest);
                hrm.accept(newest);
            }
            return view.readyProperty().get() && hrm.readyProperty().get();
        });
        stage.session.requestGenerate();
        SmallRun.until(() -> {
            view.frame();
            hrm.frame();
            return !view.text().writingProperty().get() && !hrm.text().writingProperty().get();
        });
        assertThat(view.text().size()).isEqualTo(hrm.text().size()).isPositive();
        assertThat(view.text().moment(0).before()).isEqualTo(hrm.text().moment(0).before());
        assertThat(hrm.text().moment(0).run()).isEqualTo("hrm");
    }

    @Test
    void cancelEndsTheText() {
        stage.show(view, 2);
        view.settings().maxTokensProperty().set(1000);
        view.generate();
        SmallRun.until(() -> {
            view.frame();
            return view.text().size() > 0;
        });
        view.cancel();
        SmallRun.until(() -> {
            view.frame();
            return !view.text().writingProperty().get();
        });
        assertThat(view.text().size()).isLessThan(1000);
        assertThat(view.text().statusProperty().get()).endsWith("Cancelled.");
    }

    @Test
    void everyTokenCanBeReadWhileTheTextGrows() {
        stage.show(view, 2);
        view.settings().maxTokensProperty().set(1000);
        view.generate();
        SmallRun.until(() -> {
            view.frame();
            if (view.text().size() > 0) {
                view.shown();
            }
            return !view.text().writingProperty().get();
        });
        assertThat(view.text().moment(999).before()).hasSize(5 + 999);
    }

    @Test
    void theFileSaysHowTheTextCameAbout(@TempDir Path folder) throws IOException {
        Snapshot at = stage.show(view, 12);
        stage.write(view);
        Path file = folder.resolve("text.txt");
        view.export(suggested -> {
            assertThat(suggested).isEqualTo("gpt-step-12.txt");
            return Optional.of(file);
        });
        SmallRun.until(() -> {
            view.frame();
            return !view.export().messageProperty().get().isEmpty();
        });
        assertThat(Files.readString(file)).contains("step: 12\n", "state hash: " + at.stateHashText() + "\n", "prompt: the \n",
                "settings: temperature 0.8000, seed 1\n").endsWith("\n\n" + view.text().whole() + "\n");
    }

    @Test
    void withoutAWindowSystemExportSaysSo() {
        stage.show(view, 0);
        stage.write(view);
        view.export(suggested -> {
            throw new UnsupportedOperationException();
        });
        assertThat(view.export().messageProperty().get()).startsWith("Files cannot be chosen here");
    }

    private static TextSoFar text(List<Integer> before) {
        return TextSoFar.given(before.stream().mapToInt(i -> i).toArray());
    }

    private Choice engineChoice(int step, List<Integer> before, Sampling sampling) {
        try (Run run = at(step)) {
            float[] logits = new Generator(run.model(), Weights.LIVE, kernels())
                    .logits(before.stream().mapToInt(i -> i).toArray());
            return new Sampler(kernels()).choose(logits, 0, logits.length, sampling, text(before));
        }
    }

    private Run at(int step) {
        Run run = new Run(stage.service.config(), stage.service.data(), 1, 16L << 20);
        run.goTo(step);
        run.runToTarget();
        return run;
    }

    private static Kernels kernels() {
        return Backends.create("ejml");
    }
}
