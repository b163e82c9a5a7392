package dev.vitrine.ui.control;

/** Points over arrays that the owner fills; without x, the step is the index. */
record ArrayPoints(double[] xs, double[] ys, int size) implements Points {
    ArrayPoints {
        if (size > ys.length || xs != null && size > xs.length) {
            throw new IllegalArgumentException("count " + size + " exceeds the arrays (x "
                    + (xs == null ? "none" : xs.length) + ", y " + ys.length + ")");
        }
    }

    @Override
    public double x(int i) {
        return xs == null ? i : xs[i];
    }

    @Override
    public double y(int i) {
        return ys[i];
    }

    @Override
    public boolean sharesDataWith(Points other) {
        return other instanceof ArrayPoints(double[] otherX, double[] otherY, int _) && otherX == xs && otherY == ys;
    }
}
