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

    /** Beyond it erf is 1 in float. */
    static final float ERF_MAX = 3.92f;
    static final float P0 = 1.1283791f;
    static final float P1 = 0.19155133f;
    static final float P2 = 0.052875537f;
    static final float P3 = 0.0038081934f;
    static final float P4 = 2.8468642e-4f;
    static final float P5 = 2.0258735e-6f;
    static final float Q1 = 0.5030906f;
    static final float Q2 = 0.11456001f;
    static final float Q3 = 0.015055154f;
    static final float Q4 = 0.0011707298f;
    static final float Q5 = 3.7831374e-5f;
    /** Below it tanh is its Taylor series, which keeps its relative error small. */
    static final float TANH_SMALL = 0.25f;
    static final float T3 = -1f / 3;
    static final float T5 = 2f / 15;
    static final float T7 = -17f / 315;
    static final float T9 = 62f / 2835;
    /** Of atan(t) / t in t^2 on [0, 1], fitted for the smallest relative error. */
    static final float A1 = -0.33333325f;
    static final float A2 = 0.19998810f;
    static final float A3 = -0.14259037f;
    static final float A4 = 0.10877409f;
    static final float A5 = -0.08042298f;
    static final float A6 = 0.04938497f;
    static final float A7 = -0.020364495f;
    static final float A8 = 0.0039621657f;
    static final float HALF_PI = (float) (Math.PI / 2);

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

    /** The error function, by x P(x^2) / Q(x^2), fitted for the smallest relative error up to {@link #ERF_MAX}; absolute
     *  error below 4e-7. */
    public static float erf(float x) {
        float cut = Math.max(-ERF_MAX, Math.min(ERF_MAX, x));
        float t = cut * cut;
        float p = Math.fma(P5, t, P4);
        p = Math.fma(p, t, P3);
        p = Math.fma(p, t, P2);
        p = Math.fma(p, t, P1);
        p = Math.fma(p, t, P0);
        float q = Math.fma(Q5, t, Q4);
        q = Math.fma(q, t, Q3);
        q = Math.fma(q, t, Q2);
        q = Math.fma(q, t, Q1);
        q = Math.fma(q, t, 1f);
        return cut * p / q;
    }

    /** 1 - 2 / (e^(2x) + 1), and a Taylor series near 0. */
    public static float tanh(float x) {
        if (Math.abs(x) < TANH_SMALL) {
            float t = x * x;
            float p = Math.fma(T9, t, T7);
            p = Math.fma(p, t, T5);
            p = Math.fma(p, t, T3);
            return Math.fma(p * t, x, x);
        }
        return 1f - 2f / (exp(x + x) + 1f);
    }

    /** The angle of (x, y) for x from 0 up: between -pi/2 and pi/2, and 0 at the origin. Relative error below 4e-7. */
    public static float atan2(float y, float x) {
        float size = Math.abs(y);
        float longer = Math.max(size, x);
        float t = longer == 0 ? 0 : Math.min(size, x) / longer;
        float s = t * t;
        float p = Math.fma(A8, s, A7);
        p = Math.fma(p, s, A6);
        p = Math.fma(p, s, A5);
        p = Math.fma(p, s, A4);
        p = Math.fma(p, s, A3);
        p = Math.fma(p, s, A2);
        p = Math.fma(p, s, A1);
        p = Math.fma(p * s, t, t);
        return Math.copySign(size > x ? HALF_PI - p : p, y);
    }
}
