package dev.vitrine.engine.sample;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One text that grows token by token: its ids, the sum of its log-probabilities, and whether it is over. */
final class GrowingText {
    private final Assignment assignment;
    private final int[] ids;
    private int length;
    private int nodes;
    private double sum;
    private boolean ended;
    private boolean stopped;

    GrowingText(Assignment assignment) {
        this.assignment = assignment;
        ids = Arrays.copyOf(assignment.from().ids(), assignment.from().length() + assignment.maxTokens());
        length = assignment.from().length();
    }

    int[] ids() {
        return ids;
    }

    int length() {
        return length;
    }

    /** Tokens that there is room for. */
    int room() {
        return ids.length - length;
    }

    boolean goesOn() {
        return !ended && !stopped && room() > 0;
    }

    TextSoFar text() {
        return new TextSoFar(ids, assignment.from().prompt(), length);
    }

    /** Adds a token and tells of it.
     *  @param choice how it was drawn, or null */
    void add(int token, double logProbability, @Nullable Choice choice) {
        sum += logProbability;
        ended = token == assignment.ending().endId();
        if (!ended) {
            ids[length++] = token;
            ended = assignment.ending().over(text());
        }
        Node node = new Node(nodes, nodes - 1, nodes + 1, 0, token, logProbability, sum, sum, ended, choice);
        nodes++;
        stopped = !assignment.listener().grown(new Progress(text(), List.of(node)));
    }

    List<Found> found() {
        return List.of(new Found(Arrays.copyOfRange(ids, assignment.from().length(), length), ended, sum, sum));
    }
}
