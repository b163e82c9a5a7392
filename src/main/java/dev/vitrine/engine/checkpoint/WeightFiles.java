package dev.vitrine.engine.checkpoint;

import java.util.List;
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

    private static String some(Set<String> names) {
        String first = String.join(", ", names.stream().limit(NAMED).map(n -> "'" + n + "'").toList());
        return (names.size() == 1 ? "the tensor " : names.size() + " tensors, ") + first
                + (names.size() > NAMED ? ", ..." : "");
    }
}
