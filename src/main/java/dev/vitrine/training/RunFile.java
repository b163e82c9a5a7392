package dev.vitrine.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.engine.InputFiles;
import dev.vitrine.engine.Version;
import dev.vitrine.engine.checkpoint.Archive;
import dev.vitrine.engine.checkpoint.CheckpointException;
import dev.vitrine.engine.model.Models;
import dev.vitrine.engine.text.Tokenizer;
import dev.vitrine.engine.text.TokenizerJson;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A run in a file, {@code .vitrine}: an {@link Archive} with
 * <ul>
 * <li>{@code run.json}: config, probe, notes, what the data are, and for each architecture where it is;
 * <li>{@code texts.json} and {@code tokenizer.json}: what it is trained on, so that it can be opened elsewhere;
 * <li>for each architecture {@code TYPE/history.safetensors} and {@code TYPE/hashes} with the numbers and the hash of every
 *     step, {@code TYPE/states/STEP.safetensors} with copies of states, {@code TYPE/best.safetensors} with the best weights, and
 *     {@code TYPE/begin.safetensors} with the first weights where they are not drawn from the seed.
 * </ul>
 * A checkpoint is such a file with the newest state alone.
 */
public final class RunFile {
    /** What its name ends in. */
    public static final String EXTENSION = ".vitrine";
    private static final String FORMAT = "vitrine-run";
    private static final int VERSION = 1;
    private static final String RUN = "run.json";
    private static final String TOKENIZER = "tokenizer.json";
    private static final int JSON_LIMIT = 256 << 20;

    /**
     * What a file holds.
     *
     * @param states of each architecture that was trained, by its name in {@link Models}
     * @param probe  the pinned text
     * @param notes  a person's own
     */
    public record Contents(RunConfig config, RunData data, Map<String, RunState> states, String probe, String notes) {
        /** The newest state of the config's own architecture. */
        public RunState state() {
            return states.get(config.model().type());
        }
    }

    /** What is told of a file before it is opened. */
    public record Summary(String name, String type, int step) { }

    private RunFile() {
    }

    /** Replaces the file as a whole. The arrays may be live: nobody may change them meanwhile. */
    public static void write(Path file, Contents run) {
        DataSource data = DataSource.of(run.config(), run.data());
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("program", Version.text());
        json.set("config", RunConfigs.json(data.config()));
        json.put("probe", run.probe()).put("notes", run.notes());
        json.set("data", data.json());
        ObjectNode runs = json.putObject("runs");
        Map<String, Archive.Content> entries = new LinkedHashMap<>();
        entries.put(RUN, out -> out.write(json.toPrettyString().getBytes(StandardCharsets.UTF_8)));
        entries.put(TOKENIZER, Archive.text(TokenizerJson.write(run.data().tokenizer())));
        data.addTo(entries);
        run.states().forEach((type, state) -> runs.set(type, StateEntries.add(type, state, entries)));
        Archive.write(file, FORMAT, VERSION, entries);
    }

    /** @throws CheckpointException where it is not a whole file of a run, or a newer one */
    public static Contents read(Path file) {
        try (Archive archive = Archive.open(file, FORMAT, VERSION)) {
            String source = file.resolve(RUN).toString();
            if (!(InputFiles.json(source, text(archive, file, RUN)) instanceof ObjectNode json)) {
                throw new CheckpointException(source + " must hold an object; save or copy the file again");
            }
            if (!(json.path("config") instanceof ObjectNode keys)) {
                throw new CheckpointException(source + ": config must be an object, got " + InputFiles.describe(json.path("config"))
                        + "; save or copy the file again");
            }
            RunConfig config = RunConfigs.of(source + ": config", keys);
            Tokenizer tokenizer = tokenizer(archive, file);
            RunData data = DataSource.read(file, config, json.path("data"), tokenizer, archive);
            Map<String, RunState> states = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> run : json.path("runs").properties()) {
                Models.REGISTRY.get(run.getKey());
                states.put(run.getKey(), StateEntries.read(file, run.getKey(), run.getValue(), archive));
            }
            if (!states.containsKey(config.model().type())) {
                throw new CheckpointException(source + ": runs must have the state of " + config.model().type() + ", got " + states.keySet()
                        + "; save or copy the file again");
            }
            return new Contents(config, data, states, json.path("probe").asText(), json.path("notes").asText());
        }
    }

    /** Reads no more than a few numbers of it.
     *  @throws CheckpointException where it is not the file of a run, or a newer one */
    public static Summary summary(Path file) {
        try (Archive archive = Archive.open(file, FORMAT, VERSION)) {
            JsonNode json = InputFiles.json(file.resolve(RUN).toString(), text(archive, file, RUN));
            String type = json.path("config").path("model").path("type").asText();
            return new Summary(json.path("config").path("name").asText(), type, json.path("runs").path(type).path("step").asInt());
        }
    }

    private static Tokenizer tokenizer(Archive archive, Path file) {
        String source = file.resolve(TOKENIZER).toString();
        return TokenizerJson.read(source, InputFiles.json(source, text(archive, file, TOKENIZER)));
    }

    static String text(Archive archive, Path file, String name) {
        return InputFiles.utf8(file.resolve(name).toString(), archive.bytes(name, JSON_LIMIT));
    }
}
