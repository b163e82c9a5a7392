package dev.vitrine.ui.thought;

import dev.vitrine.ui.Shown;
import java.util.List;

/** One page of the view: what it shows of a thought. FX thread only. */
interface Section {
    /** Names its FXML and its title. */
    String id();

    /** There is another thought, or none (null). */
    void read(Reading now);

    /** Another update is looked at; called after {@link #read} as well. */
    default void look(int update) {
    }

    /** It became visible, or there is a new state of the run while it is: asks for what it needs. */
    default void wake() {
    }

    /** Every number that it shows now. */
    List<Shown> shown();
}
