package dev.vitrine.training;

import dev.vitrine.engine.model.ReasoningPass;
import dev.vitrine.engine.model.Segment;
import java.util.List;

/** Reads answers off states in a pass of its own, whose calls it works one by one: the head alone, or the last call and the head. */
final class Reader {
    private final ReasoningPass pass;
    private final Segment embed;
    private final Segment last;     // of the high level
    private final Segment head;

    Reader(ReasoningPass pass) {
        this.pass = pass;
        List<Segment> all = pass.segments();
        embed = all.getFirst();
        head = all.getLast();
        last = all.get(all.size() - 2);
    }

    /** The head's answer to a state. @param state (B*S, C); not modified */
    float[] logits(float[] state) {
        put(pass.levels().size() - 1, state);
        embed.forward();
        head.forward();
        return pass.logits().data.clone();
    }

    /** The answer after one more update of the high level. @param states one of each level; not modified */
    float[] preliminary(List<float[]> states) {
        for (int level = 0; level < states.size(); level++) {
            put(level, states.get(level));
        }
        embed.forward();
        last.forward();
        head.forward();
        return pass.logits().data.clone();
    }

    private void put(int level, float[] state) {
        System.arraycopy(state, 0, pass.carried(level).data, 0, state.length);
    }
}
