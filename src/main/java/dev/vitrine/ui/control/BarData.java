package dev.vitrine.ui.control;

import java.util.List;

/**
 * What comes next, over a whole vocabulary.
 *
 * @param labels one token an id
 * @param base   the model's own probabilities; not copied, so it must have no writer any more
 * @param finals the same after temperature, top-k and top-p; 0 for excluded tokens; not copied
 * @param chosen id of the drawn token, -1 for none
 */
public record BarData(List<String> labels, float[] base, float[] finals, int chosen) {
    public static final BarData EMPTY = new BarData(List.of(), new float[0], new float[0], -1);

    public BarData {
        if (base.length != labels.size() || finals.length != labels.size()) {
            throw new IllegalArgumentException("probabilities of a vocabulary of " + labels.size() + ": expected as many, got "
                    + base.length + " before and " + finals.length + " after the settings");
        }
        if (chosen < -1 || chosen >= labels.size()) {
            throw new IllegalArgumentException("chosen token must be -1 or an id below " + labels.size() + ", got " + chosen);
        }
        labels = List.copyOf(labels);
    }

    public int size() {
        return labels.size();
    }

    public boolean excluded(int id) {
        return finals[id] == 0;
    }

    /** Sum of the final probabilities, in double and in order of id; 1 if all is right. */
    public double sumFinal() {
        return sum(finals);
    }

    /** The same of the model's own probabilities. */
    public double sumBase() {
        return sum(base);
    }

    private static double sum(float[] probabilities) {
        double sum = 0;
        for (float p : probabilities) {
            sum += p;
        }
        return sum;
    }

    /** The longest bar: all others are drawn in proportion to it. */
    public float largest() {
        float largest = 0;
        for (int id = 0; id < finals.length; id++) {
            largest = Math.max(largest, finite(base[id]));
            largest = Math.max(largest, finite(finals[id]));
        }
        return largest;
    }

    private static float finite(float p) {
        return Float.isFinite(p) ? p : 0;
    }
}
