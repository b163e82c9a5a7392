package dev.vitrine.engine.golden;

/**
 * One comparison.
 *
 * @param wanted     what the other library has
 * @param got        what is computed here
 * @param difference distance of the two: absolute, relative, or the number of places that differ, as {@code unit} says
 * @param tolerance  largest difference that passes
 * @param unit       {@code absolute}, {@code relative} or {@code places}
 */
public record Figure(String name, double wanted, double got, double difference, double tolerance, String unit) {
    static Figure absolute(String name, double wanted, double got, double tolerance) {
        return new Figure(name, wanted, got, Math.abs(got - wanted), tolerance, "absolute");
    }

    static Figure relative(String name, double wanted, double got, double tolerance) {
        return new Figure(name, wanted, got, Math.abs(got - wanted) / Math.max(Math.abs(wanted), 1e-6), tolerance, "relative");
    }

    /** Of the numbers of a row, the pair that differs most. */
    static Figure largest(String name, double[] wanted, float[] got, int from, double tolerance) {
        int worst = 0;
        for (int i = 1; i < wanted.length; i++) {
            // by compare(), for which a NaN is the worst of all
            if (Double.compare(Math.abs(got[from + i] - wanted[i]), Math.abs(got[from + worst] - wanted[worst])) > 0) {
                worst = i;
            }
        }
        return absolute(name, wanted[worst], got[from + worst], tolerance);
    }

    /** Places at which two rows of ids differ; {@code wanted} and {@code got} are the ids at the first of them. */
    static Figure ids(String name, int[] wanted, int[] got) {
        int places = Math.abs(wanted.length - got.length);
        int first = 0;
        for (int i = Math.min(wanted.length, got.length) - 1; i >= 0; i--) {
            if (wanted[i] != got[i]) {
                places++;
                first = i;
            }
        }
        return new Figure(name, wanted[first], first < got.length ? got[first] : -1, places, 0, "places");
    }

    public boolean passed() {
        return difference <= tolerance;
    }
}
