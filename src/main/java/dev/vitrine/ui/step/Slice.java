package dev.vitrine.ui.step;

import dev.vitrine.engine.tensor.TensorShape;
import dev.vitrine.ui.control.Cell;

/**
 * The matrix of a tensor that a picture shows: its last axis across, its positions (or the axis before the last) down, one
 * sequence and one head of what else there is.
 *
 * @param rowAxis   name of the axis that goes down, empty where there is none
 * @param base      flat index of the first cell
 * @param rowStride flat distance of two rows
 */
record Slice(String rowAxis, String columnAxis, int rows, int columns, int base, int rowStride) {
    static Slice of(TensorShape shape, int sequence, int head) {
        int last = shape.axes().size() - 1;
        int down = down(shape);
        int stride = 1;
        int base = 0;
        int rowStride = 0;
        for (int axis = last; axis >= 0; axis--) {
            if (axis == down) {
                rowStride = stride;
            } else if (axis < last) {
                int wanted = shape.axes().get(axis).equals("B") ? sequence : shape.axes().get(axis).equals("NH") ? head : 0;
                base += Math.clamp(wanted, 0, shape.sizes().get(axis) - 1) * stride;
            }
            stride *= shape.sizes().get(axis);
        }
        return new Slice(down < 0 ? "" : shape.axes().get(down), shape.axes().getLast(), down < 0 ? 1 : shape.sizes().get(down),
                shape.columns(), base, rowStride);
    }

    private static int down(TensorShape shape) {
        int last = shape.axes().size() - 1;
        if (last >= 2) {
            for (int axis = 0; axis < last; axis++) {
                if (shape.axes().get(axis).startsWith("T")) {
                    return axis;
                }
            }
        }
        return last - 1;
    }

    /** Whether one sequence of several has to be chosen. */
    static boolean hasSequences(TensorShape shape) {
        return shape.axes().size() > 2 && shape.axes().contains("B");
    }

    int index(Cell cell) {
        return base + cell.row() * rowStride + cell.column();
    }

    boolean contains(Cell cell) {
        return cell != null && cell.row() >= 0 && cell.row() < rows && cell.column() >= 0 && cell.column() < columns;
    }

    /** A copy of the matrix. */
    float[] of(float[] data) {
        float[] values = new float[rows * columns];
        for (int row = 0; row < rows; row++) {
            System.arraycopy(data, base + row * rowStride, values, row * columns, columns);
        }
        return values;
    }
}
