package dev.vitrine.ui.thought;

import dev.vitrine.training.Thinker;
import dev.vitrine.training.WhatIf;
import java.util.List;

/**
 * What one model answers to the puzzle that all of them are asked. Worked out in the background.
 *
 * @param answer ids after the last segment
 */
record Contestant(String run, int state, Riddle riddle, int[] answer) {
    static Contestant of(Thinker thinker, Riddle riddle, int segments, String run) {
        WhatIf how = WhatIf.none(segments, thinker.config().hCycles(), thinker.config().lCycles());
        int[][][] answers = thinker.answers(List.of(riddle.question()), how);
        return new Contestant(run, thinker.state(), riddle, answers[answers.length - 1][0]);
    }
}
