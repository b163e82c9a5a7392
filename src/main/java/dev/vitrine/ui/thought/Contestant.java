package dev.vitrine.ui.thought;

import dev.vitrine.training.Thinker;
import dev.vitrine.training.WhatIf;
import java.util.List;

/**
 * What one model has reached. Worked out in the background.
 *
 * @param reading of the puzzle that all of them are asked
 * @param exact   share of unseen puzzles without a mistake
 */
record Contestant(String run, int state, Reading reading, Exact exact) {
    static Contestant of(Thinker thinker, Riddle riddle, List<Riddle> unseen, int segments, String run) {
        WhatIf how = WhatIf.none(segments, thinker.config().hCycles(), thinker.config().lCycles());
        Reading reading = Reading.of(thinker.think(List.of(riddle.question()), how).getFirst(), riddle, how, false);
        return new Contestant(run, thinker.state(), reading, Exact.of(thinker, unseen, how, run));
    }
}
