package dev.vitrine.ui.control;

import java.util.List;

/**
 * One draw of a token: 0..1 is cut into a piece for each token, in the order of ids and as long as its probability; the
 * drawn token is the one whose piece holds u.
 *
 * @param labels one token an id
 * @param finals what is drawn from; 0 for excluded tokens; not copied, so it must have no writer any more
 * @param u      in [0, 1), NaN where nothing is drawn and the most probable token is taken
 * @param chosen id of the drawn token, -1 for none
 */
public record DrawData(List<String> labels, float[] finals, double u, int chosen) {
    public static final DrawData EMPTY = new DrawData(List.of(), new float[0], Double.NaN, -1);

    public DrawData {
        if (finals.length != labels.size()) {
            throw new IllegalArgumentException("probabilities of a draw from " + labels.size() + " tokens: expected as many, got "
                    + finals.length);
        }
        if (chosen < -1 || chosen >= labels.size()) {
            throw new IllegalArgumentException("chosen token must be -1 or an id below " + labels.size() + ", got " + chosen);
        }
        labels = List.copyOf(labels);
    }

    public boolean greedy() {
        return Double.isNaN(u);
    }

    /** Where the piece of a token begins: the sum of what is before it, in double and in order of id, as the sampler adds. */
    public double from(int token) {
        double sum = 0;
        for (int id = 0; id < token; id++) {
            sum += finals[id] > 0 ? finals[id] : 0;
        }
        return sum;
    }

    public double to(int token) {
        return from(token) + (finals[token] > 0 ? finals[token] : 0);
    }

    /** The token whose piece holds a place of 0..1, or -1. */
    public int at(double place) {
        double sum = 0;
        for (int id = 0; id < finals.length; id++) {
            if (finals[id] > 0) {
                sum += finals[id];
                if (sum > place) {
                    return id;
                }
            }
        }
        return -1;
    }
}
