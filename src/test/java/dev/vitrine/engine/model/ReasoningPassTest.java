package dev.vitrine.engine.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.Tiny;
import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.engine.layer.AttentionConfig;
import dev.vitrine.engine.layer.PassContext;
import dev.vitrine.engine.tensor.Gradients;
import dev.vitrine.engine.tensor.Weights;
import java.util.Map;
import java.util.TreeMap;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;

/** Segments of a model that thinks: what it starts from, what it carries on, and when it would stop. */
final class ReasoningPassTest {
    private static final int TIME = 5;

    static ModelConfig config(Object... namesAndValues) {
        Object[] all = new Object[namesAndValues.length + 12];
        Object[] usual = {"type", "hrm", "normOrder", "post", "norm", "rms_norm_no_gain", "attention",
                new AttentionConfig(0, 0, 0, false, false, 1), "reasoning", ReasoningConfig.ENABLED, "tiedHead", false};
        System.arraycopy(usual, 0, all, 0, 12);
        System.arraycopy(namesAndValues, 0, all, 12, namesAndValues.length);
        return Tiny.config(all);
    }

    static ReasoningPass pass(Model model, int batch, Gradients gradients) {
        ReasoningPass pass = (ReasoningPass) model.newPass(new PassContext(batch, TIME, Weights.LIVE, gradients,
                Backends.create(System.getProperty("vitrine.backend", "simd"))));
        System.arraycopy(Tiny.tokens("puzzle", batch * TIME, 11), 0, pass.tokens(), 0, batch * TIME);
        for (int level = 0; level < pass.levels().size(); level++) {
            for (int row = 0; row < batch * TIME; row++) {
                System.arraycopy(pass.start(level).data, 0, pass.carried(level).data, row * 8, 8);
            }
        }
        return pass;
    }

    @Test
    void anUntrainedModelDoesNotHalt() {
        ReasoningPass pass = pass(Models.create(config(), Tiny.DRAWS), 3, Gradients.NONE);
        pass.forward();

        assertThat(pass.q().data).containsOnly(-5f).hasSize(6);
        Map<String, float[]> tensors = new TreeMap<>();
        pass.tensors((name, shape, filler) -> {
            float[] values = new float[shape.count()];
            filler.fill(values);
            tensors.put(name, values);
        });
        assertThat(tensors.get("q_halt")).containsExactly(-5f, -5f, -5f);
        assertThat(tensors.get("q_continue")).containsExactly(-5f, -5f, -5f);
        assertThat(tensors).containsKeys("z_L.1.1", "z_H.1", "z_L.init", "grad.z_H.1", "H.1.blocks.0.attn.pattern");
    }

    @Test
    void twoSegmentsWithACarryAreOneRunOfTwiceTheCycles() {
        Model once = Models.create(config("hCycles", 2), Tiny.DRAWS);
        Model twice = Models.create(config("hCycles", 4), Tiny.DRAWS);
        ReasoningPass segment = pass(once, 2, Gradients.NONE);
        segment.forward();
        for (int level = 0; level < 2; level++) {
            System.arraycopy(segment.state(level).data, 0, segment.carried(level).data, 0, 2 * TIME * 8);
        }
        segment.forward();
        ReasoningPass long_ = pass(twice, 2, Gradients.NONE);
        long_.forward();

        assertThat(segment.levels()).containsExactly("z_L", "z_H");
        assertThat(segment.state(0).data).containsExactly(long_.state(0).data);
        assertThat(segment.state(1).data).containsExactly(long_.state(1).data);
        assertThat(segment.logits().data).containsExactly(long_.logits().data);
    }

    @Test
    void whatIsCarriedInIsNotChanged() {
        Model model = Models.create(config(), Tiny.DRAWS);
        Gradients gradients = new Gradients(model.parameters().trained());
        ReasoningPass pass = pass(model, 2, gradients);
        float[] before = pass.carried(1).data.clone();
        pass.forward();
        pass.startBackward(Tiny.gaussian("dLogits", 2 * TIME, 11, 1), new FMatrixRMaj(2, 2, true, 1, 0, 1, 0));
        pass.segments().reversed().forEach(Segment::backward);

        assertThat(pass.carried(1).data).containsExactly(before);
        assertThat(gradients.of(model.parameters().get("q_head.bias")).data).containsExactly(2f, 0f);
    }

    @Test
    void aPuzzleThinksTheSameAloneAndInABatch() {
        Model model = Models.create(config(), Tiny.DRAWS);
        ReasoningPass three = pass(model, 3, Gradients.NONE);
        ReasoningPass alone = pass(model, 1, Gradients.NONE);
        System.arraycopy(three.tokens(), TIME, alone.tokens(), 0, TIME);
        three.forward();
        alone.forward();

        float[] middle = new float[TIME * 8];
        System.arraycopy(three.state(1).data, TIME * 8, middle, 0, middle.length);
        assertThat(alone.state(1).data).containsExactly(middle);
    }
}
