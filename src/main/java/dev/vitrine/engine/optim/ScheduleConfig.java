package dev.vitrine.engine.optim;

/**
 * Linear warm-up to where a shape begins, then the shape.
 *
 * @param kind         name in {@link Schedules}
 * @param learningRate the peak
 * @param warmupSteps  steps of the linear rise from 0
 * @param finalShare   share of the peak that is left at the end
 * @param shape        what some shapes need besides
 */
public record ScheduleConfig(String kind, double learningRate, int warmupSteps, double finalShare, ShapeConfig shape) {
    public ScheduleConfig {
        Schedules.REGISTRY.get(kind);
        if (!(learningRate > 0) || Double.isInfinite(learningRate)) {
            throw new IllegalArgumentException("learning_rate must be a number above 0, got " + learningRate
                    + ": 0.001 is a good start");
        }
        if (warmupSteps < 0) {
            throw new IllegalArgumentException("warmup_steps must not be negative, got " + warmupSteps);
        }
        if (!(finalShare >= 0 && finalShare <= 1)) {
            throw new IllegalArgumentException("final_share must be from 0 to 1, got " + finalShare);
        }
    }

    /** With the usual numbers for shapes that need some. */
    public ScheduleConfig(String kind, double learningRate, int warmupSteps, double finalShare) {
        this(kind, learningRate, warmupSteps, finalShare, ShapeConfig.DEFAULT);
    }

    /** Learning rate of a step of a stage; beyond its end the last one stays, or goes on as a shape without an end does. */
    public float at(int step, int totalSteps) {
        int after = Math.max(0, step - warmupSteps);
        double share = Schedules.REGISTRY.get(kind).share(after, Math.max(1, totalSteps - warmupSteps), this);
        return (float) (step < warmupSteps ? learningRate * share * (step + 1) / (warmupSteps + 1) : learningRate * share);
    }

    public ScheduleConfig withLearningRate(double peak) {
        return new ScheduleConfig(kind, peak, warmupSteps, finalShare, shape);
    }
}
