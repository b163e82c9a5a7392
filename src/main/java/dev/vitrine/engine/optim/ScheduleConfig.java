package dev.vitrine.engine.optim;

/**
 * Linear warm-up, then a shape.
 *
 * @param kind         name in {@link Schedules}
 * @param learningRate the peak
 * @param warmupSteps  steps of the linear rise from 0
 * @param finalShare   share of the peak that is left at the end
 */
public record ScheduleConfig(String kind, double learningRate, int warmupSteps, double finalShare) {
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

    /** Learning rate of a step of a stage; beyond its end the last one stays. */
    public float at(int step, int totalSteps) {
        if (step < warmupSteps) {
            return (float) (learningRate * (step + 1) / (warmupSteps + 1));
        }
        double progress = Math.min(1, (step - warmupSteps) / (double) Math.max(1, totalSteps - warmupSteps));
        return (float) (learningRate * Schedules.REGISTRY.get(kind).share(progress, finalShare));
    }

    public ScheduleConfig withLearningRate(double peak) {
        return new ScheduleConfig(kind, peak, warmupSteps, finalShare);
    }
}
