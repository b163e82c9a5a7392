package dev.vitrine.engine.checkpoint;

import dev.vitrine.engine.tensor.Weights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Fills a model from named tensors; one that is missing, left over or of another shape is refused by name. */
final class WeightFiles {
    private static final int NAMED = 3;   // how many names a message gives

    private WeightFiles() {
    }

    /**
     * @param slices the file's tensors for all parameters of the model
     * @param extra  tensors that may be there without being asked for
     */
    static void fill(List<TensorSlice> slices, TensorSource tensors, Set<String> extra) {
        Set<String> left = new TreeSet<>(tensors.names());
        left.removeAll(extra);
        Set<String> missing = new TreeSet<>();
        for (TensorSlice slice : slices) {
            if (!tensors.names().contains(slice.tensor())) {
                missing.add(slice.tensor());
            }
            left.remove(slice.tensor());
        }
        if (!missing.isEmpty()) {
            throw new CheckpointException(tensors.file() + " lacks " + some(missing) + " that its config.json asks for; save or download it again");
        }
        if (!left.isEmpty()) {
            throw new CheckpointException(tensors.file() + " holds " + some(left) + " that its config.json has no place for;"
                    + " use the config.json that belongs to it");
        }
        slices.forEach(slice -> slice.fill(tensors));
    }

    /** The file's tensors, of the values that the parameters have by these weights. */
    static Map<String, Safetensors.Entry> tensors(List<TensorSlice> slices, Weights weights) {
        Map<String, Safetensors.Entry> tensors = new LinkedHashMap<>();
        for (TensorSlice slice : slices) {
            Safetensors.Entry entry = tensors.computeIfAbsent(slice.tensor(), _ -> {
                List<Integer> shape = slice.fileShape();
                return new Safetensors.Entry(shape, new float[shape.stream().reduce(1, Math::multiplyExact)]);
            });
            slice.write(weights.of(slice.parameter()).data, entry.values());
        }
        return tensors;
    }

    private static String some(Set<String> names) {
        String first = String.join(", ", names.stream().limit(NAMED).map(n -> "'" + n + "'").toList());
        return (names.size() == 1 ? "the tensor " : names.size() + " tensors, ") + first
                + (names.size() > NAMED ? ", ..." : "");
    }
}
