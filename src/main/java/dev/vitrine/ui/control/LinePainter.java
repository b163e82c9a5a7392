package dev.vitrine.ui.control;

import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;

/** Draws traced columns: one rectangle each, with the dash pattern of the curve's style, and the marks on top. */
final class LinePainter {
    /** Gaps of a dash pattern are cut only where the curve is about level: a spike is never in a gap. */
    private static final double LEVEL = 3;
    private static final double MARK_SPACING = 14;
    private static final double CROSS = 4;

    private LinePainter() {
    }

    static void line(GraphicsContext g, Columns columns, PlotArea area, int style, double thickness, Color color) {
        g.setFill(color);
        for (int c = 0; c < columns.width(); c++) {
            if (!columns.covered(c)) {
                continue;
            }
            double top = columns.top(c);
            double bottom = columns.bottom(c);
            if (bottom - top <= LEVEL && !LineStyle.on(style, c)) {
                continue;
            }
            double from = Math.max(area.top(), top - thickness / 2);
            double to = Math.min(area.bottom(), bottom + thickness / 2);
            if (to > from) {
                g.fillRect(area.left() + c, from, 1, to - from);
            }
            if (columns.lone(c)) {
                g.fillOval(area.left() + c - 2, (top + bottom) / 2 - 2.5, 5, 5);
            }
        }
    }

    /** A cross where a value is no number, a triangle on the axis where a logarithmic axis has no place for it. */
    static void marks(GraphicsContext g, Columns columns, PlotArea area, Color color, Palette palette) {
        double nextCross = 0;
        double nextTriangle = 0;
        for (int c = 0; c < columns.width(); c++) {
            if (columns.bad(c) && c >= nextCross) {
                double at = Double.isNaN(columns.badAt(c)) ? area.top() + CROSS + 2 : columns.badAt(c);
                double y = Math.clamp(at, area.top() + CROSS + 1, area.bottom() - CROSS - 1);
                Marks.cross(g, palette, area.left() + c + 0.5, y, CROSS);
                nextCross = c + MARK_SPACING;
            }
            if (columns.dropped(c) && c >= nextTriangle) {
                g.setFill(color);
                Marks.down(g, area.left() + c + 0.5, area.bottom() - 1, CROSS);
                nextTriangle = c + MARK_SPACING;
            }
        }
    }
}
