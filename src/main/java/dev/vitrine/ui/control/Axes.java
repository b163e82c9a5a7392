package dev.vitrine.ui.control;

import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.TextAlignment;

/** Grid lines and tick labels around a plot: recessive lines, muted digits. */
final class Axes {
    static final double GAP = 6;
    private static final double GRID_OPACITY = 0.28;

    private Axes() {
    }

    /** How much room the labels of a vertical axis need. */
    static double labelWidth(AxisTicks ticks, TextMeter text) {
        double width = 0;
        for (String label : ticks.labels()) {
            width = Math.max(width, text.width(label, text.tick()));
        }
        return width;
    }

    static void vertical(GraphicsContext g, AxisTicks ticks, PlotArea area, TextMeter text, Palette palette) {
        g.setFont(text.tick());
        g.setTextAlign(TextAlignment.RIGHT);
        g.setTextBaseline(VPos.CENTER);
        g.setFill(palette.muted());
        for (int i = 0; i < ticks.at().length; i++) {
            double y = area.y().px(ticks.at()[i]);
            Marks.line(g, grid(palette), area.left(), y, area.right(), y);
            g.fillText(ticks.labels()[i], area.left() - GAP, Marks.snap(y));
        }
    }

    /** Labels that would touch the one before, or stand beside their tick, are left out; the tick stays. */
    static void horizontal(GraphicsContext g, AxisTicks ticks, PlotArea area, double limit, TextMeter text, Palette palette) {
        g.setFont(text.tick());
        g.setTextAlign(TextAlignment.CENTER);
        g.setTextBaseline(VPos.TOP);
        g.setFill(palette.muted());
        double free = 0;
        for (int i = 0; i < ticks.at().length; i++) {
            double x = area.x().px(ticks.at()[i]);
            Marks.line(g, grid(palette), x, area.top(), x, area.bottom() + 4);
            double half = text.width(ticks.labels()[i], text.tick()) / 2;
            double center = Math.min(x, limit - half);
            if (center - half >= free && x - center <= half) {
                g.fillText(ticks.labels()[i], center, area.bottom() + GAP);
                free = center + half + GAP;
            }
        }
    }

    static void frame(GraphicsContext g, PlotArea area, Palette palette) {
        Marks.line(g, palette.border(), area.left(), area.top(), area.left(), area.bottom());
        Marks.line(g, palette.border(), area.left(), area.bottom(), area.right(), area.bottom());
    }

    static Color grid(Palette palette) {
        Color border = palette.border();
        return Color.color(border.getRed(), border.getGreen(), border.getBlue(), GRID_OPACITY);
    }
}
