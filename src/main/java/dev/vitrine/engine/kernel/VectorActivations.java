package dev.vitrine.engine.kernel;

import static dev.vitrine.engine.kernel.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * Activations on vectors: the twin of {@link ScalarActivations}. What is left over at the end of a row is done by the
 * twin's own functions.
 *
 * <p>One exponential a loop: with two in one method C2 reaches its limit of nodes, stops inlining and puts vectors on
 * the heap, 60 times slower.
 */
abstract class VectorActivations extends VectorNorms {
    private static final int L = Lanes.COUNT;

    @Override
    public final void gelu(int n, float[] x, int xAt, float[] y, int yAt) {
        int i = 0;
        for (; i <= n - L; i += L) {
            VectorMath.gelu(FloatVector.fromArray(SPECIES, x, xAt + i)).intoArray(y, yAt + i);
        }
        for (; i < n; i++) {
            y[yAt + i] = ScalarActivations.gelu(x[xAt + i]);
        }
    }

    @Override
    public final void geluBackward(int n, float[] x, int xAt, float[] dy, int dyAt, float[] dx, int dxAt) {
        int i = 0;
        for (; i <= n - L; i += L) {
            FloatVector slope = VectorMath.geluSlope(FloatVector.fromArray(SPECIES, x, xAt + i));
            FloatVector.fromArray(SPECIES, dy, dyAt + i).mul(slope).intoArray(dx, dxAt + i);
        }
        for (; i < n; i++) {
            dx[dxAt + i] = dy[dyAt + i] * ScalarActivations.geluSlope(x[xAt + i]);
        }
    }

    @Override
    public final void swiglu(int n, float[] gate, int gateAt, float[] up, int upAt, float[] y, int yAt) {
        int i = 0;
        for (; i <= n - L; i += L) {
            FloatVector gated = VectorMath.silu(FloatVector.fromArray(SPECIES, gate, gateAt + i));
            gated.mul(FloatVector.fromArray(SPECIES, up, upAt + i)).intoArray(y, yAt + i);
        }
        for (; i < n; i++) {
            y[yAt + i] = ScalarActivations.silu(gate[gateAt + i]) * up[upAt + i];
        }
    }

    @Override
    public final void swigluBackward(int n, float[] gate, int gateAt, float[] up, int upAt, float[] dy, int dyAt,
                                     float[] dGate, int dGateAt, float[] dUp, int dUpAt) {
        int i = 0;
        for (; i <= n - L; i += L) {
            FloatVector g = FloatVector.fromArray(SPECIES, gate, gateAt + i);
            FloatVector d = FloatVector.fromArray(SPECIES, dy, dyAt + i);
            FloatVector u = FloatVector.fromArray(SPECIES, up, upAt + i);
            FloatVector s = VectorMath.sigmoid(g);
            d.mul(g.mul(s)).intoArray(dUp, dUpAt + i);
            d.mul(u).mul(VectorMath.siluSlope(g, s)).intoArray(dGate, dGateAt + i);
        }
        for (; i < n; i++) {
            float g = gate[gateAt + i];
            float d = dy[dyAt + i];
            float u = up[upAt + i];
            float s = FloatMath.sigmoid(g);
            dUp[dUpAt + i] = d * (g * s);
            dGate[dGateAt + i] = d * u * ScalarActivations.siluSlope(g, s);
        }
    }

    @Override
    public final void geluErf(int n, float[] x, int xAt, float[] y, int yAt) {
        int i = 0;
        for (; i <= n - L; i += L) {
            FloatVector v = FloatVector.fromArray(SPECIES, x, xAt + i);
            v.mul(VectorMath.normalShare(v)).intoArray(y, yAt + i);
        }
        for (; i < n; i++) {
            y[yAt + i] = x[xAt + i] * ScalarActivations.normalShare(x[xAt + i]);
        }
    }

    @Override
    public final void geluErfBackward(int n, float[] x, int xAt, float[] dy, int dyAt, float[] dx, int dxAt) {
        int i = 0;
        for (; i <= n - L; i += L) {
            FloatVector slope = VectorMath.geluErfSlope(FloatVector.fromArray(SPECIES, x, xAt + i));
            FloatVector.fromArray(SPECIES, dy, dyAt + i).mul(slope).intoArray(dx, dxAt + i);
        }
        for (; i < n; i++) {
            dx[dxAt + i] = dy[dyAt + i] * ScalarActivations.geluErfSlope(x[xAt + i]);
        }
    }

    @Override
    public final void silu(int n, float[] x, int xAt, float[] y, int yAt) {
        int i = 0;
        for (; i <= n - L; i += L) {
            VectorMath.silu(FloatVector.fromArray(SPECIES, x, xAt + i)).intoArray(y, yAt + i);
        }
        for (; i < n; i++) {
            y[yAt + i] = ScalarActivations.silu(x[xAt + i]);
        }
    }

    @Override
    public final void siluBackward(int n, float[] x, int xAt, float[] dy, int dyAt, float[] dx, int dxAt) {
        int i = 0;
        for (; i <= n - L; i += L) {
            FloatVector v = FloatVector.fromArray(SPECIES, x, xAt + i);
            FloatVector.fromArray(SPECIES, dy, dyAt + i).mul(VectorMath.siluSlope(v, VectorMath.sigmoid(v))).intoArray(dx, dxAt + i);
        }
        for (; i < n; i++) {
            dx[dxAt + i] = dy[dyAt + i] * ScalarActivations.siluSlope(x[xAt + i], FloatMath.sigmoid(x[xAt + i]));
        }
    }

    @Override
    public final void tanh(int n, float[] x, int xAt, float[] y, int yAt, float scale) {
        int i = 0;
        for (; i <= n - L; i += L) {
            VectorMath.tanh(FloatVector.fromArray(SPECIES, x, xAt + i).mul(scale)).intoArray(y, yAt + i);
        }
        for (; i < n; i++) {
            y[yAt + i] = FloatMath.tanh(x[xAt + i] * scale);
        }
    }

    @Override
    public final void geglu(int n, float[] gate, int gateAt, float[] up, int upAt, float[] y, int yAt) {
        int i = 0;
        for (; i <= n - L; i += L) {
            FloatVector gated = VectorMath.gelu(FloatVector.fromArray(SPECIES, gate, gateAt + i));
            gated.mul(FloatVector.fromArray(SPECIES, up, upAt + i)).intoArray(y, yAt + i);
        }
        for (; i < n; i++) {
            y[yAt + i] = ScalarActivations.gelu(gate[gateAt + i]) * up[upAt + i];
        }
    }

    @Override
    public final void gegluBackward(int n, float[] gate, int gateAt, float[] up, int upAt, float[] dy, int dyAt,
                                    float[] dGate, int dGateAt, float[] dUp, int dUpAt) {
        int i = 0;
        for (; i <= n - L; i += L) {
            FloatVector g = FloatVector.fromArray(SPECIES, gate, gateAt + i);
            FloatVector d = FloatVector.fromArray(SPECIES, dy, dyAt + i);
            FloatVector u = FloatVector.fromArray(SPECIES, up, upAt + i);
            FloatVector s = VectorMath.geluShare(g);
            d.mul(g.mul(s)).intoArray(dUp, dUpAt + i);
            d.mul(u).mul(VectorMath.geluSlope(g, s)).intoArray(dGate, dGateAt + i);
        }
        for (; i < n; i++) {
            float g = gate[gateAt + i];
            float d = dy[dyAt + i];
            float u = up[upAt + i];
            float s = ScalarActivations.geluShare(g);
            dUp[dUpAt + i] = d * (g * s);
            dGate[dGateAt + i] = d * u * ScalarActivations.geluSlope(g, s);
        }
    }
}
