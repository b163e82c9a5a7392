package dev.vitrine.engine.kernel;

/** Activations as plain loops: the twin of {@link VectorActivations}, with the same bits. */
abstract class ScalarActivations implements Kernels {
    /** 2 sqrt(2 / pi): GELU is x / (1 + exp(-GELU_SLOPE * (x + GELU_CUBE * x^3))). */
    static final float GELU_SLOPE = 1.5957691216f;
    static final float GELU_CUBE = 0.044715f;
    static final float ROOT_HALF = 0.70710677f;
    /** 1 / sqrt(2 pi). */
    static final float NORMAL_PEAK = 0.3989423f;

    @Override
    public final void gelu(int n, float[] x, int xAt, float[] y, int yAt) {
        for (int i = 0; i < n; i++) {
            y[yAt + i] = gelu(x[xAt + i]);
        }
    }

    @Override
    public final void geluBackward(int n, float[] x, int xAt, float[] dy, int dyAt, float[] dx, int dxAt) {
        for (int i = 0; i < n; i++) {
            dx[dxAt + i] = dy[dyAt + i] * geluSlope(x[xAt + i]);
        }
    }

    @Override
    public final void swiglu(int n, float[] gate, int gateAt, float[] up, int upAt, float[] y, int yAt) {
        for (int i = 0; i < n; i++) {
            y[yAt + i] = silu(gate[gateAt + i]) * up[upAt + i];
        }
    }

    @Override
    public final void swigluBackward(int n, float[] gate, int gateAt, float[] up, int upAt, float[] dy, int dyAt,
                                     float[] dGate, int dGateAt, float[] dUp, int dUpAt) {
        for (int i = 0; i < n; i++) {
            float g = gate[gateAt + i];
            float d = dy[dyAt + i];
            float u = up[upAt + i];
            float s = FloatMath.sigmoid(g);
            dUp[dUpAt + i] = d * (g * s);
            dGate[dGateAt + i] = d * u * siluSlope(g, s);
        }
    }

    @Override
    public final void geluErf(int n, float[] x, int xAt, float[] y, int yAt) {
        for (int i = 0; i < n; i++) {
            y[yAt + i] = x[xAt + i] * normalShare(x[xAt + i]);
        }
    }

    @Override
    public final void geluErfBackward(int n, float[] x, int xAt, float[] dy, int dyAt, float[] dx, int dxAt) {
        for (int i = 0; i < n; i++) {
            dx[dxAt + i] = dy[dyAt + i] * geluErfSlope(x[xAt + i]);
        }
    }

    @Override
    public final void silu(int n, float[] x, int xAt, float[] y, int yAt) {
        for (int i = 0; i < n; i++) {
            y[yAt + i] = silu(x[xAt + i]);
        }
    }

    @Override
    public final void siluBackward(int n, float[] x, int xAt, float[] dy, int dyAt, float[] dx, int dxAt) {
        for (int i = 0; i < n; i++) {
            dx[dxAt + i] = dy[dyAt + i] * siluSlope(x[xAt + i], FloatMath.sigmoid(x[xAt + i]));
        }
    }

    @Override
    public final void tanh(int n, float[] x, int xAt, float[] y, int yAt, float scale) {
        for (int i = 0; i < n; i++) {
            y[yAt + i] = FloatMath.tanh(x[xAt + i] * scale);
        }
    }

    @Override
    public final void geglu(int n, float[] gate, int gateAt, float[] up, int upAt, float[] y, int yAt) {
        for (int i = 0; i < n; i++) {
            y[yAt + i] = gelu(gate[gateAt + i]) * up[upAt + i];
        }
    }

    @Override
    public final void gegluBackward(int n, float[] gate, int gateAt, float[] up, int upAt, float[] dy, int dyAt,
                                    float[] dGate, int dGateAt, float[] dUp, int dUpAt) {
        for (int i = 0; i < n; i++) {
            float g = gate[gateAt + i];
            float d = dy[dyAt + i];
            float u = up[upAt + i];
            float s = geluShare(g);
            dUp[dUpAt + i] = d * (g * s);
            dGate[dGateAt + i] = d * u * geluSlope(g, s);
        }
    }

    static float gelu(float x) {
        return x / geluGate(x, x * x);
    }

    /** With s = sigmoid(t): s + x s (1 - s) t', and t' = GELU_SLOPE (1 + 3 GELU_CUBE x^2). */
    static float geluSlope(float x) {
        return geluSlope(x, geluShare(x));
    }

    /** sigmoid(t), where GELU is x sigmoid(t). */
    static float geluShare(float x) {
        return 1f / geluGate(x, x * x);
    }

    /** @param s {@link #geluShare} */
    static float geluSlope(float x, float s) {
        float square = x * x;
        float slope = GELU_SLOPE * Math.fma(3f * GELU_CUBE, square, 1f);
        return Math.fma(x * (s * (1f - s)), slope, s);
    }

    /** 1 / sigmoid(t) = 1 + exp(-t). */
    private static float geluGate(float x, float square) {
        return 1f + FloatMath.exp(x * Math.fma(-GELU_SLOPE * GELU_CUBE, square, -GELU_SLOPE));
    }

    static float silu(float x) {
        return x / (1f + FloatMath.exp(-x));
    }

    /** s (1 + x (1 - s)).
     *  @param s sigmoid(x) */
    static float siluSlope(float x, float s) {
        return s * Math.fma(x, 1f - s, 1f);
    }

    /** (1 + erf(x / sqrt(2))) / 2: the share of the standard normal distribution below x. */
    static float normalShare(float x) {
        return (FloatMath.erf(x * ROOT_HALF) + 1f) * 0.5f;
    }

    static float geluErfSlope(float x) {
        float density = FloatMath.exp(x * x * -0.5f) * NORMAL_PEAK;
        return Math.fma(x, density, normalShare(x));
    }
}
