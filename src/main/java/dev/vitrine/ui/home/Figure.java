package dev.vitrine.ui.home;

import dev.vitrine.ui.Source;
import java.util.List;

/**
 * One number of the numbers row.
 *
 * @param id     names its texts
 * @param text   as it is shown; a dash where there is no number yet
 * @param note   what to compare it with, or empty
 * @param exact  in full precision
 * @param source null where there is no number yet
 */
record Figure(String id, String text, String note, double value, String exact, Source source) {
    /** In the order of the row. */
    static final List<String> IDS = List.of("step", "loss", "learning_rate", "grad_norm", "speed", "parameters");
    static final String NONE = "–";

    static Figure none(String id) {
        return new Figure(id, NONE, "", Double.NaN, "", null);
    }
}
