package dev.vitrine.engine.checkpoint;

import dev.vitrine.engine.tensor.Parameter;
import java.util.ArrayList;
import java.util.List;

/**
 * What a file of tensors calls some columns of a parameter: all of them, or those of the queries, keys or values where ours
 * stand side by side. The file's tensor may hold other parameters, too, one above the other.
 *
 * @param tensor     its name in the file
 * @param from       first column
 * @param columns    how many
 * @param transposed whether the file has its rows as columns
 * @param at         row of the file's tensor where they begin, if it is transposed
 * @param height     rows of the file's tensor, if it is transposed
 */
public record TensorSlice(String tensor, Parameter parameter, int from, int columns, boolean transposed, int at, int height) {
    private TensorSlice(String tensor, Parameter parameter, int from, int columns, boolean transposed) {
        this(tensor, parameter, from, columns, transposed, 0, columns);
    }

    static TensorSlice whole(String tensor, Parameter parameter, boolean transposed) {
        return new TensorSlice(tensor, parameter, 0, parameter.shape().columns(), transposed);
    }

    /** A transposed parameter that stands in a tensor with others. */
    static TensorSlice within(String tensor, Parameter parameter, int at, int height) {
        return new TensorSlice(tensor, parameter, 0, parameter.shape().columns(), true, at, height);
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
        }
        for (int i = 0; i < rows * columns; i++) {
            parameter.value().data[i / columns * width + from + i % columns] = values[index(i / columns, i % columns)];
        }
    }

    /** Puts these columns into the file's tensor. */
    void write(float[] matrix, float[] file) {
        int width = parameter.shape().columns();
        for (int i = 0; i < parameter.shape().rows() * columns; i++) {
            file[index(i / columns, i % columns)] = matrix[i / columns * width + from + i % columns];
        }
    }

    /** Where the file's tensor has one of these columns. */
    private int index(int row, int column) {
        return transposed ? (at + column) * parameter.shape().rows() + row : row * columns + column;
    }

    /** Sizes of the file's tensor. */
    List<Integer> wantedShape() {
        if (columns == parameter.shape().columns() && !transposed) {
            return parameter.shape().sizes();   // of any rank
        }
        return transposed ? List.of(height, parameter.shape().rows()) : List.of(parameter.shape().rows(), columns);
    }

    /** Ours are matrices with a row of their own, others have vectors. */
    private static List<Integer> withoutOnes(List<Integer> shape) {
        return shape.stream().filter(size -> size != 1).toList();
    }
}
