package dev.vitrine.engine.optim;

/**
 * One weight's update, term by term: AdamW's w' = w - learningRate * (mHat / (sqrt(vHat) + eps) + decay * w).
 *
 * @param parameter name of the tensor
 * @param index     flat index in it
 * @param gradient  after clipping
 * @param m         first moment after this gradient
 * @param v         second moment after this gradient
 */
public record UpdateTrace(String parameter, int index, float weight, float gradient, float m, float v, float mHat, float vHat,
                          float learningRate, float decay, float eps, float newWeight) {
    /** w' - w. */
    public float change() {
        return newWeight - weight;
    }
}
