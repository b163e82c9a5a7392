package dev.vitrine.ui.control;

import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.TextAlignment;

/** Paints a {@link CurveChart}: heading, axes, levels to compare with, curves, the viewed step. */
final class CurvePainter {
    private static final double THICKNESS = 1.75;
    private static final double RIGHT_MARGIN = 8;
    private static final double ROOMY = 180;
    /** From this width on there is room for this label, so that the plot stays where it is while labels change. */
    private static final double WIDE = 320;
    private static final String USUAL_LABEL = "0.000";
    /** With fewer points than one in so many pixels a line is stroked. */
    private static final double PIXELS_A_POINT = 4;
    private final CurveChart chart;
    private final TextMeter text;
    private final Legend legend;
    private final CurveScales scales = new CurveScales();
    private final Columns columns = new Columns();

    CurvePainter(CurveChart chart) {
        this.chart = chart;
        text = chart.text();
        legend = new Legend(text);
    }

    /** Returns where the plot is; null while there is nothing to plot. */
    PlotArea paint(GraphicsContext g, List<CurveData> curves, double width, double height) {
        Palette palette = chart.getPalette();
        double top = legend.paint(g, chart.getTitle(), curves, width, palette);
        Range fit = chart.fitRange(scales.fitX(curves));
        double tickLine = text.line(text.tick());
        boolean roomy = height >= ROOMY;
        if (!chart.getYLabel().isEmpty()) {
            note(g, chart.getYLabel(), 0, top + tickLine / 2 + 2, TextAlignment.LEFT, palette);
            top += tickLine + 2;
        }
        top += text.tick().getSize() / 2 + 2;
        double bottom = height - Axes.GAP - tickLine - (roomy && !chart.getXLabel().isEmpty() ? tickLine : 0);
        if (fit == null) {
            note(g, chart.getEmptyText(), width / 2, (top + bottom) / 2, TextAlignment.CENTER, palette);
            return null;
        }
        if (bottom - top < 16) {
            return null;
        }
        PlotArea area = axes(g, curves, chart.view(fit), fit, width, Math.ceil(top), Math.floor(bottom));
        if (roomy && !chart.getXLabel().isEmpty()) {
            note(g, chart.getXLabel(), (area.left() + area.right()) / 2, height - tickLine / 2, TextAlignment.CENTER, palette);
        }
        chart.getReferences().forEach(level -> reference(g, level, area, palette));
        curves.forEach(data -> curve(g, data, area, palette));
        chart.getReferences().forEach(level -> referenceLabel(g, level, area, palette));
        cursor(g, area, palette);
        return area;
    }

    private PlotArea axes(GraphicsContext g, List<CurveData> curves, Range x, Range fit, double width, double top, double bottom) {
        Palette palette = chart.getPalette();
        boolean log = chart.isLogY();
        int most = (int) Math.clamp((bottom - top) / 40, 2, 8);
        Range y = scales.fitY(curves, x, x.equals(fit) ? chart.getReferences() : List.of(), log, most);
        AxisTicks yTicks = log ? AxisTicks.log(y.lo(), y.hi(), most) : AxisTicks.linear(y.lo(), y.hi(), most, false);
        double labels = width < WIDE ? 0 : text.width(USUAL_LABEL, text.tick());
        double left = Math.ceil(Math.max(labels, Axes.labelWidth(yTicks, text)) + Axes.GAP);
        double right = Math.max(left + 16, width - RIGHT_MARGIN);
        PlotArea area = new PlotArea(left, top, right, bottom, new Scale(x.lo(), x.hi(), left, right, false),
                new Scale(y.lo(), y.hi(), bottom, top, log));
        Axes.vertical(g, yTicks, area, text, palette);
        Axes.horizontal(g, AxisTicks.linear(x.lo(), x.hi(), (int) Math.clamp((right - left) / 80, 2, 12), true), area,
                width, text, palette);
        Axes.frame(g, area, palette);
        return area;
    }

    private void curve(GraphicsContext g, CurveData data, PlotArea area, Palette palette) {
        Color color = LineStyle.color(data.curve().style(), palette);
        columns.trace(data.raw(), data.rawIndex(), area.x(), area.y());
        if (data.smoothed()) {
            LinePainter.behind(g, columns, area, color);
        } else {
            line(g, data, data.raw(), area, color);
        }
        LinePainter.lonePoints(g, columns, area, color);
        LinePainter.marks(g, columns, area, color, palette);
        if (data.smoothed()) {
            columns.trace(data.smooth(), data.smoothIndex(), area.x(), area.y());
            line(g, data, data.smooth(), area, color);
        }
    }

    private void line(GraphicsContext g, CurveData data, Points points, PlotArea area, Color color) {
        int shown = Search.first(points, 0, data.size(), area.x().hi()) - Search.first(points, 0, data.size(), area.x().lo());
        if (shown < area.width() / PIXELS_A_POINT) {
            LinePainter.stroke(g, points, data.size(), area, data.curve().style(), THICKNESS, color);
        } else {
            LinePainter.line(g, columns, area, data.curve().style(), THICKNESS, color);
        }
    }

    private static void reference(GraphicsContext g, Reference level, PlotArea area, Palette palette) {
        if (within(level, area)) {
            double y = area.y().px(level.y());
            Marks.dashed(g, palette.muted(), area.left(), y, area.right(), y);
        }
    }

    private void referenceLabel(GraphicsContext g, Reference level, PlotArea area, Palette palette) {
        if (!within(level, area) || level.label().isEmpty()) {
            return;
        }
        double line = text.line(text.tick());
        double y = area.y().px(level.y());
        double center = y - area.top() > line + 2 ? y - line / 2 - 1 : y + line / 2 + 2;
        double width = text.width(level.label(), text.tick());
        g.setFill(palette.background().deriveColor(0, 1, 1, 0.8));
        g.fillRect(area.right() - width - 6, center - line / 2, width + 6, line);
        note(g, level.label(), area.right() - 3, center, TextAlignment.RIGHT, palette);
    }

    private static boolean within(Reference level, PlotArea area) {
        return area.y().shows(level.y()) && level.y() >= area.y().lo() && level.y() <= area.y().hi();
    }

    private void cursor(GraphicsContext g, PlotArea area, Palette palette) {
        double x = chart.getCursorX();
        if (x >= area.x().lo() && x <= area.x().hi()) {
            g.setFill(palette.text());
            double px = Math.floor(area.x().px(x));
            g.fillRect(px, area.top(), 1.5, area.height());
            Marks.down(g, px + 0.75, area.top() + 3, 5);
        }
    }

    private void note(GraphicsContext g, String note, double x, double y, TextAlignment align, Palette palette) {
        g.setFont(text.tick());
        g.setTextAlign(align);
        g.setTextBaseline(VPos.CENTER);
        g.setFill(palette.muted());
        g.fillText(note, x, y);
    }
}
