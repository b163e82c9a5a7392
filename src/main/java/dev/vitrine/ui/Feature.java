package dev.vitrine.ui;

import dev.vitrine.training.Snapshot;
import java.util.List;
import java.util.Set;

/** A view's model: decides what is shown, knows no nodes. FX thread only. While it is hidden it is not called. */
public interface Feature {
    /** Names of tensors to be in the snapshots; {@code *} stands for any characters. May change at any time. */
    Set<String> observes();

    /** A new snapshot of each architecture that this view shows, in the order of the mode. */
    void accept(List<Snapshot> snapshots);

    /** Once a frame: what comes from series or from running jobs. */
    default void frame() {
    }

    /** Every number that the view shows now. */
    List<Shown> shown();
}
