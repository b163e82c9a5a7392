package dev.vitrine.engine.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vitrine.engine.Tiny;
import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.engine.tensor.Gradients;
import dev.vitrine.engine.tensor.Parameter;
import dev.vitrine.engine.tensor.TensorShape;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ten steps of linear regression as PyTorch 1.13 makes them: torch-trajectories.json. */
final class TorchTest {
    private static final int ROWS = 6;
    private static final int IN = 4;
    private static final int OUT = 3;

    private final JsonNode file;
    private final Parameter weight = Parameter.normal("weight", TensorShape.of("in", IN, "out", OUT), 1, Tiny.DRAWS);
    private final Parameter bias = Parameter.constant("bias", TensorShape.of("1", 1, "out", OUT), 0);
    private final Gradients gradients = new Gradients(List.of(weight, bias));

    TorchTest() throws IOException {
        try (InputStream in = TorchTest.class.getResourceAsStream("/optim/torch-trajectories.json")) {
            file = new ObjectMapper().readTree(in);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void tenStepsAreThoseOfPyTorch(int number) {
        JsonNode c = file.at("/cases/" + number);
        set(weight, file.get("weight"));
        set(bias, file.get("bias"));
        OptimizerConfig config = new OptimizerConfig(c.get("kind").asText(), 0.9, 0.95, 1e-8, c.get("weight_decay").asDouble(),
                true, 0, 0, 0, false, c.get("momentum").asDouble(), c.get("nesterov").asBoolean());
        Optimizer optimizer = Optimizers.REGISTRY.get(config.kind()).create(gradients, config, Backends.create("simd"));
        assertThat(c.get("steps")).hasSize(10);
        for (JsonNode step : c.get("steps")) {
            backward();
            optimizer.step((float) c.get("learning_rate").asDouble());
            same(c.get("name").asText(), weight, step.get("weight"));
            same(c.get("name").asText(), bias, step.get("bias"));
        }
    }

    /** Of sum((X W + b - Y)^2) / (2 rows). */
    private void backward() {
        gradients.zero();
        for (int r = 0; r < ROWS; r++) {
            for (int o = 0; o < OUT; o++) {
                double error = bias.value().data[o] - file.get("y").get(r * OUT + o).asDouble();
                for (int i = 0; i < IN; i++) {
                    error += file.get("x").get(r * IN + i).asDouble() * weight.value().data[i * OUT + o];
                }
                gradients.of(bias).data[o] += (float) (error / ROWS);
                for (int i = 0; i < IN; i++) {
                    gradients.of(weight).data[i * OUT + o] += (float) (file.get("x").get(r * IN + i).asDouble() * error / ROWS);
                }
            }
        }
    }

    private static void set(Parameter p, JsonNode values) {
        for (int i = 0; i < p.size(); i++) {
            p.value().data[i] = (float) values.get(i).asDouble();
        }
    }

    private static void same(String name, Parameter p, JsonNode wanted) {
        for (int i = 0; i < p.size(); i++) {
            assertThat((double) p.value().data[i]).as(name + " " + p + " " + i).isCloseTo(wanted.get(i).asDouble(), within(1e-5));
        }
    }
}
