package dev.vitrine.ui.thought;

import dev.vitrine.analysis.Answers;
import dev.vitrine.training.Thinker;
import dev.vitrine.training.WhatIf;
import java.util.List;

/**
 * How many puzzles are answered without a mistake.
 *
 * @param bySegment share of them after segment 1, 2, ...
 */
record Exact(String run, int state, double[] bySegment, int puzzles) {
    /** Enough for a figure of two digits, and soon done. */
    static final int PUZZLES = 64;

    /** Not for the FX thread. */
    static Exact of(Thinker thinker, List<Riddle> riddles, WhatIf how, String run) {
        int[][][] answers = thinker.answers(riddles.stream().map(Riddle::question).toList(), how);
        double[] share = new double[answers.length];
        for (int m = 0; m < answers.length; m++) {
            int right = 0;
            for (int i = 0; i < riddles.size(); i++) {
                right += Answers.wrong(answers[m][i], riddles.get(i).puzzle().answer()) == 0 ? 1 : 0;
            }
            share[m] = (double) right / riddles.size();
        }
        return new Exact(run, thinker.state(), share, riddles.size());
    }

    /** Whether it is of the same model, state and number of segments; a model without segments has one. */
    boolean sameSubject(Exact other) {
        return run.equals(other.run) && state == other.state && (bySegment.length == other.bySegment.length || bySegment.length == 1);
    }
}
