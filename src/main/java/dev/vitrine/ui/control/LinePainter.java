package dev.vitrine.ui.control;

import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.shape.StrokeLineJoin;

/** Draws traced columns: one rectangle each, with the dash pattern of the curve's style, and the marks on top. */
final class LinePainter {
    /** Gaps of a dash pattern are cut only where the curve is about level: a spike is never in a gap. */
    private static final double LEVEL = 3;
    private static final double MARK_SPACING = 14;
    private static final double CROSS = 4;
    private static final double RAW_OPACITY = 0.25;
    private static final double SPIKE_OPACITY = 0.7;
    /** A column is a spike if it stands out by this much from both its neighbours. */
    private static final double SPIKE = 24;

    private LinePainter() {
    }

    /** A line of few points, stroked, so that its steep parts are as strong as its level ones. */
    static void stroke(GraphicsContext g, Points points, int size, PlotArea area, int style, double thickness, Color color) {
        int from = Math.max(0, Search.first(points, 0, size, area.x().lo()) - 1);
        int to = Math.min(size, Search.first(points, from, size, Math.nextUp(area.x().hi())) + 1);
        g.save();
        g.beginPath();
        g.rect(area.left(), area.top(), area.width(), area.height() + 1);
        g.clip();
        g.beginPath();
        boolean down = false;
        for (int i = from; i < to; i++) {
            double y = points.y(i);
            boolean shown = area.y().shows(y);
            if (shown && down) {
                g.lineTo(area.x().px(points.x(i)), area.y().px(y));
            } else if (shown) {
                g.moveTo(area.x().px(points.x(i)), area.y().px(y));
            }
            down = shown;
        }
        g.setStroke(color);
        g.setLineWidth(thickness);
        g.setLineJoin(StrokeLineJoin.ROUND);
        g.setLineDashes(LineStyle.dashes(style));
        g.stroke();
        g.restore();
    }

    /** The raw curve behind a smoothed one: faint, but for the spikes. */
    static void behind(GraphicsContext g, Columns columns, PlotArea area, Color color) {
        line(g, columns, area, 0, 1, color.deriveColor(0, 1, 1, RAW_OPACITY));
        g.setFill(color.deriveColor(0, 1, 1, SPIKE_OPACITY));
        for (int c = 1; c + 1 < columns.width(); c++) {
            double up = Math.min(columns.top(c - 1), columns.top(c + 1)) - columns.top(c);
            double down = columns.bottom(c) - Math.max(columns.bottom(c - 1), columns.bottom(c + 1));
            if (columns.covered(c) && Double.isFinite(up) && Double.isFinite(down) && Math.max(up, down) >= SPIKE) {
                double top = Math.max(area.top(), columns.top(c));
                g.fillRect(area.left() + c, top, 1, Math.min(area.bottom(), columns.bottom(c)) - top);
            }
        }
    }

    static void lonePoints(GraphicsContext g, Columns columns, PlotArea area, Color color) {
        g.setFill(color);
        for (int c = 0; c < columns.width(); c++) {
            if (columns.lone(c)) {
                g.fillOval(area.left() + c - 2, (columns.top(c) + columns.bottom(c)) / 2 - 2.5, 5, 5);
            }
        }
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
