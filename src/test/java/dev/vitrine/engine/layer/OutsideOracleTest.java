package dev.vitrine.engine.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vitrine.engine.Tiny;
import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.engine.tensor.Gradients;
import dev.vitrine.engine.tensor.Parameter;
import dev.vitrine.engine.tensor.Weights;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Layers against what PyTorch's own functions and its automatic differentiation give in double (oracle/layers.json). Number i
 * of a tensor is 0.7 sin(1.3 i + the sum of the letters of its name); of gains and of alpha, 1 plus 0.3 times that; of x, 1.5
 * times that.
 */
final class OutsideOracleTest {
    private static final double TOLERANCE = 2e-5;

    private static List<JsonNode> cases() throws IOException {
        try (InputStream in = OutsideOracleTest.class.getResourceAsStream("/oracle/layers.json")) {
            List<JsonNode> all = new ArrayList<>();
            new ObjectMapper().readTree(in).get("cases").forEach(all::add);
            return all;
        }
    }

    @TestFactory
    Stream<DynamicTest> outputsAndGradientsAreThoseOfPyTorch() throws IOException {
        return cases().stream().flatMap(c -> Backends.REGISTRY.names().stream().map(backend ->
                dynamicTest(c.get("kind").asText() + " " + c.get("config") + " " + backend, () -> compare(c, backend))));
    }

    private static void compare(JsonNode c, String backend) {
        BlockConfig config = config(c.get("config"));
        Layer layer = switch (c.get("kind").asText()) {
            case "norm" -> Norms.create("p", config);
            case "feed_forward" -> FeedForwards.create("p", config, Tiny.DRAWS);
            case "attention" -> new SelfAttention("p", config, Tiny.DRAWS);
            default -> Blocks.create("p", config, Tiny.DRAWS);
        };
        for (Parameter p : layer.parameters()) {
            boolean aroundOne = p.name().endsWith(".gain") || p.name().endsWith(".alpha");
            fill(p.name(), p.value(), aroundOne ? 0.3 : 1, aroundOne ? 1 : 0);
        }
        Gradients gradients = new Gradients(layer.parameters());
        int time = c.get("time").asInt();
        Pass pass = layer.newPass(new PassContext(1, time, Weights.LIVE, gradients, Backends.create(backend)));
        FMatrixRMaj x = fill("x", new FMatrixRMaj(time, config.channels()), 1.5, 0);
        FMatrixRMaj dy = fill("dy", new FMatrixRMaj(time, config.channels()), 1, 0);
        close("y", pass.forward(x), c.get("y"));
        close("dx", pass.backward(dy), c.get("dx"));
        JsonNode wanted = c.get("gradients");
        assertThat(layer.parameters()).extracting(Parameter::name).containsExactlyInAnyOrderElementsOf(wanted::fieldNames);
        layer.parameters().forEach(p -> close(p.name(), gradients.of(p), wanted.get(p.name())));
    }

    private static BlockConfig config(JsonNode choices) {
        List<Object> all = new ArrayList<>(List.of("channels", 4, "heads", 2, "hidden", 3, "ropeTheta", 100.0, "bias", true));
        for (Map.Entry<String, JsonNode> choice : choices.properties()) {
            all.add(choice.getKey());
            all.add(choice.getValue());
        }
        return Tiny.config(all.toArray()).block();
    }

    private static FMatrixRMaj fill(String name, FMatrixRMaj matrix, double factor, double plus) {
        int letters = name.chars().sum();
        for (int i = 0; i < matrix.getNumElements(); i++) {
            matrix.data[i] = (float) ((float) (0.7 * Math.sin(1.3 * i + letters)) * factor + plus);
        }
        return matrix;
    }

    private static void close(String what, FMatrixRMaj got, JsonNode wanted) {
        assertThat(got.getNumElements()).as(what).isEqualTo(wanted.size());
        double largest = 1;
        for (JsonNode value : wanted) {
            largest = Math.max(largest, Math.abs(value.doubleValue()));
        }
        for (int i = 0; i < wanted.size(); i++) {
            assertThat((double) got.data[i]).as("number %d of %s", i, what)
                    .isCloseTo(wanted.get(i).doubleValue(), within(TOLERANCE * largest));
        }
    }
}
