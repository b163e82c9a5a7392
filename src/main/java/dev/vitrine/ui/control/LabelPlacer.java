package dev.vitrine.ui.control;

import java.util.ArrayList;
import java.util.List;

/** Finds room for labels beside their marks; what finds none stays away, so that no two labels ever overlap. */
final class LabelPlacer {
    private final Box bounds;
    private final List<Box> taken = new ArrayList<>();

    LabelPlacer(Box bounds) {
        this.bounds = bounds;
    }

    /** Keeps a place free of labels. */
    void keepFree(Box box) {
        taken.add(box);
    }

    /** A place for a label of this size around (x, y), {@code gap} away from it; null if there is none. */
    Box place(double x, double y, double width, double height, double gap) {
        double[] lefts = {x + gap, x + gap, x - gap - width, x - gap - width, x - width / 2, x - width / 2, x + gap, x - gap - width};
        double[] tops = {y - gap / 2 - height, y + gap / 2, y - gap / 2 - height, y + gap / 2, y - gap - height, y + gap,
            y - height / 2, y - height / 2};
        for (int i = 0; i < lefts.length; i++) {
            Box box = new Box(lefts[i], tops[i], width, height);
            if (box.inside(bounds) && taken.stream().noneMatch(box::touches)) {
                taken.add(box);
                return box;
            }
        }
        return null;
    }
}
