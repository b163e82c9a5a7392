package dev.vitrine.training;

import java.util.List;

/**
 * How a model thinks about a puzzle: as in training, or otherwise, which changes no weight.
 *
 * @param segments   M
 * @param hCycles    N of a hierarchical model
 * @param lCycles    T of one
 * @param swapStarts whether each state begins with the start of the other
 * @param disturbances what is done to states
 * @param edits      what is changed in the question while the model thinks
 */
public record WhatIf(int segments, int hCycles, int lCycles, boolean swapStarts, List<Disturbance> disturbances, List<Edit> edits) {
    private static final int MOST = 64;

    /**
     * z := scale z + sigma n before an update, n standard normal. Scale 0 and sigma 0 make the state zero.
     *
     * @param step  of the low level; -1 for an update of the high one
     * @param level name of the state that is changed
     * @param seed  of n
     */
    public record Disturbance(int segment, int cycle, int step, String level, double scale, double sigma, long seed) {
        public Disturbance {
            if (!(sigma >= 0 && sigma <= 100)) {
                throw new IllegalArgumentException("the noise on a state must be from 0 to 100, got " + sigma);
            }
        }
    }

    /** The id at a position of the question is another one from a segment on. */
    public record Edit(int segment, int position, int id) {
    }

    public WhatIf {
        inRange("segments", segments);
        inRange("cycles of the high level", hCycles);
        inRange("cycles of the low level", lCycles);
        disturbances = List.copyOf(disturbances);
        edits = List.copyOf(edits);
    }

    private static void inRange(String name, int value) {
        if (value < 1 || value > MOST) {
            throw new IllegalArgumentException(name + " must be from 1 to " + MOST + ", got " + value);
        }
    }

    /** As in training. */
    public static WhatIf none(int segments, int hCycles, int lCycles) {
        return new WhatIf(segments, hCycles, lCycles, false, List.of(), List.of());
    }

    public WhatIf withSegments(int other) {
        return new WhatIf(other, hCycles, lCycles, swapStarts, disturbances, edits);
    }
}
