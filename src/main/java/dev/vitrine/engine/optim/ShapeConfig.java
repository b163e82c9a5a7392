package dev.vitrine.engine.optim;

import dev.vitrine.engine.Defaulted;

/**
 * What some shapes of {@link Schedules} need; the others take no notice.
 *
 * @param cycles      of cosine_restarts
 * @param decayEvery  steps between two drops of step_decay
 * @param decayFactor that each drop of step_decay multiplies by
 * @param decayShare  share of the steps, at the end, in which wsd falls
 * @param riseShare   share of the steps, at the begin, in which one_cycle rises
 * @param startShare  share of the peak that one_cycle begins with
 */
@Defaulted
public record ShapeConfig(int cycles, int decayEvery, double decayFactor, double decayShare, double riseShare, double startShare) {
    public static final ShapeConfig DEFAULT = new ShapeConfig(3, 100, 0.5, 0.2, 0.3, 0.04);

    public ShapeConfig {
        if (cycles < 1) {
            throw new IllegalArgumentException("cycles must be at least 1, got " + cycles);
        }
        if (decayEvery < 1) {
            throw new IllegalArgumentException("decay_every must be at least 1 step, got " + decayEvery);
        }
        if (!(decayFactor > 0 && decayFactor <= 1)) {
            throw new IllegalArgumentException("decay_factor must be above 0 and at most 1, got " + decayFactor + ": 0.5 is usual");
        }
        share("decay_share", decayShare);
        share("rise_share", riseShare);
        share("start_share", startShare);
    }

    private static void share(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(name + " must be from 0 to 1, got " + value);
        }
    }
}
