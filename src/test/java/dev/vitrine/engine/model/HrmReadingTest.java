package dev.vitrine.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.engine.Draws;
import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.layer.PassContext;
import dev.vitrine.engine.tensor.Gradients;
import dev.vitrine.engine.tensor.Weights;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the head says of the high state after each cycle: read between pieces of work, and without leaving a trace. */
final class HrmReadingTest {
    private static final int VOCABULARY = 11;
    private static final int TIME = 6;

    private final Model model = Models.create(new ModelConfig(Models.HRM, VOCABULARY, 8, 2, 2, 16, 24, "swiglu", "rms_norm", 1e-5,
            "post", "rope", 10_000, false, false, 3, 2, "last_cycle"), new Draws(4));

    @Test
    void theLastCycleReadAloudIsTheModelsOutputBitForBit() {
        ModelPass pass = forward(Gradients.NONE);

        Map<String, float[]> tensors = tensors(pass);

        assertThat(tensors.get("z_H.2.logits")).containsExactly(tensors.get("logits"));
        assertThat(tensors).containsKeys("z_H.0.logits", "z_H.1.logits").doesNotContainKey("z_H.init.logits");
    }

    @Test
    void anEarlierCycleIsReadThroughTheSameHead() {
        Map<String, float[]> tensors = tensors(forward(Gradients.NONE));
        float[] z = tensors.get("z_H.0");
        float[] head = model.parameters().get("head.weight").value().data;

        for (int row = 0; row < TIME; row++) {
            for (int v = 0; v < VOCABULARY; v++) {
                double sum = 0;
                for (int c = 0; c < 16; c++) {
                    sum += (double) z[row * 16 + c] * head[c * VOCABULARY + v];
                }
                assertThat((double) tensors.get("z_H.0.logits")[row * VOCABULARY + v])
                        .isCloseTo(sum, within(1e-5));
            }
        }
    }

    @Test
    void aPassThatTrainsIsNotReadAloudForItsWeightsMayHaveMovedOn() {
        Map<String, float[]> tensors = tensors(forward(new Gradients(model.parameters().trained())));

        assertThat(tensors).containsKeys("z_H.0", "z_H.1", "z_H.2").doesNotContainKeys("z_H.0.logits", "z_H.2.logits");
    }

    private ModelPass forward(Gradients gradients) {
        Kernels kernels = Backends.create(System.getProperty("vitrine.backend", "simd"));
        ModelPass pass = model.newPass(new PassContext(1, TIME, Weights.LIVE, gradients, kernels));
        for (int t = 0; t < TIME; t++) {
            pass.tokens()[t] = (3 * t + 1) % VOCABULARY;
        }
        pass.forward();
        return pass;
    }

    private static Map<String, float[]> tensors(ModelPass pass) {
        Map<String, float[]> all = new LinkedHashMap<>();
        pass.tensors((name, shape, filler) -> {
            float[] values = new float[shape.count()];
            filler.fill(values);
            all.put(name, values);
        });
        return all;
    }
}
