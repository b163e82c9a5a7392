package dev.vitrine.ui.thought;

import dev.vitrine.training.WhatIf;
import dev.vitrine.ui.Asked;
import dev.vitrine.ui.Session;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.IntFunction;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** Measures a set of unseen puzzles when a page needs it and its state is another one than was measured. */
final class Pools {
    /** Puzzles that are measured together. */
    static final int PUZZLES = 32;

    private final Asked<Pool> asked;
    private final IntFunction<List<int[]>> unseen;
    private final ReadOnlyObjectWrapper<Pool> pool = new ReadOnlyObjectWrapper<>();

    /** @param unseen gives that many questions; called in the background */
    Pools(Session session, Executor fx, IntFunction<List<int[]>> unseen) {
        this.unseen = unseen;
        asked = new Asked<>(session, fx, pool::set);
    }

    /** Asks for the pool of a reading's state, as trained, unless that is there or on its way. */
    void want(Reading now) {
        if (now == null || now.thought().starts().isEmpty() || fits(now) || asked.busy()) {
            return;
        }
        WhatIf how = WhatIf.none(now.how().segments(), now.how().hCycles(), now.how().lCycles());
        asked.ask(now.thought().run(), thinker -> Pool.of(thinker, unseen.apply(PUZZLES), how));
    }

    /** Whether what was measured is of the state, the model and the number of segments of a reading. */
    boolean fits(Reading now) {
        Pool p = pool.get();
        return p != null && p.run().equals(now.thought().run()) && p.state() == now.thought().state()
                && p.segments() == now.how().segments();
    }

    void forget() {
        pool.set(null);
    }

    /** What was measured last, or null. */
    ReadOnlyObjectProperty<Pool> poolProperty() {
        return pool.getReadOnlyProperty();
    }
}
