package dev.vitrine.engine.optim;

import dev.vitrine.engine.Registry;

/**
 * How the learning rate goes over the steps of a stage, after its warm-up. To add a shape: add its line. Shapes fall to
 * {@code final_share} of the peak at the end; those that have no end fall no lower.
 */
public final class Schedules {
    /** Share of the peak at a step; a pure function, so that a schedule can be drawn before it runs. */
    @FunctionalInterface
    public interface Shape {
        /**
         * @param step  since the end of warm-up
         * @param steps from the end of warm-up to that of the stage; at least 1
         */
        double share(int step, int steps, ScheduleConfig config);
    }

    public static final Registry<Shape> REGISTRY = new Registry<Shape>("schedule")
            .add("cosine", (step, steps, c) -> cosine(1, c.finalShare(), progress(step, steps)))
            .add("constant", (step, steps, c) -> 1)
            .add("linear", (step, steps, c) -> line(1, c.finalShare(), progress(step, steps)))
            .add("cosine_restarts", Schedules::cosineRestarts)
            .add("step_decay", (step, steps, c) -> Math.max(c.finalShare(),
                    StrictMath.pow(c.shape().decayFactor(), Math.floorDiv(step, c.shape().decayEvery()))))
            .add("inverse_sqrt", Schedules::inverseSquareRoot)
            .add("one_cycle", Schedules::oneCycle)
            .add("wsd", Schedules::warmupStableDecay);

    private Schedules() {
    }

    /** From 0 at the end of warm-up to 1 at the end of the stage, where it stays. */
    private static double progress(int step, int steps) {
        return Math.min(1, step / (double) steps);
    }

    private static double line(double from, double to, double part) {
        return to + (from - to) * (1 - part);
    }

    private static double cosine(double from, double to, double part) {
        return to + (from - to) * 0.5 * (1 + StrictMath.cos(Math.PI * part));
    }

    /** A cosine down to the final share, again and again from the peak. Loshchilov and Hutter 2017, arXiv:1608.03983. */
    private static double cosineRestarts(int step, int steps, ScheduleConfig c) {
        long turns = (long) Math.min(step, steps) * c.shape().cycles();   // in steps of the stage
        double part = step >= steps ? 1 : turns % steps / (double) steps;
        return cosine(1, c.finalShare(), part);
    }

    /** sqrt(w / (w + step)), w the steps of warm-up: from its end as 1 / sqrt(step of the stage). Vaswani et al. 2017,
     *  arXiv:1706.03762. */
    private static double inverseSquareRoot(int step, int steps, ScheduleConfig c) {
        double w = Math.max(1, c.warmupSteps());
        return Math.max(c.finalShare(), Math.sqrt(w / (w + step)));
    }

    /** Half a cosine up to the peak and another down from it. Smith 2018, arXiv:1803.09820. */
    private static double oneCycle(int step, int steps, ScheduleConfig c) {
        double progress = progress(step, steps);
        double rise = c.shape().riseShare();
        return progress < rise ? cosine(c.shape().startShare(), 1, progress / rise)
                : cosine(1, c.finalShare(), rise == 1 ? 0 : (progress - rise) / (1 - rise));
    }

    /** Stable, and a line down in the last share of the steps. Hu et al. 2024, arXiv:2404.06395. */
    private static double warmupStableDecay(int step, int steps, ScheduleConfig c) {
        double left = 1 - progress(step, steps);
        double fall = c.shape().decayShare();
        return left >= fall ? 1 : line(1, c.finalShare(), 1 - left / fall);
    }
}
