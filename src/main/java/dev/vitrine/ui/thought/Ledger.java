package dev.vitrine.ui.thought;

import dev.vitrine.ui.Shown;
import dev.vitrine.ui.Source;
import dev.vitrine.ui.control.Numbers;
import java.util.ArrayList;
import java.util.List;

/** Writes numbers as they stand on the screen, and keeps each with where it comes from. */
final class Ledger {
    private final String run;
    private final int step;
    private final List<Shown> shown = new ArrayList<>();

    Ledger(String run, int step) {
        this.run = run;
        this.step = step;
    }

    static Ledger of(Reading reading) {
        return new Ledger(reading.thought().run(), reading.thought().state());
    }

    String number(double value, String formula) {
        return keep(Numbers.format(value), value, formula);
    }

    /** With two digits, where there is no room for four. */
    String brief(double value, String formula) {
        return keep(Numbers.format(value, 2), value, formula);
    }

    String count(int value, String formula) {
        return keep(Integer.toString(value), value, formula);
    }

    /** A share as percent with one decimal. */
    String percent(double value, String formula) {
        return keep(Numbers.format(100 * value, 3), 100 * value, formula);
    }

    private String keep(String text, double value, String formula) {
        shown.add(new Shown(text, value, new Source.Derived(run, step, formula)));
        return text;
    }

    List<Shown> shown() {
        return List.copyOf(shown);
    }
}
