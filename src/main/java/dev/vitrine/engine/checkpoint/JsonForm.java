package dev.vitrine.engine.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One JSON document that a person can read: format, version, config, tokenizer, tensors with shape and values (a row of the last axis
 * a line), checksum. A number is the shortest text that gives the same float again. {@link JsonDigest} is the checksum.
 */
final class JsonForm implements ModelForm {
    static final int VERSION = 1;
    private static final JsonMapper MAPPER = new JsonMapper();

    @Override
    public void save(Path file, ModelContent content) {
        if (content.numbers() != Dtype.F32) {
            throw new CheckpointException(file + " holds numbers as text, so it has no dtype; leave it out or choose a folder or .bin");
        }
        oneFile(file, content);
        AtomicFiles.write(file, out -> {
            Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16);
            write(file, content, writer);
            writer.flush();
        });
    }

    private static void write(Path file, ModelContent content, Writer out) throws IOException {
        JsonNode tokenizer = tokenizer(content);
        out.write("{\n\"format\": " + TextNode.valueOf(ModelFiles.FORMAT) + ",\n\"version\": " + VERSION
                + ",\n\"config\": " + content.config().toPrettyString()
                + ",\n\"tokenizer\": " + tokenizer.toPrettyString() + ",\n\"tensors\": {");
        String before = "\n";
        for (Map.Entry<String, Safetensors.Entry> tensor : content.tensors().entrySet()) {
            out.write(before + TextNode.valueOf(tensor.getKey()) + ": {\"shape\": " + tensor.getValue().shape() + ", \"values\": [");
            values(file, tensor.getKey(), tensor.getValue(), out);
            out.write("]}");
            before = ",\n";
        }
        out.write("\n},\n\"checksum\": " + TextNode.valueOf(JsonDigest.of(content.config(), tokenizer, content.tensors())) + "\n}\n");
    }

    private static JsonNode tokenizer(ModelContent content) throws JsonProcessingException {
        return content.tokenizer().isPresent() ? MAPPER.readTree(content.tokenizer().get()) : NullNode.getInstance();
    }

    private static void values(Path file, String name, Safetensors.Entry tensor, Writer out) throws IOException {
        List<Integer> shape = tensor.shape();
        int row = shape.isEmpty() ? 1 : shape.getLast();
        float[] values = tensor.values();
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new CheckpointException(file + " cannot hold tensor '" + name + "', whose value " + i + " is " + values[i]
                        + ", not a number of JSON; save a model from before the training diverged");
            }
            out.write(i == 0 ? "\n" : i % row == 0 ? ",\n" : ", ");
            out.write(Float.toString(values[i]));
        }
    }

    @Override
    public ModelParts open(Path file) {
        JsonModel model = JsonModel.read(file);
        return new ModelParts() {
            @Override
            public Path place(String part) {
                return file;
            }

            @Override
            public JsonNode config() {
                return model.config();
            }

            @Override
            public TensorSource tensors() {
                return model;
            }

            @Override
            public Optional<JsonNode> tokenizer() {
                return Optional.of(model.tokenizer()).filter(json -> !json.isNull());
            }
        };
    }
}
