package dev.vitrine.engine.layer;

import org.ejml.data.FMatrixRMaj;

/** Factors of (B*T, C) numbers: 0 for those that are left out, 1 / (1 - p) for the others. */
final class DropoutMask {
    private final Chance chance;
    private final long numbers;
    private final long sequences;
    private final int time;
    private final float share;
    private final float depth;
    private final FMatrixRMaj factors;

    /** @param share of the numbers that are left out
     *  @param depth share of the sequences that are left out as a whole */
    DropoutMask(PassContext c, int channels, double share, double depth) {
        chance = c.chance();
        numbers = chance.newSite();
        sequences = chance.newSite();
        time = c.time();
        this.share = (float) share;
        this.depth = (float) depth;
        factors = c.zeros(c.shape(channels));
    }

    /** Draws what is left out at the present step. */
    void draw() {
        float scale = 1 / ((1 - share) * (1 - depth));
        for (int row = 0, at = 0; row < factors.numRows; row++) {
            boolean kept = depth == 0 || chance.uniform(sequences, row / time) >= depth;
            for (int c = 0; c < factors.numCols; c++, at++) {
                factors.data[at] = kept && (share == 0 || chance.uniform(numbers, at) >= share) ? scale : 0f;
            }
        }
    }

    /** out = x * factors; {@code out} may be {@code x}. */
    FMatrixRMaj apply(FMatrixRMaj x, FMatrixRMaj out) {
        float[] a = x.data;
        float[] f = factors.data;
        float[] y = out.data;
        for (int i = 0; i < f.length; i++) {
            y[i] = a[i] * f[i];
        }
        return out;
    }

    FMatrixRMaj factors() {
        return factors;
    }
}
