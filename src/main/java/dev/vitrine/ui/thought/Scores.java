package dev.vitrine.ui.thought;

import dev.vitrine.training.History;
import dev.vitrine.ui.control.Points;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;

/** What was measured of each model at the states that were looked at. */
final class Scores {
    /** A state, known by its hash, for the same number may be another state after a fork. */
    private record Score(long hash, double exact) {
    }

    private final Map<String, TreeMap<Integer, Score>> all = new HashMap<>();

    void add(String run, int state, History history, double exact) {
        if (state < history.states()) {
            all.computeIfAbsent(run, _ -> new TreeMap<>()).put(state, new Score(history.hash(state), exact));
        }
    }

    /** Percent exact over something that grows with the states. @param x of a state */
    Points points(String run, History history, IntToDoubleFunction x) {
        List<Integer> states = new ArrayList<>();
        TreeMap<Integer, Score> own = all.getOrDefault(run, new TreeMap<>());
        own.forEach((state, score) -> {
            if (state < history.states() && history.hash(state) == score.hash) {
                states.add(state);
            }
        });
        double[] xs = states.stream().mapToDouble(x::applyAsDouble).toArray();
        double[] ys = states.stream().mapToDouble(s -> 100 * own.get(s).exact).toArray();
        return Points.of(xs, ys, xs.length);
    }
}
