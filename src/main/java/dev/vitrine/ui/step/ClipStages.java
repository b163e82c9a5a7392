package dev.vitrine.ui.step;

import dev.vitrine.training.Snapshot;
import dev.vitrine.ui.control.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What was done to the gradients before their norm was clipped, one number a parameter; empty where a stage is off.
 *
 * @param means   largest |mean| that was subtracted
 * @param units   that adaptive clipping looked at
 * @param clipped units that it shortened
 * @param cut     numbers that were too large
 */
record ClipStages(Optional<float[]> means, Optional<float[]> units, Optional<float[]> clipped, Optional<float[]> cut) {
    private static final String MEANS = "clip.centralized";
    private static final String UNITS = "clip.adaptive.units";
    private static final String CLIPPED = "clip.adaptive.clipped";
    private static final String CUT = "clip.value.clipped";
    static final Set<String> TENSORS = Set.of(MEANS, UNITS, CLIPPED, CUT);

    static ClipStages of(Snapshot s) {
        return new ClipStages(values(s, MEANS), values(s, UNITS), values(s, CLIPPED), values(s, CUT));
    }

    private static Optional<float[]> values(Snapshot s, String name) {
        return s.tensor(name).map(t -> t.data());
    }

    boolean any() {
        return means.isPresent() || clipped.isPresent() || cut.isPresent();
    }

    /** @param left norm of the whole gradient after them */
    String text(Scope scope, float left) {
        List<String> parts = new ArrayList<>();
        means.ifPresent(m -> parts.add(scope.text("clip.stages.centralized", Numbers.format(largest(m)))));
        clipped.ifPresent(c -> parts.add(scope.text("clip.stages.adaptive", count(sum(c)), count(sum(units.orElseThrow())))));
        cut.ifPresent(c -> parts.add(scope.text("clip.stages.value", count(sum(c)))));
        if (parts.isEmpty()) {
            return scope.text("clip.stages.none");
        }
        parts.add(scope.text("clip.stages.left", Numbers.format(left)));
        return String.join("; ", parts);
    }

    /** Of one parameter. */
    List<String> of(Scope scope, int parameter) {
        List<String> parts = new ArrayList<>();
        clipped.ifPresent(c -> parts.add(scope.text("clip.unitsOf", count(c[parameter]), count(units.orElseThrow()[parameter]))));
        cut.ifPresent(c -> parts.add(scope.text("clip.valuesOf", count(c[parameter]))));
        return parts;
    }

    private static String count(double number) {
        return Numbers.integer((long) number);
    }

    private static double sum(float[] values) {
        double total = 0;
        for (float v : values) {
            total += v;
        }
        return total;
    }

    private static float largest(float[] values) {
        float most = 0;
        for (float v : values) {
            most = Math.max(most, v);
        }
        return most;
    }
}
