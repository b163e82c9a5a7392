package dev.vitrine.analysis;

/**
 * The finite values of a tensor in four numbers; NaN where there are none.
 *
 * @param norm      L2: root of the sum of squares
 * @param finite    how many values the numbers are of
 * @param notFinite values left out: NaN, or the minus infinity of a masked score
 */
public record Summary(double min, double mean, double max, double norm, int finite, int notFinite) {
    /** Sums in double, in order. @param values not modified */
    public static Summary of(float[] values) {
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        double sum = 0;
        double squares = 0;
        int finite = 0;
        for (float value : values) {
            if (Float.isFinite(value)) {
                min = Math.min(min, value);
                max = Math.max(max, value);
                sum += value;
                squares += (double) value * value;
                finite++;
            }
        }
        return finite == 0
                ? new Summary(Double.NaN, Double.NaN, Double.NaN, Double.NaN, 0, values.length)
                : new Summary(min, sum / finite, max, Math.sqrt(squares), finite, values.length - finite);
    }
}
