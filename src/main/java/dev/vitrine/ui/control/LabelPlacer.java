package dev.vitrine.ui.control;

import java.util.ArrayList;
import java.util.List;

/** Finds room for labels beside their marks; what finds none stays away, so that no two labels ever overlap. */
final class LabelPlacer {
    private final Box bounds;
    private final List<Box> taken = new ArrayList<>();
    private final List<Box> avoided = new ArrayList<>();

    LabelPlacer(Box bounds) {
        this.bounds = bounds;
    }

    /** Keeps a place free of labels. */
    void keepFree(Box box) {
        taken.add(box);
    }

    /** Uses the places along this line only where there is no other. */
    void avoid(double x0, double y0, double x1, double y1) {
        int parts = (int) Math.ceil(Math.hypot(x1 - x0, y1 - y0) / 4);
        for (int i = 0; i <= parts; i++) {
            double share = parts == 0 ? 0 : (double) i / parts;
            avoided.add(new Box(x0 + share * (x1 - x0) - 1, y0 + share * (y1 - y0) - 1, 2, 2));
        }
    }

    /** A place for a label of this size around (x, y), {@code gap} away from it; null if there is none. */
    Box place(double x, double y, double width, double height, double gap) {
        double[] lefts = {x + gap, x + gap, x - gap - width, x - gap - width, x - width / 2, x - width / 2, x + gap, x - gap - width};
        double[] tops = {y - gap / 2 - height, y + gap / 2, y - gap / 2 - height, y + gap / 2, y - gap - height, y + gap,
            y - height / 2, y - height / 2};
        Box second = null;
        for (int i = 0; i < lefts.length; i++) {
            Box box = new Box(lefts[i], tops[i], width, height);
            if (!box.inside(bounds) || taken.stream().anyMatch(box::touches)) {
                continue;
            }
            if (avoided.stream().noneMatch(box::touches)) {
                taken.add(box);
                return box;
            }
            second = second == null ? box : second;
        }
        if (second != null) {
            taken.add(second);
        }
        return second;
    }
}
