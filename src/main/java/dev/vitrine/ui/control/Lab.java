package dev.vitrine.ui.control;

/** CIELAB (D65) and back, as far as colour tables need it. */
final class Lab {
    private static final double[] WHITE = {0.95047, 1.0, 1.08883};
    private static final double EPSILON = 216.0 / 24389;
    private static final double KAPPA = 24389.0 / 27;

    private Lab() { }

    /** Colours at equal distances along the polyline of the stops. */
    static int[] ramp(int[] stops, int size) {
        double[][] lab = new double[stops.length][];
        for (int i = 0; i < stops.length; i++) {
            lab[i] = fromRgb(stops[i]);
        }
        int[] ramp = new int[size];
        for (int i = 0; i < size; i++) {
            double position = i * (stops.length - 1.0) / (size - 1);
            int stop = Math.min((int) position, stops.length - 2);
            ramp[i] = toArgb(between(lab[stop], lab[stop + 1], position - stop));
        }
        return ramp;
    }

    /** Relative luminance Y, 0..1. */
    static double luminance(int rgb) {
        return 0.2126729 * linear(rgb >> 16) + 0.7151522 * linear(rgb >> 8) + 0.0721750 * linear(rgb);
    }

    /** Lightness L*, 0..100. */
    static double lightness(int rgb) {
        return 116 * forward(luminance(rgb)) - 16;
    }

    private static double[] fromRgb(int rgb) {
        double r = linear(rgb >> 16);
        double g = linear(rgb >> 8);
        double b = linear(rgb);
        double x = forward((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / WHITE[0]);
        double y = forward(0.2126729 * r + 0.7151522 * g + 0.0721750 * b);
        double z = forward((0.0193339 * r + 0.1191920 * g + 0.9503041 * b) / WHITE[2]);
        return new double[] {116 * y - 16, 500 * (x - y), 200 * (y - z)};
    }

    private static int toArgb(double[] lab) {
        double fy = (lab[0] + 16) / 116;
        double x = WHITE[0] * inverse(fy + lab[1] / 500);
        double y = WHITE[1] * inverse(fy);
        double z = WHITE[2] * inverse(fy - lab[2] / 200);
        return 0xFF000000
                | encoded(3.2404542 * x - 1.5371385 * y - 0.4985314 * z) << 16
                | encoded(-0.9692660 * x + 1.8760108 * y + 0.0415560 * z) << 8
                | encoded(0.0556434 * x - 0.2040259 * y + 1.0572252 * z);
    }

    private static double[] between(double[] a, double[] b, double t) {
        return new double[] {a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1]), a[2] + t * (b[2] - a[2])};
    }

    private static double linear(int channel) {
        double c = (channel & 0xFF) / 255.0;
        return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
    }

    private static int encoded(double linear) {
        double c = linear <= 0.0031308 ? 12.92 * linear : 1.055 * Math.pow(linear, 1 / 2.4) - 0.055;
        return (int) (Math.clamp(c, 0, 1) * 255 + 0.5);
    }

    private static double forward(double t) {
        return t > EPSILON ? Math.cbrt(t) : (KAPPA * t + 16) / 116;
    }

    private static double inverse(double f) {
        double cube = f * f * f;
        return cube > EPSILON ? cube : (116 * f - 16) / KAPPA;
    }
}
