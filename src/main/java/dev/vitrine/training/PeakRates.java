package dev.vitrine.training;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The learning rate of every step: the schedule's, with live changes of its peak. */
final class PeakRates {
    private final RunData data;
    private final TreeMap<Integer, Float> peaks = new TreeMap<>();   // by the step from which they hold

    PeakRates(RunData data) {
        this.data = data;
    }

    float at(int step) {
        Map.Entry<Integer, Float> change = peaks.floorEntry(step);
        if (change == null) {
            return data.learningRate(step);
        }
        int stage = data.stageOf(step);
        return data.stages().get(stage).config().schedule().withLearningRate(change.getValue())
                .at(step - data.beginOf(stage), data.stages().get(stage).steps());
    }

    /** Sets the peak from a step on; what was set for later is forgotten. */
    void set(int from, float peak) {
        peaks.tailMap(from, false).clear();
        peaks.put(from, peak);
    }

    /** By the step from which they hold; live. */
    SortedMap<Integer, Float> changes() {
        return peaks;
    }

    static void check(float peak) {
        if (!(peak > 0) || Float.isInfinite(peak)) {
            throw new IllegalArgumentException("the learning rate must be a number above 0, got " + peak);
        }
    }
}
