package dev.vitrine.engine.checkpoint;

import dev.vitrine.engine.tensor.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a file of tensors calls some columns of a parameter: all of them, or those of the queries, keys or values where ours
 * stand side by side.
 *
 * @param tensor     its name in the file
 * @param from       first column
 * @param columns    how many
 * @param transposed whether the file has its rows as columns
 */
public record TensorSlice(String tensor, Parameter parameter, int from, int columns, boolean transposed) {
    static TensorSlice whole(String tensor, Parameter parameter, boolean transposed) {
        return new TensorSlice(tensor, parameter, 0, parameter.shape().columns(), transposed);
    }

    /** Tensors whose columns make up the parameter's. */
    static List<TensorSlice> sideBySide(List<String> tensors, int[] columns, Parameter parameter, boolean transposed) {
        List<TensorSlice> slices = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < columns.length; i++) {
            slices.add(new TensorSlice(tensors.get(i), parameter, from, columns[i], transposed));
            from += columns[i];
        }
        return slices;
    }

    /** These columns of a matrix of the parameter's shape, row after row. */
    public float[] of(float[] matrix) {
        int rows = parameter.shape().rows();
        int width = parameter.shape().columns();
        float[] part = new float[rows * columns];
        for (int row = 0; row < rows; row++) {
            System.arraycopy(matrix, row * width + from, part, row * columns, columns);
        }
        return part;
    }

    /** Sets these columns of the parameter to what the file holds. */
    void fill(TensorSource tensors) {
        List<Integer> wanted = wantedShape();
        if (!withoutOnes(tensors.shape(tensor)).equals(withoutOnes(wanted))) {
            throw new CheckpointException(tensors.file() + ": tensor '" + tensor + "' must have the shape " + withoutOnes(wanted)
                    + " by config.json, got " + tensors.shape(tensor) + "; use the config.json that belongs to it");
        }
        float[] values = tensors.floats(tensor);
        int rows = parameter.shape().rows();
        int width = parameter.shape().columns();
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new CheckpointException(tensors.file() + ": tensor '" + tensor + "' holds a number that is not finite, " + values[i]
                        + " at index " + i + "; use a checkpoint from before the training diverged");
            }
            int row = transposed ? i % rows : i / columns;
            int column = transposed ? i / rows : i % columns;
            parameter.value().data[row * width + from + column] = values[i];
        }
    }

    private List<Integer> wantedShape() {
        if (columns == parameter.shape().columns() && !transposed) {
            return parameter.shape().sizes();   // of any rank
        }
        List<Integer> shape = Arrays.asList(parameter.shape().rows(), columns);
        return transposed ? shape.reversed() : shape;
    }

    /** Ours are matrices with a row of their own, others have vectors. */
    private static List<Integer> withoutOnes(List<Integer> shape) {
        return shape.stream().filter(size -> size != 1).toList();
    }
}
