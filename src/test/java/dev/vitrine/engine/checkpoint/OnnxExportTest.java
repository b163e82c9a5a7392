package dev.vitrine.engine.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.vitrine.engine.Draws;
import dev.vitrine.engine.InputException;
import dev.vitrine.engine.Tiny;
import dev.vitrine.engine.model.Model;
import dev.vitrine.engine.model.ModelConfig;
import dev.vitrine.engine.model.Models;
import dev.vitrine.engine.tensor.Parameter;
import dev.vitrine.engine.tensor.Weights;
import dev.vitrine.engine.text.Tokenizer;
import dev.vitrine.engine.text.Tokenizers;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the file holds; what onnxruntime makes of it is seen by the profile of the oracles. */
final class OnnxExportTest {
    private static final Tokenizer LETTERS = Tokenizers.REGISTRY.get("char").train(List.of("a small text"));

    @TempDir private Path folder;

    private Path export(ModelConfig config, String dtype) {
        Model model = Models.create(config, new Draws(3));
        ModelFiles.save(folder.resolve("in.bin"), model, Weights.LIVE, LETTERS);
        new Conversion(folder.resolve("in.bin"), folder.resolve("out.onnx"), null, dtype, Long.MAX_VALUE).run();
        return folder.resolve("out.onnx");
    }

    @Test
    void everyInputOfANodeIsThereBeforeItAndEveryParameterIsThereBitForBit() throws IOException {
        ModelConfig config = Tiny.config("vocabularySize", LETTERS.vocabSize(), "attention", Map.of("kvHeads", 1, "qkNorm", true), "tiedHead", false);
        Path file = export(config, "f32");
        GraphProto graph = ModelProto.parseFrom(Files.readAllBytes(file)).getGraph();
        Set<String> known = new HashSet<>();
        graph.getInputList().forEach(v -> known.add(v.getName()));
        Map<String, TensorProto> weights = new HashMap<>();
        graph.getInitializerList().forEach(t -> weights.put(t.getName(), t));
        known.addAll(weights.keySet());
        for (NodeProto node : graph.getNodeList()) {
            assertThat(known).as(node.getName()).containsAll(node.getInputList());
            assertThat(node.getOutputList()).as(node.getName()).doesNotContainAnyElementsOf(known);
            known.addAll(node.getOutputList());
        }
        assertThat(known).contains("logits");
        Model model = ModelFiles.load(folder.resolve("in.bin")).model();
        for (Parameter p : model.parameters()) {
            float[] values = new float[p.size()];
            weights.get(p.name()).getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
            assertThat(values).as(p.name()).isEqualTo(p.value().data);
        }
    }

    @Test
    void batchAndTimeAreOfAnySize() throws IOException {
        GraphProto graph = ModelProto.parseFrom(Files.readAllBytes(export(Tiny.config("vocabularySize", LETTERS.vocabSize()), "f32"))).getGraph();
        assertThat(graph.getInputList()).map(ValueInfoProto::getName).containsExactly("input_ids");
        for (ValueInfoProto value : List.of(graph.getInput(0), graph.getOutput(0))) {
            assertThat(value.getType().getTensorType().getShape().getDim(0).getDimParam()).isEqualTo("batch");
            assertThat(value.getType().getTensorType().getShape().getDim(1).getDimParam()).isEqualTo("time");
        }
        assertThat(graph.getOutput(0).getType().getTensorType().getShape().getDim(2).getDimValue()).isEqualTo(LETTERS.vocabSize());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "position | alibi      | f32  | onnx has no place for model.position = alibi: it must be learned or none or rope or rope+learned;",
        "position | sinusoidal | f32  | onnx has no place for model.position = sinusoidal: it must be learned or none or rope or rope+learned;",
        "type     | hrm        | f32  | onnx has no place for model.type = hrm: it must be gpt;",
        "position | none       | bf16 | onnx has no place for --dtype = bf16: it must be f32;",
    })
    void whatCannotBeWrittenIsNamed(String key, String value, String dtype, String sentence) {
        assertThatThrownBy(() -> export(Tiny.config("vocabularySize", LETTERS.vocabSize(), key, value), dtype)).isInstanceOf(InputException.class)
                .message().startsWith(sentence).doesNotContain("\n");
        assertThat(folder.resolve("out.onnx")).doesNotExist();
    }
}
