package dev.vitrine.engine.kernel;

import static dev.vitrine.engine.kernel.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/** Products of one row with a matrix that is read where it lies: generation works on one token at a time. */
final class FewRows {
    private static final int L = Lanes.COUNT;

    private FewRows() {
    }

    /** c(n) = [c +] a(k) * B(k,n); element p of a stands at {@code aAt + p * aStep}. Eight rows of B in a go over c. */
    static void times(int n, int k, float[] a, int aAt, int aStep, float[] b, int bAt, int ldb,
                      float[] c, int cAt, boolean plus) {
        if (!plus) {
            for (int j = 0; j < n; j++) {
                c[cAt + j] = 0f;
            }
        }
        int p = 0;
        for (; p <= k - 8; p += 8) {
            addEight(n, a, aAt + p * aStep, aStep, b, bAt + p * ldb, ldb, c, cAt);
        }
        for (; p < k; p++) {
            addOne(n, a[aAt + p * aStep], b, bAt + p * ldb, c, cAt);
        }
    }

    private static void addEight(int n, float[] a, int aAt, int aStep, float[] b, int b0, int ldb,
                                 float[] c, int cAt) {
        float a0 = a[aAt];
        float a1 = a[aAt + aStep];
        float a2 = a[aAt + 2 * aStep];
        float a3 = a[aAt + 3 * aStep];
        float a4 = a[aAt + 4 * aStep];
        float a5 = a[aAt + 5 * aStep];
        float a6 = a[aAt + 6 * aStep];
        float a7 = a[aAt + 7 * aStep];
        int b1 = b0 + ldb;
        int b2 = b1 + ldb;
        int b3 = b2 + ldb;
        int b4 = b3 + ldb;
        int b5 = b4 + ldb;
        int b6 = b5 + ldb;
        int b7 = b6 + ldb;
        int j = 0;
        for (; j <= n - L; j += L) {
            FloatVector s = FloatVector.fromArray(SPECIES, c, cAt + j);
            s = FloatVector.fromArray(SPECIES, b, b0 + j).fma(FloatVector.broadcast(SPECIES, a0), s);
            s = FloatVector.fromArray(SPECIES, b, b1 + j).fma(FloatVector.broadcast(SPECIES, a1), s);
            s = FloatVector.fromArray(SPECIES, b, b2 + j).fma(FloatVector.broadcast(SPECIES, a2), s);
            s = FloatVector.fromArray(SPECIES, b, b3 + j).fma(FloatVector.broadcast(SPECIES, a3), s);
            s = FloatVector.fromArray(SPECIES, b, b4 + j).fma(FloatVector.broadcast(SPECIES, a4), s);
            s = FloatVector.fromArray(SPECIES, b, b5 + j).fma(FloatVector.broadcast(SPECIES, a5), s);
            s = FloatVector.fromArray(SPECIES, b, b6 + j).fma(FloatVector.broadcast(SPECIES, a6), s);
            s = FloatVector.fromArray(SPECIES, b, b7 + j).fma(FloatVector.broadcast(SPECIES, a7), s);
            s.intoArray(c, cAt + j);
        }
        for (; j < n; j++) {
            float s = Math.fma(a0, b[b0 + j], c[cAt + j]);
            s = Math.fma(a1, b[b1 + j], s);
            s = Math.fma(a2, b[b2 + j], s);
            s = Math.fma(a3, b[b3 + j], s);
            s = Math.fma(a4, b[b4 + j], s);
            s = Math.fma(a5, b[b5 + j], s);
            s = Math.fma(a6, b[b6 + j], s);
            c[cAt + j] = Math.fma(a7, b[b7 + j], s);
        }
    }

    private static void addOne(int n, float a, float[] b, int bAt, float[] c, int cAt) {
        int j = 0;
        for (; j <= n - L; j += L) {
            FloatVector sum = FloatVector.fromArray(SPECIES, c, cAt + j);
            FloatVector.fromArray(SPECIES, b, bAt + j).fma(FloatVector.broadcast(SPECIES, a), sum).intoArray(c, cAt + j);
        }
        for (; j < n; j++) {
            c[cAt + j] = Math.fma(a, b[bAt + j], c[cAt + j]);
        }
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
