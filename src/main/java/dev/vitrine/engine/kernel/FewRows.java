package dev.vitrine.engine.kernel;

import static dev.vitrine.engine.kernel.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/** Products of one row with a matrix that is read where it lies: generation works on one token at a time. */
final class FewRows {
    private static final int L = Lanes.COUNT;

    private FewRows() {
    }

    /** c(n) = [c +] a(k) * B(k,n); element p of a stands at {@code aAt + p * aStep}. Sums stay in registers, four vectors side by side. */
    static void times(int n, int k, float[] a, int aAt, int aStep, float[] b, int bAt, int ldb,
                      float[] c, int cAt, boolean plus) {
        if (!plus) {
            for (int j = 0; j < n; j++) {
                c[cAt + j] = 0f;
            }
        }
        int j = 0;
        for (; j <= n - 4 * L; j += 4 * L) {
            addFourVectors(k, a, aAt, aStep, b, bAt + j, ldb, c, cAt + j);
        }
        for (; j <= n - 2 * L; j += 2 * L) {
            addTwoVectors(k, a, aAt, aStep, b, bAt + j, ldb, c, cAt + j);
        }
        for (; j <= n - L; j += L) {
            addOneVector(k, a, aAt, aStep, b, bAt + j, ldb, c, cAt + j);
        }
        for (; j < n; j++) {
            float s = c[cAt + j];
            for (int p = 0; p < k; p++) {
                s = Math.fma(a[aAt + p * aStep], b[bAt + p * ldb + j], s);
            }
            c[cAt + j] = s;
        }
    }

    private static void addFourVectors(int k, float[] a, int aAt, int aStep, float[] b, int bAt, int ldb, float[] c, int cAt) {
        FloatVector s0 = FloatVector.fromArray(SPECIES, c, cAt);
        FloatVector s1 = FloatVector.fromArray(SPECIES, c, cAt + L);
        FloatVector s2 = FloatVector.fromArray(SPECIES, c, cAt + 2 * L);
        FloatVector s3 = FloatVector.fromArray(SPECIES, c, cAt + 3 * L);
        for (int p = 0, at = bAt, x = aAt; p < k; p++, at += ldb, x += aStep) {
            FloatVector factor = FloatVector.broadcast(SPECIES, a[x]);
            s0 = FloatVector.fromArray(SPECIES, b, at).fma(factor, s0);
            s1 = FloatVector.fromArray(SPECIES, b, at + L).fma(factor, s1);
            s2 = FloatVector.fromArray(SPECIES, b, at + 2 * L).fma(factor, s2);
            s3 = FloatVector.fromArray(SPECIES, b, at + 3 * L).fma(factor, s3);
        }
        s0.intoArray(c, cAt);
        s1.intoArray(c, cAt + L);
        s2.intoArray(c, cAt + 2 * L);
        s3.intoArray(c, cAt + 3 * L);
    }

    private static void addTwoVectors(int k, float[] a, int aAt, int aStep, float[] b, int bAt, int ldb, float[] c, int cAt) {
        FloatVector s0 = FloatVector.fromArray(SPECIES, c, cAt);
        FloatVector s1 = FloatVector.fromArray(SPECIES, c, cAt + L);
        for (int p = 0, at = bAt, x = aAt; p < k; p++, at += ldb, x += aStep) {
            FloatVector factor = FloatVector.broadcast(SPECIES, a[x]);
            s0 = FloatVector.fromArray(SPECIES, b, at).fma(factor, s0);
            s1 = FloatVector.fromArray(SPECIES, b, at + L).fma(factor, s1);
        }
        s0.intoArray(c, cAt);
        s1.intoArray(c, cAt + L);
    }

    private static void addOneVector(int k, float[] a, int aAt, int aStep, float[] b, int bAt, int ldb, float[] c, int cAt) {
        FloatVector s = FloatVector.fromArray(SPECIES, c, cAt);
        for (int p = 0, at = bAt, x = aAt; p < k; p++, at += ldb, x += aStep) {
            s = FloatVector.fromArray(SPECIES, b, at).fma(FloatVector.broadcast(SPECIES, a[x]), s);
        }
        s.intoArray(c, cAt);
    }

    /** c(n) = [c +] a(k) * B(n,k)^T. Eight scalar chains at a time: turning B into vectors would cost as much. */
    static void timesTransposed(int n, int k, float[] a, int aAt, float[] b, int bAt, int ldb,
                                float[] c, int cAt, boolean plus) {
        int j = 0;
        for (; j <= n - 8; j += 8) {
            dotEight(k, a, aAt, b, bAt + j * ldb, ldb, c, cAt + j, plus);
        }
        for (; j < n; j++) {
            float s = plus ? c[cAt + j] : 0f;
            for (int p = 0; p < k; p++) {
                s = Math.fma(a[aAt + p], b[bAt + j * ldb + p], s);
            }
            c[cAt + j] = s;
        }
    }

    private static void dotEight(int k, float[] a, int aAt, float[] b, int b0, int ldb,
                                 float[] c, int cAt, boolean plus) {
        int b1 = b0 + ldb;
        int b2 = b1 + ldb;
        int b3 = b2 + ldb;
        int b4 = b3 + ldb;
        int b5 = b4 + ldb;
        int b6 = b5 + ldb;
        int b7 = b6 + ldb;
        float s0 = plus ? c[cAt] : 0f;
        float s1 = plus ? c[cAt + 1] : 0f;
        float s2 = plus ? c[cAt + 2] : 0f;
        float s3 = plus ? c[cAt + 3] : 0f;
        float s4 = plus ? c[cAt + 4] : 0f;
        float s5 = plus ? c[cAt + 5] : 0f;
        float s6 = plus ? c[cAt + 6] : 0f;
        float s7 = plus ? c[cAt + 7] : 0f;
        for (int p = 0; p < k; p++) {
            float x = a[aAt + p];
            s0 = Math.fma(x, b[b0 + p], s0);
            s1 = Math.fma(x, b[b1 + p], s1);
            s2 = Math.fma(x, b[b2 + p], s2);
            s3 = Math.fma(x, b[b3 + p], s3);
            s4 = Math.fma(x, b[b4 + p], s4);
            s5 = Math.fma(x, b[b5 + p], s5);
            s6 = Math.fma(x, b[b6 + p], s6);
            s7 = Math.fma(x, b[b7 + p], s7);
        }
        c[cAt] = s0;
        c[cAt + 1] = s1;
        c[cAt + 2] = s2;
        c[cAt + 3] = s3;
        c[cAt + 4] = s4;
        c[cAt + 5] = s5;
        c[cAt + 6] = s6;
        c[cAt + 7] = s7;
    }
}
