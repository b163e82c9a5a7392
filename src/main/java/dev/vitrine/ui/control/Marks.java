package dev.vitrine.ui.control;

import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.shape.StrokeLineCap;

/** Signs that mean the same in every picture. */
final class Marks {
    private static final Color MAGENTA_ON_LIGHT = Colours.of(ColorMap.BROKEN);
    private static final Color MAGENTA_ON_DARK = Color.web("#FF5FD2");

    private Marks() {
    }

    /** No number: NaN or infinite. */
    static Color notANumber(Palette palette) {
        return palette.dark() ? MAGENTA_ON_DARK : MAGENTA_ON_LIGHT;
    }

    /** The magenta cross of a value that is no number. */
    static void cross(GraphicsContext g, Palette palette, double x, double y, double radius) {
        g.setStroke(notANumber(palette));
        g.setLineWidth(2);
        g.setLineCap(StrokeLineCap.ROUND);
        g.strokeLine(x - radius, y - radius, x + radius, y + radius);
        g.strokeLine(x - radius, y + radius, x + radius, y - radius);
        g.setLineCap(StrokeLineCap.BUTT);
    }

    /** A triangle that points down, its tip at (x, y): "below this axis", or the handle of a cursor. */
    static void down(GraphicsContext g, double x, double y, double radius) {
        g.fillPolygon(new double[] {x - radius, x + radius, x}, new double[] {y - radius * 1.5, y - radius * 1.5, y}, 3);
    }

    /** A dashed line on whole pixels, level or upright. */
    static void dashed(GraphicsContext g, Color color, double x0, double y0, double x1, double y1) {
        g.setStroke(color);
        g.setLineWidth(1);
        g.setLineDashes(5, 4);
        g.strokeLine(snap(x0), snap(y0), snap(x1), snap(y1));
        g.setLineDashes();
    }

    static void line(GraphicsContext g, Color color, double x0, double y0, double x1, double y1) {
        g.setStroke(color);
        g.setLineWidth(1);
        g.strokeLine(snap(x0), snap(y0), snap(x1), snap(y1));
    }

    /** The middle of a pixel, where a line one pixel wide is sharp. */
    static double snap(double v) {
        return Math.floor(v) + 0.5;
    }
}
