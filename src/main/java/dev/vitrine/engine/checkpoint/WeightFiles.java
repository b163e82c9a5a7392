package dev.vitrine.engine.checkpoint;

import dev.vitrine.engine.model.Model;
import dev.vitrine.engine.tensor.Parameter;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Fills a model from a file of tensors; one that is missing, left over or of another shape is refused by name. */
final class WeightFiles {
    private static final int NAMED = 3;   // how many names a message gives

    private WeightFiles() {
    }

    /**
     * @param from  the file's tensor for each parameter of the model
     * @param extra tensors that may be there without being asked for
     */
    static void fill(Model model, Path file, Safetensors tensors, Function<Parameter, Source> from, Set<String> extra) {
        Set<String> left = new TreeSet<>(tensors.names());
        left.removeAll(extra);
        Set<String> missing = new TreeSet<>();
        for (Parameter p : model.parameters()) {
            String name = from.apply(p).tensor;
            if (!tensors.names().contains(name)) {
                missing.add(name);
            }
            left.remove(name);
        }
        if (!missing.isEmpty()) {
            throw new CheckpointException(file + " lacks " + some(missing) + " that its config.json asks for; save or download it again");
        }
        if (!left.isEmpty()) {
            throw new CheckpointException(file + " holds " + some(left) + " that its config.json has no place for;"
                    + " use the config.json that belongs to it");
        }
        for (Parameter p : model.parameters()) {
            from.apply(p).fill(p, file, tensors);
        }
    }

    private static String some(Set<String> names) {
        String first = String.join(", ", names.stream().limit(NAMED).map(n -> "'" + n + "'").toList());
        return (names.size() == 1 ? "the tensor " : names.size() + " tensors, ") + first
                + (names.size() > NAMED ? ", ..." : "");
    }

    /**
     * Where a parameter comes from.
     *
     * @param transposed whether the file has its rows as columns
     */
    record Source(String tensor, boolean transposed) {
        private void fill(Parameter p, Path file, Safetensors tensors) {
            List<Integer> wanted = transposed ? p.shape().sizes().reversed() : p.shape().sizes();
            if (!withoutOnes(tensors.shape(tensor)).equals(withoutOnes(wanted))) {
                throw new CheckpointException(file + ": tensor '" + tensor + "' must have the shape " + withoutOnes(wanted)
                        + " by config.json, got " + tensors.shape(tensor) + "; use the config.json that belongs to it");
            }
            float[] values = tensors.floats(tensor);
            int columns = transposed ? p.shape().rows() : p.shape().columns();
            for (int i = 0; i < values.length; i++) {
                if (!Float.isFinite(values[i])) {
                    throw new CheckpointException(file + ": tensor '" + tensor + "' holds a number that is not finite, " + values[i]
                            + " at index " + i + "; use a checkpoint from before the training diverged");
                }
                int at = transposed ? i % columns * p.shape().columns() + i / columns : i;
                p.value().data[at] = values[i];
            }
        }

        /** Ours are matrices with a row of their own, others have vectors. */
        private static List<Integer> withoutOnes(List<Integer> shape) {
            return shape.stream().filter(size -> size != 1).toList();
        }
    }
}
