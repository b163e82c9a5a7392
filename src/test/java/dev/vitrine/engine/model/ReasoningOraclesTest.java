package dev.vitrine.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.engine.Tiny;
import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.layer.AttentionConfig;
import dev.vitrine.engine.layer.BlockStack;
import dev.vitrine.engine.layer.Embedding;
import dev.vitrine.engine.layer.PassContext;
import dev.vitrine.engine.layer.Workspace;
import dev.vitrine.engine.tensor.Gradients;
import dev.vitrine.engine.tensor.Tensors;
import dev.vitrine.engine.tensor.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What must hold of every model that thinks in segments, whatever its weights. */
final class ReasoningOraclesTest {
    private static final int TIME = 6;
    private static final int BATCH = 3;
    private static final int C = 8;

    private static ModelConfig config(String type, Object... namesAndValues) {
        Object[] all = new Object[namesAndValues.length + 14];
        System.arraycopy(new Object[] {"type", type, "normOrder", "post", "norm", "rms_norm_no_gain", "tiedHead", false, "contextLength", TIME,
            "attention", new AttentionConfig(0, 0, 0, false, false, 1), "reasoning", ReasoningConfig.ENABLED}, 0, all, 0, 14);
        System.arraycopy(namesAndValues, 0, all, 14, namesAndValues.length);
        return Tiny.config(all);
    }

    private static Kernels kernels() {
        return Backends.create(System.getProperty("vitrine.backend", "simd"));
    }

    /** Puzzles under way: carried states are any. */
    private static ReasoningPass pass(Model model, Gradients gradients, int... sequences) {
        ReasoningPass pass = (ReasoningPass) model.newPass(new PassContext(sequences.length, TIME, Weights.LIVE, gradients, kernels()));
        for (int b = 0; b < sequences.length; b++) {
            System.arraycopy(Tiny.tokens("puzzle " + sequences[b], TIME, 11), 0, pass.tokens(), b * TIME, TIME);
            for (int level = 0; level < pass.levels().size(); level++) {
                System.arraycopy(Tiny.gaussian("state " + level + sequences[b], TIME, C, 1).data, 0, pass.carried(level).data, b * TIME * C,
                        TIME * C);
            }
        }
        return pass;
    }

    private static float[] backward(Model model, ReasoningPass pass, Gradients gradients) {
        FMatrixRMaj dLogits = Tiny.gaussian("dLogits", pass.logitsShape().rows(), 11, 1);
        FMatrixRMaj dQ = Tiny.gaussian("dQ", pass.q().numRows, 2, 1);
        gradients.zero();
        pass.startBackward(dLogits, dQ);
        pass.segments().reversed().forEach(Segment::backward);
        List<Float> all = new ArrayList<>();
        model.parameters().trained().forEach(p -> {
            for (float g : gradients.of(p).data) {
                all.add(g);
            }
        });
        float[] flat = new float[all.size()];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = all.get(i);
        }
        return flat;
    }

    private static float[] gradient(ModelConfig config) {
        Model model = Models.create(config, Tiny.DRAWS);
        Gradients gradients = new Gradients(model.parameters().trained());
        ReasoningPass pass = pass(model, gradients, 0, 1);
        pass.forward();
        return backward(model, pass, gradients);
    }

    @Test
    void withOneCycleOfOneStepHrmIsItsTwoStacksBitForBit() {
        ModelConfig config = config("hrm", "hCycles", 1, "lCycles", 1, "position", "rope+learned");
        Model model = Models.create(config, Tiny.DRAWS);
        ReasoningPass pass = pass(model, Gradients.NONE, 0, 1);
        pass.forward();

        PassContext context = PassContext.evaluation(2, TIME, Weights.LIVE, kernels());
        Embedding embedding = Input.create(config, Tiny.DRAWS);
        FMatrixRMaj e = embedding.newPass(context).forward(pass.tokens());
        FMatrixRMaj in = Tensors.add(Tensors.add(pass.carried(0), pass.carried(1), e.copy()), e, e.copy());
        FMatrixRMaj low = new Workspace(context).newPass(new BlockStack("L", 1, config.block(), Tiny.DRAWS), C).forward(in);
        FMatrixRMaj high = new Workspace(context).newPass(new BlockStack("H", 1, config.block(), Tiny.DRAWS), C)
                .forward(Tensors.add(pass.carried(1), low, e.copy()));
        assertThat(pass.state(0).data).isEqualTo(low.data);
        assertThat(pass.state(1).data).isEqualTo(high.data);
    }

    @Test
    void withOneCycleOfOneStepEveryGradientIsTheWholeOne() {
        float[] whole = gradient(config("hrm", "hCycles", 1, "lCycles", 1, "gradient", "all"));

        assertThat(gradient(config("hrm", "hCycles", 1, "lCycles", 1, "gradient", "one_step"))).isEqualTo(whole);
        assertThat(gradient(config("hrm", "hCycles", 1, "lCycles", 1, "gradient", "last_cycle"))).isEqualTo(whole);
        assertThat(gradient(config("hrm", "hCycles", 1, "lCycles", 2, "gradient", "last_cycle")))
                .isEqualTo(gradient(config("hrm", "hCycles", 1, "lCycles", 2, "gradient", "all")))
                .isNotEqualTo(gradient(config("hrm", "hCycles", 1, "lCycles", 2, "gradient", "one_step")));
    }

    /** A later segment knows of an earlier one what is carried, and nothing else. */
    @ParameterizedTest
    @ValueSource(strings = {"hrm", "trm", "looped"})
    void noGradientFlowsFromOneSegmentToAnother(String type) {
        Model model = Models.create(config(type, "gradient", "all"), Tiny.DRAWS);
        Gradients gradients = new Gradients(model.parameters().trained());
        ReasoningPass two = pass(model, gradients, 0, 1);
        two.forward();
        backward(model, two, gradients);
        for (int level = 0; level < two.levels().size(); level++) {
            System.arraycopy(two.state(level).data, 0, two.carried(level).data, 0, two.carried(level).data.length);
        }
        two.forward();
        float[] after = backward(model, two, gradients);

        ReasoningPass fresh = pass(model, gradients, 0, 1);
        for (int level = 0; level < fresh.levels().size(); level++) {
            System.arraycopy(two.carried(level).data, 0, fresh.carried(level).data, 0, fresh.carried(level).data.length);
        }
        fresh.forward();
        assertThat(backward(model, fresh, gradients)).isEqualTo(after);
    }

    /** So ||z|| = sqrt(T C) for each state, and no update moves one by more than twice that. */
    @ParameterizedTest
    @ValueSource(strings = {"hrm", "trm", "looped"})
    void everyPositionOfEveryStateHasALengthOfOneAChannel(String type) {
        ReasoningPass pass = pass(Models.create(config(type), Tiny.DRAWS), Gradients.NONE, 0, 1, 2);
        for (Segment segment : pass.segments()) {
            segment.forward();
        }
        for (int level = 0; level < pass.levels().size(); level++) {
            for (int row = 0; row < BATCH * TIME; row++) {
                double squares = 0;
                for (int c = 0; c < C; c++) {
                    squares += Math.pow(pass.state(level).get(row, c), 2) / C;
                }
                assertThat(Math.sqrt(squares)).isCloseTo(1, within(1e-4));
            }
        }
    }

    /** Without positions the cells have no order; with them they have. The halting head reads the first of them, and so moves. */
    @ParameterizedTest
    @CsvSource({"hrm, none, true", "trm, none, true", "looped, none, true", "hrm, rope, false", "hrm, learned, false"})
    void permutedCellsGivePermutedAnswersWherePositionsDoNotCount(String type, String position, boolean equal) {
        int[] order = {3, 0, 5, 1, 4, 2};
        Model model = Models.create(config(type, "position", position), Tiny.DRAWS);
        ReasoningPass plain = pass(model, Gradients.NONE, 0);
        ReasoningPass permuted = pass(model, Gradients.NONE, 0);
        for (int t = 0; t < TIME; t++) {
            permuted.tokens()[t] = plain.tokens()[order[t]];
            for (int level = 0; level < plain.levels().size(); level++) {
                System.arraycopy(plain.carried(level).data, order[t] * C, permuted.carried(level).data, t * C, C);
            }
        }
        plain.forward();
        permuted.forward();

        double most = 0;
        for (int t = 0; t < TIME; t++) {
            for (int v = 0; v < 11; v++) {
                most = Math.max(most, Math.abs(permuted.logits().get(t, v) - plain.logits().get(order[t], v)));
            }
        }
        assertThat(most < 1e-5).as("difference %s", most).isEqualTo(equal);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hrm", "trm", "looped"})
    void aPuzzleHasTheSameBitsAloneAndInABatch(String type) {
        Model model = Models.create(config(type, "gradient", "all"), Tiny.DRAWS);
        ReasoningPass together = pass(model, Gradients.NONE, 0, 1, 2);
        together.forward();
        for (int b = 0; b < BATCH; b++) {
            ReasoningPass alone = pass(model, Gradients.NONE, b);
            alone.forward();
            for (int level = 0; level < alone.levels().size(); level++) {
                assertThat(alone.state(level).data)
                        .isEqualTo(Arrays.copyOfRange(together.state(level).data, b * TIME * C, (b + 1) * TIME * C));
            }
            assertThat(alone.q().data).isEqualTo(Arrays.copyOfRange(together.q().data, 2 * b, 2 * b + 2));
        }
    }

    /** A mean over puzzles does not change when each comes twice. */
    @Test
    void twiceTheBatchHasTheSameMeanGradient() {
        Model model = Models.create(config("hrm"), Tiny.DRAWS);
        Gradients gradients = new Gradients(model.parameters().trained());
        ReasoningPass once = pass(model, gradients, 0, 1);
        once.forward();
        FMatrixRMaj dLogits = Tiny.gaussian("dLogits", 2 * TIME, 11, 1);
        once.startBackward(dLogits, new FMatrixRMaj(2, 2, true, 1, 0, -1, 0));
        once.segments().reversed().forEach(Segment::backward);
        Gradients doubled = new Gradients(model.parameters().trained());
        ReasoningPass twice = pass(model, doubled, 0, 1, 0, 1);
        twice.forward();
        FMatrixRMaj both = new FMatrixRMaj(4 * TIME, 11);
        for (int i = 0; i < both.data.length; i++) {
            both.data[i] = dLogits.data[i % dLogits.data.length] / 2;
        }
        twice.startBackward(both, new FMatrixRMaj(4, 2, true, 0.5f, 0, -0.5f, 0, 0.5f, 0, -0.5f, 0));
        twice.segments().reversed().forEach(Segment::backward);

        model.parameters().trained().forEach(p -> {
            for (int i = 0; i < p.size(); i++) {
                assertThat(doubled.of(p).data[i]).as(p.name()).isCloseTo(gradients.of(p).data[i], within(1e-5f + 1e-4f
                        * Math.abs(gradients.of(p).data[i])));
            }
        });
    }

    @Test
    void mixingOverPositionsWantsEveryPosition() {
        Model model = Models.create(config("trm", "contextLength", 9, "reasoning", new ReasoningConfig(true, 0, "mlp", 0)), Tiny.DRAWS);

        assertThatThrownBy(() -> pass(model, Gradients.NONE, 0))
                .hasMessage("mixing 'mlp' works on sequences of exactly 9 positions, its context_length, got 6");
        assertThat(model.parameters().get("net.blocks.0.mix.gate.weight").shape().sizes()).containsExactly(9, 24);
    }
}
