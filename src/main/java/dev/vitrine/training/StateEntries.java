package dev.vitrine.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.engine.InputFiles;
import dev.vitrine.engine.checkpoint.Archive;
import dev.vitrine.engine.checkpoint.CheckpointException;
import dev.vitrine.engine.checkpoint.Safetensors;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A {@link RunState} as entries of a {@link RunFile}. */
final class StateEntries {
    private static final int MOST_STATES = 128;
    private static final int HASHES_LIMIT = 1 << 30;   // bytes
    private static final String SUFFIX = ".safetensors";

    private StateEntries() {
    }

    /** @param entries gets what the state is
     *  @return what run.json says of it */
    static ObjectNode add(String type, RunState state, Map<String, Archive.Content> entries) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("step", state.step())
                .put("state_hash", state.history().hashText(state.step())).put("newest", state.history().states() - 1);
        state.history().parameters().forEach(json.putArray("parameters")::add);
        ObjectNode peaks = json.putObject("peak_learning_rates");
        state.peaks().forEach((step, peak) -> peaks.put(step.toString(), peak));
        entries.put(type + "/hashes", hashes(state.history()));
        Map<String, Safetensors.Entry> series = new LinkedHashMap<>();
        state.history().series().forEach((name, s) -> {
            float[] rows = s.rows();
            series.put(name, new Safetensors.Entry(List.of(rows.length / s.width(), s.width()), rows));
        });
        entries.put(type + "/history" + SUFFIX, Safetensors.content(series, Map.of()));
        for (int step : thinned(state)) {
            json.withArray("states").add(step);
            entries.put(entry(type, step), tensors(state.keyframes().get(step)));
        }
        if (state.bestStep() >= 0) {
            json.put("best_step", state.bestStep());
            entries.put(type + "/best" + SUFFIX, tensors(state.best()));
        }
        if (!state.begin().isEmpty()) {
            entries.put(type + "/begin" + SUFFIX, tensors(state.begin()));
        }
        return json;
    }

    /** Of many states every second, every fourth, ...; the first and the present one always. */
    private static List<Integer> thinned(RunState state) {
        List<Integer> steps = new ArrayList<>(state.keyframes().keySet());
        while (steps.size() > MOST_STATES) {
            List<Integer> half = new ArrayList<>();
            for (int i = 0; i < steps.size(); i++) {
                if (i % 2 == 0 || steps.get(i) == state.step()) {
                    half.add(steps.get(i));
                }
            }
            steps = half;
        }
        return steps;
    }

    private static String entry(String type, int step) {
        return String.format("%s/states/%08d%s", type, step, SUFFIX);
    }

    private static Archive.Content tensors(Map<String, float[]> named) {
        Map<String, Safetensors.Entry> tensors = new LinkedHashMap<>();
        named.forEach((name, values) -> tensors.put(name, new Safetensors.Entry(List.of(values.length), values)));
        return Safetensors.content(tensors, Map.of());
    }

    /** 64-bit numbers, little-endian. */
    private static Archive.Content hashes(History history) {
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES * history.states()).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(history.hashes());
        return out -> out.write(bytes.array());
    }

    /** @param json what {@link #add} gave */
    static RunState read(Path file, String type, JsonNode json, Archive archive) {
        JsonNode step = json.path("step");
        long[] hashes = longs(archive.bytes(type + "/hashes", HASHES_LIMIT));
        if (!step.isInt() || step.intValue() < 0 || step.intValue() >= hashes.length) {
            throw new CheckpointException(file + ": the step of " + type + " must be a whole number from 0 to " + (hashes.length - 1)
                    + ", got " + InputFiles.describe(step) + "; save or copy the file again");
        }
        List<String> parameters = new ArrayList<>();
        json.path("parameters").forEach(name -> parameters.add(name.asText()));
        History history = history(file, type, parameters, archive.tensors(type + "/history" + SUFFIX), hashes);
        SortedMap<Integer, Map<String, float[]>> states = new TreeMap<>();
        for (JsonNode state : json.path("states")) {
            if (!state.isInt() || state.intValue() < 0 || state.intValue() >= hashes.length) {
                throw new CheckpointException(file + ": states of " + type + " must be whole numbers from 0 to " + (hashes.length - 1)
                        + ", got " + InputFiles.describe(state) + "; save or copy the file again");
            }
            states.put(state.intValue(), named(archive.tensors(entry(type, state.intValue()))));
        }
        if (!states.containsKey(step.intValue())) {
            throw new CheckpointException(file + " lacks state " + step + " of " + type + ", in which the run is; save or copy the file again");
        }
        boolean best = json.has("best_step");
        String begin = type + "/begin" + SUFFIX;
        return new RunState(step.intValue(), states, history, peaks(file, json.path("peak_learning_rates")),
                best ? json.path("best_step").asInt() : -1, best ? named(archive.tensors(type + "/best" + SUFFIX)) : Map.of(),
                archive.names().contains(begin) ? named(archive.tensors(begin)) : Map.of());
    }

    private static History history(Path file, String type, List<String> parameters, Safetensors tensors, long[] hashes) {
        Map<String, float[]> series = new LinkedHashMap<>();
        new History(parameters).series().forEach((name, empty) -> {
            List<Integer> shape = tensors.shape(name);
            if (shape.size() != 2 || shape.get(1) != empty.width()) {
                throw new CheckpointException(file + ": the numbers '" + name + "' of " + type + " must be rows of " + empty.width()
                        + ", got the shape " + shape + "; save or copy the file again");
            }
            series.put(name, tensors.floats(name));
        });
        int rows = series.get("loss").length;
        if (hashes.length != rows + 1) {
            throw new CheckpointException(file + " has the numbers of " + rows + " steps of " + type + " but the hashes of " + hashes.length
                    + " states, which must be one more; save or copy the file again");
        }
        return History.of(parameters, series, hashes);
    }

    private static SortedMap<Integer, Float> peaks(Path file, JsonNode json) {
        SortedMap<Integer, Float> peaks = new TreeMap<>();
        for (Map.Entry<String, JsonNode> peak : json.properties()) {
            try {
                PeakRates.check(peak.getValue().floatValue());
                peaks.put(Integer.valueOf(peak.getKey()), peak.getValue().floatValue());
            } catch (IllegalArgumentException e) {
                throw new CheckpointException(file + ": peak_learning_rates must give numbers above 0 by steps, got " + InputFiles.describe(peak.getValue())
                        + " at '" + peak.getKey() + "'; save or copy the file again", e);
            }
        }
        return peaks;
    }

    private static Map<String, float[]> named(Safetensors tensors) {
        Map<String, float[]> named = new LinkedHashMap<>();
        tensors.names().forEach(name -> named.put(name, tensors.floats(name)));
        return named;
    }

    private static long[] longs(byte[] bytes) {
        long[] all = new long[bytes.length / Long.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(all);
        return all;
    }
}
