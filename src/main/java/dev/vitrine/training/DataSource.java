package dev.vitrine.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.engine.InputFiles;
import dev.vitrine.engine.checkpoint.Archive;
import dev.vitrine.engine.checkpoint.CheckpointException;
import dev.vitrine.engine.data.TextFiles;
import dev.vitrine.engine.data.source.Place;
import dev.vitrine.engine.data.source.Text;
import dev.vitrine.engine.text.Tokenizer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * What the data of a run in a {@link RunFile} are. Texts are in the file itself where they are not too many; else, and where they
 * are shards, the file says where they lie and how to know them. Puzzles are drawn from the seed.
 *
 * @param config   with absolute paths of data that are not in the file
 * @param embedded whether the texts are in the file
 */
record DataSource(RunConfig config, RunData data, boolean embedded) {
    private static final String ENTRY = "texts.json";
    private static final long MOST = 16L << 20;   // characters
    private static final String STAGES = "stages";

    static DataSource of(RunConfig config, RunData data) {
        long characters = data.sources().stream().flatMap(List::stream).mapToLong(text -> text.value().length()).sum();
        boolean embedded = characters <= MOST;
        List<StageConfig> stages = config.stages().stream()
                .map(stage -> stage.hasPuzzles() || embedded && stage.hasTexts() ? stage : stage.withData(absolute(stage.data()))).toList();
        return new DataSource(config.withStages(stages), data, embedded);
    }

    private static String absolute(String path) {
        try {
            return Files.exists(Path.of(path)) ? Path.of(path).toAbsolutePath().normalize().toString() : path;
        } catch (InvalidPathException e) {
            return path;
        }
    }

    /** For run.json. */
    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("embedded", embedded);
        ArrayNode stages = json.putArray(STAGES);
        for (int i = 0; i < data.stages().size(); i++) {
            stages.add(fingerprint(config.stages().get(i), data.sources().get(i)));
        }
        return json;
    }

    void addTo(Map<String, Archive.Content> entries) {
        if (embedded) {
            ArrayNode stages = JsonNodeFactory.instance.arrayNode();
            for (List<Text> texts : data.sources()) {
                ArrayNode stage = stages.addArray();
                texts.forEach(text -> stage.addArray().add(text.value()).add(text.answer()));
            }
            entries.put(ENTRY, Archive.text(stages.toString()));
        }
    }

    /** @param tokenizer of the run on texts
     *  @throws CheckpointException where the data are not those that the run had */
    static RunData read(Path file, RunConfig config, JsonNode json, Tokenizer tokenizer, Archive archive) {
        boolean embedded = json.path("embedded").asBoolean();
        List<List<Text>> texts = embedded ? embedded(file, config, archive) : given(config);
        for (int i = 0; i < texts.size(); i++) {
            StageConfig stage = config.stages().get(i);
            if (!json.path(STAGES).path(i).asText().equals(fingerprint(stage, texts.get(i)))) {
                throw new CheckpointException(file + ": the data '" + stage.data() + "' of stage '" + stage.name()
                        + "' are not those that the run was trained on; put those back, or begin a new run");
            }
        }
        return RunData.of(config, texts, config.hasPuzzles() ? PuzzleData.tokenizer(config) : tokenizer);
    }

    private static List<List<Text>> given(RunConfig config) {
        return config.stages().stream().map(stage -> stage.hasTexts() ? TextFiles.resolve(stage.data(), stage.read()) : List.<Text>of()).toList();
    }

    private static List<List<Text>> embedded(Path file, RunConfig config, Archive archive) {
        String source = file.resolve(ENTRY).toString();
        JsonNode json = InputFiles.json(source, RunFile.text(archive, file, ENTRY));
        List<List<Text>> all = new ArrayList<>();
        for (int i = 0; i < config.stages().size(); i++) {
            List<Text> texts = new ArrayList<>();
            for (JsonNode text : json.path(i)) {
                String value = text.path(0).asText();
                int answer = text.path(1).asInt();
                if (!text.path(0).isTextual() || answer < 0 || answer > value.length()) {
                    throw new CheckpointException(source + " must hold pairs of a text and where its answer begins, got "
                            + InputFiles.describe(text) + "; save or copy the file again");
                }
                texts.add(new Text(value, answer, new Place(config.stages().get(i).data(), "text", texts.size() + 1L)));
            }
            all.add(List.copyOf(texts));
        }
        return all;
    }

    /** By which data are known again. */
    private static String fingerprint(StageConfig stage, List<Text> texts) {
        if (!stage.hasTexts()) {
            return stage.hasShards() ? ShardData.fingerprint(stage) : "";
        }
        MessageDigest digest = sha256();
        for (Text text : texts) {
            digest.update((text.answer() + ":" + text.value().length() + ":").getBytes(StandardCharsets.UTF_8));
            digest.update(text.value().getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
