package dev.vitrine.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.vitrine.engine.Tiny;
import dev.vitrine.engine.checkpoint.Conversion;
import dev.vitrine.engine.checkpoint.ModelFiles;
import dev.vitrine.engine.layer.Blocks;
import dev.vitrine.engine.layer.FeedForwards;
import dev.vitrine.engine.layer.Norms;
import dev.vitrine.engine.layer.RopeScaling;
import dev.vitrine.engine.model.Model;
import dev.vitrine.engine.model.ModelConfig;
import dev.vitrine.engine.tensor.Weights;
import dev.vitrine.engine.text.Tokenizer;
import dev.vitrine.engine.text.Tokenizers;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What onnxruntime makes of the files that are written for it. */
final class OnnxOracleTest {
    private static final Tokenizer LETTERS = Tokenizers.REGISTRY.get("char").train(List.of("a small text"));
    private static final double MOST = 1e-4;

    @TempDir private Path folder;

    private static ModelConfig config(Random random) {
        int heads = 1 << random.nextInt(3);
        return Tiny.config("vocabularySize", LETTERS.vocabSize(), "contextLength", 12, "heads", heads, "channels", 8 * heads,
                "hidden", 20, "position", ExportedModels.of(random, List.of("learned", "rope", "rope+learned", "none")),
                "norm", ExportedModels.of(random, Norms.REGISTRY.names()), "normOrder", ExportedModels.of(random, Blocks.REGISTRY.names()),
                "feedForward", ExportedModels.of(random, FeedForwards.REGISTRY.names()), "bias", random.nextBoolean(),
                "tiedHead", random.nextBoolean(), "attention", Map.of("kvHeads", 1 << random.nextInt(Integer.numberOfTrailingZeros(heads) + 1),
                        "window", random.nextInt(2) * 3, "qkNorm", random.nextBoolean(), "ropeFraction", random.nextBoolean() ? 1 : 0.5,
                        "otherBias", random.nextBoolean(), "ropeScaling", new RopeScaling(
                                ExportedModels.of(random, RopeScaling.KINDS.names()), 2, 1, 4, 8)));
    }

    @Test
    void logitsOfModelsOfEveryKindAreTheSame() throws OrtException {
        double largest = 0;
        for (int seed = 0; seed < 60; seed++) {
            Model model = ExportedModels.model(config(new Random(seed)), 0.2);
            double difference = difference(model, folder.resolve("model" + seed));
            assertThat(difference).as(model.config().toString()).isLessThan(MOST);
            largest = Math.max(largest, difference);
        }
        System.out.println("onnxruntime: largest difference of logits of 60 models " + largest);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt2-tiny", "llama-tiny", "llama-scaled-tiny", "mistral-tiny"})
    void whatTransformersSavedGivesTheSameLogits(String golden) throws OrtException {
        Path in = Path.of("src/test/resources/golden").resolve(golden);
        Path out = folder.resolve("golden.onnx");
        new Conversion(in, out, null, "f32", Long.MAX_VALUE).run();
        double difference = difference(ModelFiles.load(in).model(), out, 2, 7);
        System.out.println("onnxruntime: largest difference of logits of " + golden + " " + difference);
        assertThat(difference).isLessThan(MOST);
    }

    private double difference(Model model, Path place) throws OrtException {
        Path in = place.resolveSibling(place.getFileName() + ".bin");
        Path out = place.resolveSibling(place.getFileName() + ".onnx");
        ModelFiles.save(in, model, Weights.LIVE, LETTERS);
        new Conversion(in, out, null, "f32", Long.MAX_VALUE).run();
        return Math.max(difference(model, out, 1, 1), Math.max(difference(model, out, 3, 5), difference(model, out, 2, 12)));
    }

    private static double difference(Model model, Path file, int batch, int time) throws OrtException {
        int[] tokens = Tiny.tokens("tokens", batch * time, model.config().vocabularySize());
        float[] ours = ExportedModels.logits(model, tokens, batch);
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(file.toString());
             OnnxTensor ids = OnnxTensor.createTensor(environment, LongBuffer.wrap(Arrays.stream(tokens).asLongStream().toArray()),
                     new long[] {batch, time});
             OrtSession.Result result = session.run(Map.of("input_ids", ids))) {
            OnnxTensor logits = (OnnxTensor) result.get(0);
            assertThat(logits.getInfo().getShape()).containsExactly(batch, time, model.config().vocabularySize());
            float[] theirs = new float[ours.length];
            logits.getFloatBuffer().get(theirs);
            double most = 0;
            for (int i = 0; i < ours.length; i++) {
                most = Math.max(most, Math.abs(ours[i] - theirs[i]));
            }
            return most;
        }
    }
}
