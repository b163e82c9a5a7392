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
    private static final int BLOCK = 32;   // rows

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
        if (columns == parameter.shape().columns() && !transposed) {
            float[] values = parameter.toFill().data;
            tensors.read(tensor, values);
            checkFinite(tensors, values);
        } else {
            float[] values = tensors.floats(tensor);
            checkFinite(tensors, values);
            move(parameter.toFill().data, values, false);
        }
    }

    private void checkFinite(TensorSource tensors, float[] values) {
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new CheckpointException(tensors.file() + ": tensor '" + tensor + "' holds a number that is not finite, " + values[i]
                        + " at index " + i + "; use a checkpoint from before the training diverged");
            }
        }
    }

    /** Puts these columns into the file's tensor. */
    void write(float[] matrix, float[] file) {
        move(matrix, file, true);
    }

    /** Between the columns of a matrix of the parameter's shape and the file's tensor.
     *  @param matrix modified where {@code out} is false
     *  @param file   modified where {@code out} is true */
    private void move(float[] matrix, float[] file, boolean out) {
        int rows = parameter.shape().rows();
        int width = parameter.shape().columns();
        for (int first = 0; first < rows; first += BLOCK) {
            int end = Math.min(rows, first + BLOCK);
            if (transposed) {
                transpose(matrix, width, file, first, end, out);
            } else {
                for (int row = first; row < end; row++) {
                    System.arraycopy(out ? matrix : file, out ? row * width + from : row * columns,
                            out ? file : matrix, out ? row * columns : row * width + from, columns);
                }
            }
        }
    }

    /** A few rows at a time, so that the cache lines of all of them stay at hand. */
    private void transpose(float[] matrix, int width, float[] file, int first, int end, boolean out) {
        int rows = parameter.shape().rows();
        for (int column = 0; column < columns; column++) {
            int theirs = (at + column) * rows;
            for (int row = first; row < end; row++) {
                int ours = row * width + from + column;
                if (out) {
                    file[theirs + row] = matrix[ours];
                } else {
                    matrix[ours] = file[theirs + row];
                }
            }
        }
    }

    /** Sizes of the file's tensor. */
    List<Integer> wantedShape() {
        if (columns == parameter.shape().columns() && !transposed) {
            return parameter.shape().sizes();   // of any rank
        }
        return transposed ? List.of(height, parameter.shape().rows()) : List.of(parameter.shape().rows(), columns);
    }

    /** Sizes as others write them: vectors where ours have a row of their own. */
    public List<Integer> fileShape() {
        List<Integer> sizes = wantedShape();
        return parameter.shape().axes().getFirst().equals("1") && !transposed ? sizes.subList(1, sizes.size()) : sizes;
    }

    /** Ours are matrices with a row of their own, others have vectors. */
    private static List<Integer> withoutOnes(List<Integer> shape) {
        return shape.stream().filter(size -> size != 1).toList();
    }
}
