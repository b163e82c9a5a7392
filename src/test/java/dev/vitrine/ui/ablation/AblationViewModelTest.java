package dev.vitrine.ui.ablation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.analysis.Ablation;
import dev.vitrine.analysis.Ablation.Kind;
import dev.vitrine.analysis.Ablation.Outcome;
import dev.vitrine.analysis.Ablation.Part;
import dev.vitrine.analysis.Ranked;
import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.engine.tensor.Weights;
import dev.vitrine.ui.Mode;
import dev.vitrine.ui.OpenedModel;
import dev.vitrine.ui.SmallRun;
import dev.vitrine.ui.control.Numbers;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class AblationViewModelTest {
    private static final int[] TOKENS = {3, 1, 4, 1, 5, 9};

    private final OpenedModel opened = new OpenedModel("ablation");
    private final AblationViewModel view = new AblationViewModel(opened.session, () -> 0, opened.fx());
    private final Ablation truth = new Ablation(opened.model, Weights.LIVE, Backends.create("simd"), TOKENS);

    @AfterEach
    void close() {
        opened.close();
    }

    private void read(String probe) {
        opened.session.probeProperty().set(probe);
        Ablation wanted = new Ablation(opened.model, Weights.LIVE, Backends.create("simd"),
                Arrays.stream(probe.split(" ")).mapToInt(Integer::parseInt).toArray());
        Outcome without = wanted.without(new Part(Kind.HEAD, 0, 0));
        opened.run(view, () -> view.pictureProperty().get().heads().rows() == OpenedModel.LAYERS   // and no more that of the probe before
                && (view.measureProperty().get() != Measure.LOSS
                || view.pictureProperty().get().heads().value(0, 0) == (float) Measure.LOSS.change(wanted.before(), without, 0)));
    }

    private float change(Measure measure, Part part, int token) {
        return (float) measure.change(truth.before(), truth.without(part), token);
    }

    @Test
    void everyCellIsARunOfTheModelWithoutThePart() {
        read("3 1 4 1 5 9");
        AblationPicture picture = view.pictureProperty().get();
        for (int block = 0; block < OpenedModel.LAYERS; block++) {
            for (int head = 0; head < 2; head++) {
                assertThat(picture.heads().value(block, head)).isEqualTo(change(Measure.LOSS, new Part(Kind.HEAD, block, head), 0));
            }
            for (int k = 0; k < Drawing.WHOLES.size(); k++) {
                assertThat(picture.wholes().value(block, k)).isEqualTo(change(Measure.LOSS, new Part(Drawing.WHOLES.get(k), block, 0), 0));
            }
        }
    }

    @Test
    void aTokenOfTheTableIsMeasuredInPlaceOfTheLoss() {
        read("3 1 4 1 5 9");
        Part part = new Part(Kind.HEAD, 1, 1);
        view.chosenProperty().set(part);
        int second = Ranked.top(truth.before().logProbabilities(), 2)[1];
        view.measure(1);
        assertThat(view.measureProperty().get()).isEqualTo(Measure.TOKEN);
        assertThat(view.pictureProperty().get().caption()).contains("‘" + second + "’");
        assertThat(view.pictureProperty().get().heads().value(1, 1)).isEqualTo(change(Measure.TOKEN, part, second));
        view.inspect(part);
        assertThat(opened.session.inspectedProperty().get().value())
                .isEqualTo(Numbers.exact(change(Measure.TOKEN, part, second)));
    }

    @Test
    void theDetailTellsWhatBecameOfTheNextToken() {
        read("3 1 4 1 5 9");
        Part part = new Part(Kind.FEED_FORWARD, 0, 0);
        view.chosenProperty().set(part);
        AblationPicture picture = view.pictureProperty().get();
        Outcome after = truth.without(part);
        int best = Ranked.top(truth.before().logProbabilities(), 1)[0];
        assertThat(picture.title()).isEqualTo("Without the feed-forward part of block 0");
        assertThat(picture.detail()).contains("loss " + Numbers.format(truth.before().lossNats()) + " → " + Numbers.format(after.lossNats()),
                "ln p(‘" + best + "’) " + Numbers.format(truth.before().logProbabilities()[best]) + " → "
                        + Numbers.format(after.logProbabilities()[best]));
        assertThat(picture.tokens().columns().getFirst()).isEqualTo(Integer.toString(best));
        assertThat(picture.tokens().columns()).contains(Integer.toString(Ranked.top(after.logProbabilities(), 1)[0]));
        assertThat(picture.tokens().rows().get(1).cells().getFirst().colour()).isEqualTo(Math.exp(after.logProbabilities()[best]));
    }

    @Test
    void oneTokenAloneHasNoLossSoTheNextTokenIsMeasured() {
        read("7");
        assertThat(view.measureProperty().get()).isEqualTo(Measure.TOKEN);
        assertThat(view.pictureProperty().get().detail()).startsWith("ln p(");
    }

    @Test
    void anotherProbeIsMeasuredAnew() {
        read("3 1 4 1 5 9");
        float before = view.pictureProperty().get().heads().value(0, 0);
        opened.session.probeProperty().set("9 5 1");
        opened.run(view, () -> view.pictureProperty().get().heads().value(0, 0) != before);
        Ablation other = new Ablation(opened.model, Weights.LIVE, Backends.create("simd"), new int[] {9, 5, 1});
        Part part = new Part(Kind.HEAD, 0, 0);
        assertThat(view.pictureProperty().get().heads().value(0, 0))
                .isEqualTo((float) Measure.LOSS.change(other.before(), other.without(part), 0));
    }

    @Test
    void whereNoTransformerIsShownItSaysSo() {
        try (SmallRun run = new SmallRun("attention", "ablation")) {
            AblationViewModel of = new AblationViewModel(run.session, () -> 0, Runnable::run);
            run.session.modeProperty().set(Mode.HRM);
            assertThat(of.notes().missingProperty().get()).contains("Press M");
            assertThat(of.shown()).isEmpty();
        }
    }
}
