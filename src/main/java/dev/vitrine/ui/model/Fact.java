package dev.vitrine.ui.model;

import dev.vitrine.ui.Shown;
import dev.vitrine.ui.Source;

/**
 * One number of a model.
 *
 * @param id      names its texts
 * @param text    as it is shown
 * @param formula where it comes from
 */
record Fact(String id, String text, double value, String formula) {
    Shown shown(String run) {
        return new Shown(text, value, new Source.Derived(run, 0, formula));
    }
}
