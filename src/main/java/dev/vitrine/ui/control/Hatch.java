package dev.vitrine.ui.control;

import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;

/** The marks that stand for "no value here": a grey diagonal hatch for masked, a cross for broken. */
final class Hatch {
    private static final int STEP = 8;

    private Hatch() { }

    /** Diagonals over a rectangle, on the panel colour; lines of neighbouring rectangles meet. */
    static void fill(GraphicsContext g, Palette palette, double x, double y, double width, double height) {
        g.save();
        g.beginPath();
        g.rect(x, y, width, height);
        g.clip();
        g.setFill(palette.panel());
        g.fillRect(x, y, width, height);
        g.setStroke(palette.border());
        g.setGlobalAlpha(0.7);
        g.setLineWidth(1);
        double first = Math.floor((x + y) / STEP) * STEP;
        for (double sum = first; sum < x + y + width + height; sum += STEP) {
            double down = sum - x;
            g.strokeLine(x, down, x + width, down - width);
        }
        g.restore();
    }

    static void cross(GraphicsContext g, Color ink, double x, double y, double size) {
        g.setStroke(ink);
        g.setLineWidth(size < 12 ? 1 : 2);
        g.strokeLine(x, y, x + size, y + size);
        g.strokeLine(x, y + size, x + size, y);
    }
}
