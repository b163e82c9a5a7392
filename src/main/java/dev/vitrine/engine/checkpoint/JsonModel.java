package dev.vitrine.engine.checkpoint;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.vitrine.engine.InputException;
import dev.vitrine.engine.InputFiles;
import dev.vitrine.engine.Reason;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What {@link JsonForm} wrote, read as a stream, so that only the floats are in memory and never the text of all of them. */
final class JsonModel implements TensorSource {
    private static final JsonMapper MAPPER = new JsonMapper(JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER).build());

    private final Path file;
    private final Map<String, JsonNode> texts = new LinkedHashMap<>();   // all but the tensors
    private final Map<String, Safetensors.Entry> tensors = new LinkedHashMap<>();

    private JsonModel(Path file) {
        this.file = file;
    }

    /** @throws CheckpointException where the file is not a whole model */
    static JsonModel read(Path file) {
        JsonModel model = new JsonModel(file);
        try {
            InputFiles.requireFile(file, "a model's .json file");
        } catch (InputException e) {
            throw new CheckpointException(e.getMessage(), e);
        }
        try (InputStream in = new FileInputStream(file.toFile()); JsonParser parser = MAPPER.createParser(in)) {
            model.document(parser);
        } catch (JsonProcessingException e) {
            throw new CheckpointException(InputFiles.notJson(file.toString(), e), e);
        } catch (IOException e) {
            throw new CheckpointException(file + " cannot be read (" + Reason.of(e) + "); check the file and its disk", e);
        }
        model.check();
        return model;
    }

    private void document(JsonParser in) throws IOException {
        require(in.nextToken() == JsonToken.START_OBJECT, "the file", "an object", in);
        for (String key = in.nextFieldName(); key != null; key = in.nextFieldName()) {
            in.nextToken();
            switch (key) {
                case "format", "version", "config", "tokenizer", "checksum" -> texts.put(key, MAPPER.readTree(in));
                case "tensors" -> tensors(in);
                default -> throw new CheckpointException(file + " has a key '" + key + "' that no model has; save it again");
            }
        }
        require(in.nextToken() == null, "the file", "one object and nothing after it", in);
    }

    private void tensors(JsonParser in) throws IOException {
        require(in.currentToken() == JsonToken.START_OBJECT, "tensors", "an object", in);
        for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
            tensors.put(name, tensor("tensor '" + name + "'", in));
        }
    }

    private Safetensors.Entry tensor(String tensor, JsonParser in) throws IOException {
        require(in.nextToken() == JsonToken.START_OBJECT, tensor, "an object", in);
        require("shape".equals(in.nextFieldName()) && in.nextToken() == JsonToken.START_ARRAY, tensor, "\"shape\" first, an array", in);
        List<Integer> shape = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            require(in.currentToken() == JsonToken.VALUE_NUMBER_INT && in.getNumberType() == JsonParser.NumberType.INT, tensor,
                    "a shape of whole numbers", in);
            shape.add(in.getIntValue());
        }
        require("values".equals(in.nextFieldName()) && in.nextToken() == JsonToken.START_ARRAY, tensor, "\"values\" second, an array", in);
        float[] values = values(tensor, in);
        require(in.nextToken() == JsonToken.END_OBJECT, tensor, "nothing but a shape and values", in);
        try {
            return new Safetensors.Entry(shape, values);
        } catch (IllegalArgumentException e) {
            throw new CheckpointException(file + ": " + tensor + " does not fit: " + e.getMessage() + "; save the file again", e);
        }
    }

    private float[] values(String tensor, JsonParser in) throws IOException {
        float[] values = new float[16];
        int count = 0;
        while (in.nextToken() != JsonToken.END_ARRAY) {
            require(in.currentToken().isNumeric(), tensor, "values that are numbers", in);
            if (count == values.length) {
                values = Arrays.copyOf(values, Math.max(count + 1, (int) Math.min(Integer.MAX_VALUE - 8L, count * 2L)));
            }
            values[count++] = in.getFloatValue();
        }
        return Arrays.copyOf(values, count);
    }

    private void require(boolean met, String what, String wanted, JsonParser in) throws IOException {
        if (!met) {
            throw new CheckpointException(file + ": " + what + " must have " + wanted + ", got " + (in.currentToken() == null
                    ? "its end" : "'" + InputFiles.shortened(in.getText(), 40) + "'") + " at line " + in.currentTokenLocation().getLineNr() + "; save the file again");
        }
    }

    private void check() {
        Formats.check(file, text("format"), text("version"), ModelFiles.FORMAT, JsonForm.VERSION);
        for (String key : List.of("config", "tokenizer", "checksum")) {
            if (!texts.containsKey(key)) {
                throw new CheckpointException(file + " lacks '" + key + "'; save or copy the file again");
            }
        }
        String sum = JsonDigest.of(config(), tokenizer(), tensors);
        if (!text("checksum").asText().equals(sum)) {
            throw new CheckpointException(file + " holds something else than was saved: its checksum is " + sum + ", not "
                    + InputFiles.describe(text("checksum")) + "; save or copy the file again");
        }
    }

    private JsonNode text(String key) {
        return texts.getOrDefault(key, MissingNode.getInstance());
    }

    JsonNode config() {
        return text("config");
    }

    JsonNode tokenizer() {
        return text("tokenizer");
    }

    @Override
    public Path file() {
        return file;
    }

    @Override
    public Set<String> names() {
        return tensors.keySet();
    }

    @Override
    public List<Integer> shape(String name) {
        return tensors.get(name).shape();
    }

    @Override
    public float[] floats(String name) {
        return tensors.get(name).values().clone();
    }

    @Override
    public void read(String name, float[] values) {
        System.arraycopy(tensors.get(name).values(), 0, values, 0, values.length);
    }
}
