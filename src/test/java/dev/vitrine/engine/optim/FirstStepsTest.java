package dev.vitrine.engine.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.engine.Tiny;
import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.engine.tensor.Gradients;
import dev.vitrine.engine.tensor.Parameter;
import dev.vitrine.engine.tensor.TensorShape;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The first steps of every optimizer, worked by hand: weights 0.5 and -2, gradients 0.3 and -4, then others. */
final class FirstStepsTest {
    private static final float RATE = 0.01f;

    private final Parameter p = Parameter.normal("blocks.0.w", TensorShape.of("1", 1, "C", 2), 1, Tiny.DRAWS);
    private final Gradients gradients = new Gradients(List.of(p));

    private Optimizer optimizer(OptimizerConfig config) {
        p.value().data[0] = 0.5f;
        p.value().data[1] = -2f;
        return Optimizers.REGISTRY.get(config.kind()).create(gradients, config, Backends.create("simd"));
    }

    private void step(Optimizer optimizer, double first, double second) {
        gradients.of(p).data[0] = (float) first;
        gradients.of(p).data[1] = (float) second;
        optimizer.step(RATE);
    }

    private void weights(double first, double second) {
        assertThat((double) p.value().data[0]).isCloseTo(first, within(2e-7));
        assertThat((double) p.value().data[1]).isCloseTo(second, within(4e-7));
    }

    @Test
    void sgdGoesDownTheSlope() {
        Optimizer o = optimizer(Trained.momentum("sgd", 0, false, 0.1));
        step(o, 0.3, -4);
        weights(0.5 - 0.01 * (0.3 + 0.05), -2 - 0.01 * (-4 - 0.2));
        assertThat(o.state()).isEmpty();
    }

    @Test
    void momentumAddsWhatIsLeftOfTheGradientsBefore() {
        Optimizer o = optimizer(Trained.momentum("sgd", 0.9, false, 0));
        step(o, 0.3, -4);
        step(o, 0.1, 1);
        weights(0.5 - 0.01 * (0.3 + 0.9 * 0.3 + 0.1), -2 - 0.01 * (-4 - 0.9 * 4 + 1));
    }

    @Test
    void nesterovLooksOneStepAhead() {
        Optimizer o = optimizer(Trained.momentum("sgd", 0.9, true, 0));
        step(o, 0.3, -4);
        weights(0.5 - 0.01 * 1.9 * 0.3, -2 + 0.01 * 1.9 * 4);
        step(o, 0.1, 1);
        weights(0.5 - 0.01 * (1.9 * 0.3 + 0.1 + 0.9 * (0.9 * 0.3 + 0.1)), -2 - 0.01 * (-1.9 * 4 + 1 + 0.9 * (-0.9 * 4 + 1)));
    }

    @Test
    void adamGoesTheLearningRateAgainstTheSignOfThePenalisedGradient() {
        step(optimizer(Trained.config("adam", 1)), 0.3, -4);
        weights(0.5 - 0.01, -2 + 0.01);
        step(optimizer(Trained.config("adam", 1)), -0.7, 1);
        weights(0.5 + 0.01, -2 + 0.01);   // -0.7 + 0.5 and 1 - 2 are below 0
    }

    @Test
    void adamWPullsBesidesAndNotThroughTheMoments() {
        step(optimizer(Trained.config("adamw", 1)), 0.3, -4);
        weights(0.5 - 0.01 * (1 + 0.5), -2 - 0.01 * (-1 - 2));
    }

    @Test
    void amsGradIsAdamUntilTheGradientShrinksAndShorterThen() {
        Optimizer o = optimizer(Trained.config("amsgrad", 0));
        step(o, 0.3, -4);
        weights(0.49, -1.99);
        step(o, 0, 0);
        double mean = 0.9 * 0.1 / (1 - 0.81);
        double size = Math.sqrt(0.05 / (1 - 0.9025));   // of the first, not of 0.95 times it
        weights(0.49 - 0.01 * mean / size, -1.99 + 0.01 * mean / size);
    }

    @Test
    void adamAtan2WithAConstantGradientFollowsTheKnownSequence() {
        Optimizer o = optimizer(Trained.config("adam_atan2", 0));
        double first = 0.5;
        for (double share : new double[] {0.996687, 0.988221, 0.976545, 0.963159, 0.949129}) {
            step(o, 0.3, -4e-5);
            first -= 0.01 * share;
            weights(first, -2 - (first - 0.5));
        }
    }

    @Test
    void adamAtan2DoesNotKnowTheScaleOfTheGradient() {
        float[] usual = run(1);
        for (double scale : new double[] {1e-6, 1e6}) {
            float[] scaled = run(scale);
            assertThat(scaled[0]).isCloseTo(usual[0], within(2e-7f));
            assertThat(scaled[1]).isCloseTo(usual[1], within(2e-7f));
        }
    }

    private float[] run(double scale) {
        Optimizer o = optimizer(Trained.config("adam_atan2", 0.1));
        for (int t = 0; t < 10; t++) {
            step(o, scale * Math.sin(t + 1), scale * Math.cos(3 * t));
        }
        return p.value().data.clone();
    }

    @Test
    void adamAtan2DoesNotMoveWithoutGradientAndNeverFurtherThanAQuarterTurn() {
        Optimizer o = optimizer(Trained.config("adam_atan2", 0));
        step(o, 0, 1e15);
        weights(0.5, -2 - 0.00996687);
        assertThat(o.trace(p, 1, RATE).change()).isBetween(-RATE * (float) (Math.PI / 2 / (1 - 0.81)), 0f);
    }

    @Test
    void signDescentGoesTheLearningRateWhereverThereIsAGradient() {
        Optimizer o = optimizer(Trained.config("sign_sgd", 0.1));
        step(o, 0.3, 0);
        weights(0.5 - 0.01 * (1 + 0.05), -2 + 0.01 * 0.2);
        assertThat(o.state()).isEmpty();
        step(o, 0, 0);
        weights((0.5 - 0.01 * (1 + 0.05)) * 0.999, (-2 + 0.01 * 0.2) * 0.999);
    }

    @Test
    void aTableOfPuzzlesGoesByTheSignWhateverTheOthersGoBy() {
        Parameter table = Parameter.zerosBySign("embed.puzzle", TensorShape.of("P", 2, "W", 2));
        Gradients both = new Gradients(List.of(p, table));
        Optimizer o = Optimizers.REGISTRY.get("adam_atan2").create(both, Trained.config("adam_atan2", 0.5), Backends.create("simd"));
        Arrays.fill(table.value().data, 0.25f);
        both.of(table).data[2] = -3e-9f;
        both.of(table).data[3] = 5f;
        assertThat(o.trace(table, 0, RATE).change()).isZero();
        assertThat(o.trace(table, 0, RATE).terms()).anySatisfy(t -> assertThat(t.name() + t.value()).isEqualTo("asked0.0"));
        assertThat(o.trace(table, 2, RATE).terms()).anySatisfy(t -> assertThat(t.name() + t.value()).isEqualTo("asked1.0"));
        o.step(RATE);
        assertThat(table.value().data).containsExactly(new float[] {0.25f, 0.25f, 0.25f + RATE * (1 - 0.125f), 0.25f - RATE * 1.125f}, within(1e-7f));   // nobody asked for row 0
        assertThat(o.state().keySet()).noneMatch(name -> name.contains("puzzle"));
        assertThat(Optimizers.kept(List.of(p, table), Trained.config("adam_atan2", 0.5))).isEqualTo(2L * p.size());
    }

    @Test
    void lionGoesByTheSignOfOneMeanAndKeepsAnother() {
        Optimizer o = optimizer(Trained.config("lion", 0.1));
        step(o, 0.3, -4);
        weights(0.5 - 0.01 * (1 + 0.05), -2 - 0.01 * (-1 - 0.2));
        assertThat(List.copyOf(o.state().values()).getFirst()).containsExactly(new float[] {0.05f * 0.3f, -0.05f * 4}, within(1e-7f));
        step(o, -0.05, 3);   // 0.9 0.015 - 0.1 0.05 and -0.9 0.2 + 0.1 3 are above 0
        double first = 0.5 - 0.01 * 1.05;
        double second = -2 + 0.01 * 1.2;
        weights(first - 0.01 * (1 + 0.1 * first), second - 0.01 * (1 + 0.1 * second));
    }

    @Test
    void lionStaysWhereThereWasNeverAGradient() {
        step(optimizer(Trained.config("lion", 0)), 0, 1);
        weights(0.5, -2.01);
    }

    @Test
    void adafactorOfAVectorGoesByTheSignAtFirstAndThenByTheSize() {
        Optimizer o = optimizer(Trained.config("adafactor", 0));
        step(o, 0.3, -4);
        weights(0.49, -1.99);
        double beta = 1 - Math.pow(2, -0.8);
        double u1 = 1 / Math.sqrt(beta * 9 + (1 - beta));
        double u2 = 2 / Math.sqrt(beta + (1 - beta) * 4);
        step(o, 0.1, -8);
        double rms = Math.max(1, Math.sqrt((u1 * u1 + u2 * u2) / 2));
        weights(0.49 - 0.01 * u1 / rms, -1.99 + 0.01 * u2 / rms);
    }

    @Test
    void adafactorOfAMatrixKnowsRowsAndColumnsOnly() {
        Parameter matrix = Parameter.normal("m", TensorShape.of("in", 2, "out", 3), 1, Tiny.DRAWS);
        Gradients of = new Gradients(List.of(matrix));
        float[] before = matrix.value().data.clone();
        double[] g = {1, -2, 3, 4, 5, -6};
        for (int i = 0; i < 6; i++) {
            of.of(matrix).data[i] = (float) g[i];
        }
        Optimizers.REGISTRY.get("adafactor").create(of, Trained.config("adafactor", 0), Backends.create("simd")).step(RATE);
        double[] r = {14 / 3.0, 77 / 3.0};
        double[] c = {17 / 2.0, 29 / 2.0, 45 / 2.0};
        double mean = (r[0] + r[1]) / 2;
        double[] u = new double[6];
        double squares = 0;
        for (int i = 0; i < 6; i++) {
            u[i] = g[i] / Math.sqrt(r[i / 3] * c[i % 3] / mean);
            squares += u[i] * u[i];
        }
        double rms = Math.max(1, Math.sqrt(squares / 6));
        for (int i = 0; i < 6; i++) {
            assertThat((double) matrix.value().data[i]).isCloseTo(before[i] - 0.01 * u[i] / rms, within(3e-7));
        }
    }

    @Test
    void muonTurnsADiagonalGradientIntoStepsOfNearlyOneSize() {
        Parameter matrix = Parameter.normal("blocks.0.up.weight", TensorShape.of("in", 2, "out", 3), 1, Tiny.DRAWS);
        Gradients of = new Gradients(List.of(matrix));
        float[] before = matrix.value().data.clone();
        of.of(matrix).data[0] = 3;
        of.of(matrix).data[4] = -1;
        Optimizers.REGISTRY.get("muon").create(of, Trained.momentum("muon", 0.95, true, 0.1), Backends.create("simd")).step(RATE);
        double length = Math.sqrt(10);
        double[] o = {five(3 / length), 0, 0, 0, -five(1 / length), 0};
        for (int i = 0; i < 6; i++) {
            assertThat((double) matrix.value().data[i])
                    .isCloseTo(before[i] - 0.01 * (0.2 * Math.sqrt(3) * o[i] + 0.1 * before[i]), within(1e-6));
        }
    }

    /** What five rounds make of a singular value. */
    private static double five(double s) {
        for (int i = 0; i < 5; i++) {
            s = 3.4445 * s - 4.7750 * s * s * s + 2.0315 * Math.pow(s, 5);
        }
        return s;
    }

    @Test
    void muonLeavesEmbeddingsHeadAndVectorsToAdamW() {
        Trained muon = new Trained();
        Trained adamW = new Trained();
        Optimizer first = muon.optimizer(Trained.config("muon", 0.1));
        Optimizer second = adamW.optimizer(Trained.config("adamw", 0.1));
        for (int t = 0; t < 3; t++) {
            muon.draw("step " + t);
            adamW.draw("step " + t);
            first.step(RATE);
            second.step(RATE);
        }
        for (Parameter same : List.of(muon.table, muon.head, muon.gain, muon.alpha)) {
            assertThat(muon.w(same)).isEqualTo(adamW.w(adamW.all.get(muon.all.indexOf(same))));
            assertThat(first.trace(same, 0, RATE).rule()).isEqualTo("adamw");
        }
        assertThat(muon.w(muon.matrix)).isNotEqualTo(adamW.w(adamW.matrix));
        assertThat(first.trace(muon.matrix, 0, RATE).rule()).isEqualTo("muon");
    }
}
