package dev.vitrine.training;

/** Training met a number that is not finite; it stopped before the update, so the state is that of the last good step. */
public final class DivergedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int step;
    private final String tensor;

    DivergedException(int step, String tensor) {
        super("step " + step + " met a number that is not finite, first in " + tensor
                + "; the weights were not changed: go back a few steps and lower the learning rate there");
        this.step = step;
        this.tensor = tensor;
    }

    public int step() {
        return step;
    }

    /** The first tensor, in the order of work, that holds such a number. */
    public String tensor() {
        return tensor;
    }
}
