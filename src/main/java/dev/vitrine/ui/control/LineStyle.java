package dev.vitrine.ui.control;

import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;

/** The eight ways a line is drawn: four hues in two rounds, each of the eight with a dash pattern of its own; and a muted one. */
final class LineStyle {
    static final int COUNT = 9;
    private static final double[][] DASHES = {
        {}, {9, 4}, {2, 3}, {9, 3, 2, 3},
        {16, 4}, {9, 3, 2, 3, 2, 3}, {5, 3}, {2, 7},
        {1, 3},
    };

    private LineStyle() {
    }

    static Color color(int style, Palette palette) {
        return style == Curve.MUTED ? palette.muted() : palette.series().get(style % palette.series().size());
    }

    /** On, off, on, off ... in pixels; empty for solid. */
    static double[] dashes(int style) {
        return DASHES[style];
    }

    /** Whether the pattern draws at this distance from its start. */
    static boolean on(int style, int distance) {
        double[] dashes = DASHES[style];
        if (dashes.length == 0) {
            return true;
        }
        double period = 0;
        for (double d : dashes) {
            period += d;
        }
        double rest = distance % period;
        for (int i = 0; i < dashes.length; i++) {
            if (rest < dashes[i]) {
                return i % 2 == 0;
            }
            rest -= dashes[i];
        }
        return true;
    }

    /** A sample of the line, for a legend. */
    static void sample(GraphicsContext g, int style, Palette palette, double x, double y, double width) {
        g.setFill(color(style, palette));
        for (int c = 0; c < width; c++) {
            if (on(style, c)) {
                g.fillRect(x + c, y - 1, 1, 2);
            }
        }
    }
}
