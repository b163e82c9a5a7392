package dev.vitrine.ui.control;

import javafx.scene.paint.Color;

/**
 * From a number in 0..1 to a colour. Sequential maps grow lighter from end to end, so they read in grey as well; the
 * diverging one is lightest in the middle (zero), red below and blue above. Entries between the published stops are
 * interpolated in CIELAB, where equal steps look equal.
 */
public enum ColorMap {
    /** Probability, attention, norms: readable with every colour deficiency. */
    CIVIDIS(false, 0x002051, 0x0A326A, 0x2B446E, 0x4D566D, 0x696970, 0x7F7C75, 0x948F78, 0xADA476, 0xCABA6A, 0xEAD156,
            0xFDEA45),
    VIRIDIS(false, 0x440154, 0x482576, 0x414487, 0x355F8D, 0x2A788E, 0x21918C, 0x22A884, 0x42BE71, 0x7AD151, 0xBDDF26,
            0xFDE725),
    /** Loss and surprise: dark is bad. */
    CIVIDIS_REVERSED(false, 0xFDEA45, 0xEAD156, 0xCABA6A, 0xADA476, 0x948F78, 0x7F7C75, 0x696970, 0x4D566D, 0x2B446E,
            0x0A326A, 0x002051),
    /** Weights, activations, gradients: RdBu without its outermost stops. */
    DIVERGING(true, 0xB2182B, 0xD6604D, 0xF4A582, 0xFDDBC7, 0xF7F7F7, 0xD1E5F0, 0x92C5DE, 0x4393C3, 0x2166AC);

    /** NaN and infinite values on a light ground: magenta, which is in no map. Pictures take that of their palette. */
    public static final int BROKEN = 0xFFC2008B;

    static final int SIZE = 256;
    private final boolean signed;
    private final int[] lut;

    ColorMap(boolean signed, int... stops) {
        this.signed = signed;
        this.lut = Lab.ramp(stops, SIZE);
    }

    /** @param unit position in the domain; outside 0..1 it takes the nearest end, NaN is {@link #BROKEN} */
    public int argb(double unit) {
        return Double.isNaN(unit) ? BROKEN : lut[(int) (Math.clamp(unit, 0, 1) * (SIZE - 1) + 0.5)];
    }

    /** A copy of the 256 opaque colours. */
    public int[] lut() {
        return lut.clone();
    }

    /** The table itself, for painters of this package. Not modified. */
    int[] table() {
        return lut;
    }

    /** Zero is in the middle and the domain is symmetric. */
    public boolean signed() {
        return signed;
    }

    /** Pure black or pure white, whichever has the larger contrast ratio on the colour (WCAG 2.2, 1.4.3). */
    public static Color inkOn(int argb) {
        double luminance = Lab.luminance(argb);
        return (luminance + 0.05) / 0.05 >= 1.05 / (luminance + 0.05) ? Color.BLACK : Color.WHITE;
    }
}
