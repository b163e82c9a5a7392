package dev.vitrine.training;

/** Writes down the numbers of each step in a {@link History}. */
final class Recorder {
    private final TrainingStep step;
    private final float[] row;                     // a number for each learned parameter
    private final float[] scale = new float[2];
    private long stepBegan;

    Recorder(TrainingStep step) {
        this.step = step;
        row = new float[step.model().parameters().trained().size()];
    }

    /** A step begins now. */
    void begin() {
        stepBegan = System.nanoTime();
    }

    /** To be called just after the update. */
    void record(History h, float rate, double loss, int tokens) {
        double seconds = (System.nanoTime() - stepBegan) / 1e9;
        h.loss().append((float) loss);
        h.learningRate().append(rate);
        h.gradNorm().append((float) step.norms().global());
        h.tokensPerSecond().append((float) (tokens / seconds));
        for (int i = 0; i < row.length; i++) {
            row[i] = (float) step.norms().of(i);
        }
        h.gradNorms().append(row);
        for (int i = 0; i < row.length; i++) {
            row[i] = step.overflowed() ? 0f : (float) step.optimizer().updateRatio(i);
        }
        h.updateRatios().append(row);
        scale[0] = step.lossScale();
        scale[1] = step.overflowed() ? 1f : 0f;
        h.lossScale().append(scale);
    }
}
