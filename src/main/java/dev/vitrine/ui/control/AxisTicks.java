package dev.vitrine.ui.control;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** Where an axis is marked, at round numbers, and what stands there. */
record AxisTicks(double[] at, String[] labels) {
    private static final int[] NICE = {1, 2, 5, 10};

    /** At most {@code most} ticks (two at least) at multiples of 1, 2 or 5 times a power of ten. */
    static AxisTicks linear(double lo, double hi, int most, boolean integers) {
        double step = step(lo, hi, most, integers);
        int power = (int) Math.floor(Math.log10(step) + 1e-9);
        double unit = Math.pow(10, Math.abs(power));
        int mantissa = (int) Math.rint(power < 0 ? step * unit : step / unit);
        long first = (long) Math.ceil(lo / step - 1e-9);
        long last = (long) Math.floor(hi / step + 1e-9);
        double[] at = new double[(int) Math.max(0, last - first + 1)];
        for (int i = 0; i < at.length; i++) {
            double multiple = (double) (first + i) * mantissa;
            at[i] = power < 0 ? multiple / unit : multiple * unit;
        }
        double largest = Arrays.stream(at).map(Math::abs).max().orElse(0);
        boolean scientific = largest != 0 && (largest >= 1e5 || largest < 1e-3);
        return new AxisTicks(at, Arrays.stream(at).mapToObj(v -> label(v, power, scientific)).toArray(String[]::new));
    }

    /** The distance between ticks: the smallest round number that gives at most {@code most} of them. */
    static double step(double lo, double hi, int most, boolean integers) {
        double rough = (hi - lo) / Math.max(2, most);
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double step = power * Arrays.stream(NICE).filter(m -> m * power >= rough * (1 - 1e-9)).findFirst().orElse(10);
        return integers ? Math.max(1, step) : step;
    }

    /** Powers of ten; 1-2-5 within them when they are few; as on a linear axis when the range is narrower still. */
    static AxisTicks log(double lo, double hi, int most) {
        int first = (int) Math.ceil(Math.log10(lo) - 1e-9);
        int last = (int) Math.floor(Math.log10(hi) + 1e-9);
        int stride = Math.max(1, (int) Math.ceil((last - first + 1) / (double) Math.max(2, most)));
        double[] at = DoubleStream.iterate(Math.ceilDiv(first, stride) * (double) stride, p -> p <= last, p -> p + stride)
                .map(p -> Math.pow(10, p)).toArray();
        if (at.length < 3) {
            double[] finer = DoubleStream.iterate(first - 1, p -> p <= last, p -> p + 1)
                    .flatMap(p -> DoubleStream.of(1, 2, 5).map(m -> p < 0 ? m / Math.pow(10, -p) : m * Math.pow(10, p)))
                    .filter(v -> v >= lo * (1 - 1e-9) && v <= hi * (1 + 1e-9)).toArray();
            at = finer.length <= Math.max(2, most) ? finer : at;
        }
        if (at.length < 2) {
            return linear(lo, hi, most, false);
        }
        return new AxisTicks(at, Arrays.stream(at).mapToObj(AxisTicks::shortest).toArray(String[]::new));
    }

    /** A step, or another count: whole where it is whole. */
    static String step(double x) {
        return x == Math.rint(x) && Math.abs(x) < 1e15 ? minus(Long.toString((long) x)) : Numbers.format(x);
    }

    private static String label(double v, int power, boolean scientific) {
        if (v == 0) {
            return "0";
        }
        if (!scientific) {
            return minus(String.format(Locale.ROOT, "%." + Math.max(0, -power) + "f", v));
        }
        return scientific(v, Math.max(0, (int) Math.floor(Math.log10(Math.abs(v)) + 1e-9) - power));
    }

    private static String shortest(double v) {
        int power = (int) Math.floor(Math.log10(v) + 1e-9);
        return label(v, power, power < -3 || power >= 5);
    }

    private static String scientific(double v, int decimals) {
        String text = String.format(Locale.ROOT, "%." + decimals + "e", v);
        int e = text.indexOf('e');
        return minus(text.substring(0, e) + "e" + Integer.parseInt(text.substring(e + 1)));
    }

    private static String minus(String text) {
        return text.replace('-', '−');
    }
}
