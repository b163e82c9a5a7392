package dev.vitrine.training;

import dev.vitrine.engine.layer.MemoryConfig;
import dev.vitrine.engine.layer.Precisions;

/**
 * Dynamic loss scaling (Micikevicius et al. 2018, arXiv:1710.03740, section 3.2): the loss is multiplied by a power of two, so
 * that small gradients do not vanish in 16 bits. After an overflow the factor is halved and no update is made; after so many
 * updates without one it is doubled. Where the precision needs no scaling the factor is always 1.
 */
final class LossScaler {
    private static final float LARGEST = 0x1p24f;

    private final boolean active;
    private final int growAfter;
    private final float[] state;   // factor, updates since it last changed, updates that were not made

    LossScaler(MemoryConfig config) {
        active = Precisions.REGISTRY.get(config.precision()).scaled();
        growAfter = config.lossScaleSteps();
        state = new float[] {active ? (float) config.lossScale() : 1f, 0f, 0f};
    }

    boolean active() {
        return active;
    }

    float scale() {
        return state[0];
    }

    /** Whether the factor can still be halved. */
    boolean canFall() {
        return active && scale() > 1;
    }

    /** Updates that were not made since the run began. */
    int skipped() {
        return (int) state[2];
    }

    /** An update was made. */
    void updated() {
        if (active && ++state[1] >= growAfter) {
            state[0] = Math.min(LARGEST, state[0] * 2);
            state[1] = 0;
        }
    }

    /** An update was not made, as its gradients are not finite. */
    void overflowed() {
        state[0] /= 2;
        state[1] = 0;
        state[2]++;
    }

    /** What the next step depends on; live. */
    float[] state() {
        return state;
    }
}
