package dev.vitrine.training.metrics;

/** How numbers are written: as few digits as name the float or double that they are. */
final class Digits {
    private Digits() {
    }

    static String of(double x) {
        return (float) x == x ? Float.toString((float) x) : Double.toString(x);
    }
}
