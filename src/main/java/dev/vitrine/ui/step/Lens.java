package dev.vitrine.ui.step;

import dev.vitrine.training.Snapshot;
import dev.vitrine.ui.Shown;
import java.util.List;
import java.util.Set;

/** What the right side shows of one kind of piece. Only the lens of the chosen piece is asked and fed. */
interface Lens {
    Set<String> observes();

    void accept(Snapshot s);

    /** Every number that the lens shows now. */
    List<Shown> shown();
}
