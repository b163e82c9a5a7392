package dev.vitrine.engine.data.report;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts trouble by its kind and keeps the first examples. */
final class Findings {
    private static final int EXAMPLES = 20;

    private final Map<Finding.Kind, Long> counts = new EnumMap<>(Finding.Kind.class);
    private final Map<Finding.Kind, List<String>> examples = new EnumMap<>(Finding.Kind.class);

    void add(Finding.Kind kind, Object place, String what) {
        counts.merge(kind, 1L, Long::sum);
        List<String> kept = examples.computeIfAbsent(kind, k -> new ArrayList<>());
        if (kept.size() < EXAMPLES) {
            kept.add(place + " " + what);
        }
    }

    List<Finding> all() {
        return counts.entrySet().stream().map(e -> new Finding(e.getKey(), e.getValue(), List.copyOf(examples.get(e.getKey())))).toList();
    }
}
