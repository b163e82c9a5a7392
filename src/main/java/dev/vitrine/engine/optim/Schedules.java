package dev.vitrine.engine.optim;

import dev.vitrine.engine.Registry;

/** How the learning rate goes over the steps of a stage. */
public final class Schedules {
    /** Share of the peak at a step; a pure function, so that a schedule can be drawn before it runs. */
    @FunctionalInterface
    public interface Shape {
        /**
         * @param progress  from 0 at the end of warm-up to 1 at the end of the stage
         * @param lastShare share of the peak at the end
         */
        double share(double progress, double lastShare);
    }

    public static final Registry<Shape> REGISTRY = new Registry<Shape>("schedule")
            .add("cosine", (progress, last) -> last + (1 - last) * 0.5 * (1 + StrictMath.cos(Math.PI * progress)))
            .add("constant", (progress, last) -> 1);

    private Schedules() {
    }
}
