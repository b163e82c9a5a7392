package dev.vitrine.training;

/** Which step, and how many of its pieces, somebody wants done, counted from where a {@link TrainingStep} is. */
final class Goal {
    private final TrainingStep step;
    private final int total;
    private int targetStep;
    private int targetPiece;

    /** @param total steps that the run is planned for; the last update is that of the plan */
    Goal(TrainingStep step, int total) {
        this.step = step;
        this.total = total;
    }

    void set(int s, int pieces) {
        targetStep = Math.clamp(s, 0, total);
        targetPiece = Math.max(0, pieces);
    }

    /** Wants all up to the update of a step, so that all that is shown belongs together. */
    void set(int s) {
        set(s, Integer.MAX_VALUE);
    }

    /** One piece more than now, or all to the end of the phase that comes next. */
    void forward(boolean wholePhase) {
        int piece = piece();
        if (piece == step.pieces() - 1) {
            if (targetStep < total) {
                set(targetStep + 1, 0);
            }
            return;
        }
        Phase phase = next().phase();
        do {
            piece++;
        } while (wholePhase && step.phaseOf(piece) == phase);
        set(targetStep, piece);
    }

    /** One piece less than now, or a whole phase less, across the border of steps. */
    void back(boolean wholePhase) {
        int piece = piece();
        if (piece == 0) {
            if (targetStep > 0) {
                set(targetStep - 1);
            }
            return;
        }
        Phase phase = last().phase();
        do {
            piece--;
        } while (wholePhase && piece > 0 && step.phaseOf(piece - 1) == phase);
        set(targetStep, piece);
    }

    /** The step that is wanted. */
    int step() {
        return targetStep;
    }

    /** Pieces of it that are wanted. */
    int piece() {
        return Math.min(targetPiece, step.pieces() - 1);
    }

    /** The piece after those that are wanted. */
    Piece next() {
        return step.plan().get(piece());
    }

    /** The step that the last wanted piece belongs to. */
    int lastStep() {
        return piece() == 0 ? targetStep - 1 : targetStep;
    }

    /** The last piece that is wanted. */
    Piece last() {
        return piece() == 0 ? step.plan().getLast() : step.plan().get(piece() - 1);
    }

    boolean reached() {
        return step.step() == targetStep && step.piece() == piece() || step.step() > targetStep;
    }
}
