package dev.vitrine.engine.checkpoint;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Named tensors of a model folder, in one file or several. */
interface TensorSource {
    /** For messages: the file that says which tensors there are. */
    Path file();

    Set<String> names();

    /** Sizes of the axes; empty for one number. */
    List<Integer> shape(String name);

    /** Row-major, in a new array. */
    float[] floats(String name);

    /** Row-major.
     *  @param values as many as the tensor has; modified */
    void read(String name, float[] values);

    /** Those of a folder: of model.safetensors, or, where a large model was split, of the files that its index names. */
    static TensorSource of(Path folder) {
        Path whole = folder.resolve(ModelContent.TENSORS);
        Path index = folder.resolve(ShardedTensors.INDEX);
        return Files.exists(index) && !Files.exists(whole) ? ShardedTensors.read(index) : Safetensors.read(whole);
    }
}
