package dev.vitrine.engine.kernel;

/** Scalar float functions that give the same bits as their vector twins: polynomials of fused multiply-adds. */
public final class FloatMath {
    static final float LOG2_E = 1.44269504f;
    static final float LN2_HIGH = 0.693359375f;
    static final float LN2_LOW = -2.12194440e-4f;
    /** Below it exp is 0, above {@link #EXP_MAX} it stays at its largest finite power. */
    static final float EXP_MIN = -87.0f;
    static final float EXP_MAX = 88.0f;
    /** Adding and subtracting it rounds a float of small magnitude to the nearest integer. */
    static final float ROUND = 12582912f;
    static final float C0 = 1.9875691500e-4f;
    static final float C1 = 1.3981999507e-3f;
    static final float C2 = 8.3334519073e-3f;
    static final float C3 = 4.1665795894e-2f;
    static final float C4 = 1.6666665459e-1f;
    static final float C5 = 5.0000001201e-1f;

    private FloatMath() {
    }

    /**
     * e^x by Cephes' expf: x = n ln 2 + r, a polynomial in r, scaled by 2^n. Relative error below 2e-7 in [-87, 88]; x is
     * cut to that range, and below it the result is 0.
     */
    public static float exp(float x) {
        if (x < EXP_MIN) {
            return 0f;
        }
        float cut = Math.min(x, EXP_MAX);
        float n = Math.fma(cut, LOG2_E, ROUND) - ROUND;
        float r = Math.fma(n, -LN2_HIGH, cut);
        r = Math.fma(n, -LN2_LOW, r);
        float p = Math.fma(C0, r, C1);
        p = Math.fma(p, r, C2);
        p = Math.fma(p, r, C3);
        p = Math.fma(p, r, C4);
        p = Math.fma(p, r, C5);
        p = Math.fma(p, r * r, r + 1f);
        return p * Float.intBitsToFloat((int) n + 127 << 23);
    }

    /** 1 / (1 + e^-x). */
    public static float sigmoid(float x) {
        return 1f / (1f + exp(-x));
    }
}
