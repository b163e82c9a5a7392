package dev.vitrine.ui.step;

import dev.vitrine.ui.control.Numbers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A sum as the inspector writes it: the sixteen largest terms and what the others add up to. */
final class Terms {
    private static final int MOST = 16;

    /** @param text  the term with its live operands */
    private record Term(String text, double value) {
    }

    private final List<Term> all = new ArrayList<>();

    void add(String text, double value) {
        all.add(new Term(text, value));
    }

    /** Largest magnitude first. @param scope gives the words for the remainder */
    List<String> lines(Scope scope) {
        List<Term> sorted = new ArrayList<>(all);
        sorted.sort(Comparator.comparingDouble((Term t) -> Math.abs(t.value)).reversed());
        List<String> lines = new ArrayList<>();
        double rest = 0;
        for (int i = 0; i < sorted.size(); i++) {
            if (i < MOST) {
                lines.add(sorted.get(i).text);
            } else {
                rest += sorted.get(i).value;
            }
        }
        if (sorted.size() > MOST) {
            lines.add(scope.text("more", Integer.toString(sorted.size() - MOST), Numbers.format(rest)));
        }
        return lines;
    }
}
