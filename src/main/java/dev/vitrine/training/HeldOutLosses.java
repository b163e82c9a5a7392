package dev.vitrine.training;

/**
 * What the losses on held-out text decide: where training stops and which state is the best. Both follow from what was
 * recorded alone, so that seeking and working steps again change neither. Each stage has a text of its own and counts anew.
 */
final class HeldOutLosses {
    private final StoppingConfig config;
    private final RunData data;

    HeldOutLosses(StoppingConfig config, RunData data) {
        this.config = config;
        this.data = data;
    }

    /** Whether the measurement of a state is the last of {@code patience} in a row that brought nothing better. Who trains on
     *  nevertheless is stopped again after as many more. */
    boolean stopsAt(int state, MetricSeries validation) {
        if (config.patience() == 0 || !measuredAt(state, validation)) {
            return false;
        }
        int waited = 0;
        double best = Double.POSITIVE_INFINITY;
        for (int row = 0; row < validation.size() && validation.at(row, 0) <= state; row++) {
            if (sameStage(row, state, validation)) {
                double loss = validation.at(row, 1);
                boolean better = loss < best - config.minDelta();
                best = better ? loss : best;
                waited = better ? 0 : waited + 1;
            }
        }
        return waited > 0 && waited % config.patience() == 0;
    }

    private static boolean measuredAt(int state, MetricSeries validation) {
        int row = validation.size() - 1;
        while (row >= 0 && validation.at(row, 0) > state) {
            row--;
        }
        return row >= 0 && validation.at(row, 0) == state;
    }

    /** Of those up to a state, in its stage, the first with the lowest loss; -1 where none was measured. */
    int best(int state, MetricSeries validation) {
        int best = -1;
        for (int row = 0; row < validation.size() && validation.at(row, 0) <= state; row++) {
            if (sameStage(row, state, validation) && (best < 0 || validation.at(row, 1) < validation.at(best, 1))) {
                best = row;
            }
        }
        return best < 0 ? -1 : (int) validation.at(best, 0);
    }

    private boolean sameStage(int row, int state, MetricSeries validation) {
        return data.stageOf((int) validation.at(row, 0)) == data.stageOf(state);
    }
}
