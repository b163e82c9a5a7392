package dev.vitrine.engine.tensor;

import java.util.ArrayList;
import java.util.List;

/**
 * Names and sizes of a tensor's axes. The matrix that holds the values has a row for every index of all axes but the
 * last: (B, NH, T, T) is stored as (B*NH*T, T).
 */
public record TensorShape(List<String> axes, List<Integer> sizes) {
    public TensorShape {
        axes = List.copyOf(axes);
        sizes = List.copyOf(sizes);
        if (axes.size() != sizes.size() || axes.isEmpty()) {
            throw new IllegalArgumentException("a shape needs one size an axis, got " + axes + " and " + sizes);
        }
    }

    /** @param namesAndSizes axis name, size, axis name, size, ... */
    public static TensorShape of(Object... namesAndSizes) {
        List<String> axes = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        for (int i = 0; i < namesAndSizes.length; i += 2) {
            axes.add((String) namesAndSizes[i]);
            sizes.add((Integer) namesAndSizes[i + 1]);
        }
        return new TensorShape(axes, sizes);
    }

    /** Size of the named axis, or -1 where there is none. */
    public int size(String axis) {
        int at = axes.indexOf(axis);
        return at < 0 ? -1 : sizes.get(at);
    }

    /** Size of the last axis. */
    public int columns() {
        return sizes.getLast();
    }

    /** Product of all sizes but the last. */
    public int rows() {
        return count() / columns();
    }

    public int count() {
        long n = 1;
        for (int size : sizes) {
            n *= size;
            if (n > Integer.MAX_VALUE) {
                throw new IllegalArgumentException("a tensor of " + this + " has more numbers than an array can hold; make it smaller");
            }
        }
        return (int) n;
    }

    /** This shape with the first axis resized, as when shards of a batch are put together. */
    public TensorShape withFirst(int size) {
        List<Integer> resized = new ArrayList<>(sizes);
        resized.set(0, size);
        return new TensorShape(axes, resized);
    }

    /** For captions and messages: "B 8, NH 4, T 32, T 32". */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < axes.size(); i++) {
            text.append(i == 0 ? "" : ", ").append(axes.get(i)).append(' ').append(sizes.get(i));
        }
        return text.toString();
    }
}
