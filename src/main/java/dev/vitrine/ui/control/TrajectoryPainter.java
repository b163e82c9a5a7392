package dev.vitrine.ui.control;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.TextAlignment;

/** Paints a {@link TrajectoryPlot}: equal scales on both axes, lines with arrow heads, markers, labels where there is room. */
final class TrajectoryPainter {
    private static final int MOST_LABELS = 40;
    private static final double RADIUS = 4.5;
    private static final double ARROW_ROOM = 24;
    private static final double LABEL_GAP = 4;
    private final TrajectoryPlot plot;
    private final TextMeter text;

    TrajectoryPainter(TrajectoryPlot plot) {
        this.plot = plot;
        text = plot.text();
    }

    /** Returns where the plane is; null while there is nothing to plot. */
    PlotArea paint(GraphicsContext g, double width, double height) {
        Palette palette = plot.getPalette();
        double line = text.line(text.body()) + 2;
        double tick = text.line(text.tick());
        double top = legend(g, width, palette) + tick + 4;
        double bottom = height - Axes.GAP - tick - (plot.getCaption().isEmpty() ? 0 : line);
        note(g, plot.getYLabel(), 0, top - tick / 2 - 4, TextAlignment.LEFT, palette);
        note(g, text.fit(plot.getCaption(), text.tick(), width), 0, height - line / 2, TextAlignment.LEFT, palette);
        Extent x = new Extent();
        Extent y = new Extent();
        extents(x, y);
        if (x.isEmpty() || y.isEmpty() || bottom - top < 40) {
            note(g, plot.getEmptyText(), width / 2, (top + bottom) / 2, TextAlignment.CENTER, palette);
            return null;
        }
        PlotArea area = area(g, x, y, width, top, bottom, palette);
        for (Trajectory t : plot.getTrajectories()) {
            line(g, t, area, palette);
        }
        for (Trajectory t : plot.getTrajectories()) {
            markers(g, t, area, palette);
        }
        plot.placed(labels(g, area, palette));
        return area;
    }

    static double radius(Trajectory t, int i) {
        return t.cycleEnd()[i] ? RADIUS * 1.45 : RADIUS;
    }

    static Color color(Trajectory t, Palette palette) {
        return t.level() == Trajectory.Level.HIGH ? palette.high() : palette.low();
    }

    private void extents(Extent x, Extent y) {
        x.clear();
        y.clear();
        for (Trajectory t : plot.getTrajectories()) {
            for (int i = 0; i < t.x().length; i++) {
                if (t.visible(i)) {
                    x.add(t.x()[i]);
                    y.add(t.y()[i]);
                }
            }
        }
    }

    private PlotArea area(GraphicsContext g, Extent x, Extent y, double width, double top, double bottom, Palette palette) {
        double left = text.width("−00.00", text.tick()) + Axes.GAP;
        double right = width - 8;
        double perPx = Math.max(span(x) / (right - left), span(y) / (bottom - top)) * 1.16;
        double halfX = perPx * (right - left) / 2;
        double halfY = perPx * (bottom - top) / 2;
        double midX = (x.lo + x.hi) / 2;
        double midY = (y.lo + y.hi) / 2;
        PlotArea area = new PlotArea(left, top, right, bottom, new Scale(midX - halfX, midX + halfX, left, right, false),
                new Scale(midY - halfY, midY + halfY, bottom, top, false));
        double step = AxisTicks.step(0, 2 * Math.max(halfX, halfY), (int) Math.clamp(Math.max(right - left, bottom - top) / 60, 2, 10), false);
        Axes.vertical(g, ticks(area.y(), step), area, text, palette);
        Axes.horizontal(g, ticks(area.x(), step), area, right - text.width(plot.getXLabel(), text.tick()) - 8, text, palette);
        Axes.frame(g, area, palette);
        note(g, plot.getXLabel(), right, bottom + Axes.GAP + text.line(text.tick()) / 2, TextAlignment.RIGHT, palette);
        return area;
    }

    private static double span(Extent e) {
        return e.hi > e.lo ? e.hi - e.lo : 1e-6 + Math.abs(e.hi) * 0.1;
    }

    /** The same distance between ticks on both axes, as their scales are the same. */
    private static AxisTicks ticks(Scale scale, double step) {
        return AxisTicks.linear(scale.lo(), scale.hi(), (int) Math.ceil((scale.hi() - scale.lo()) / step - 1e-6), false);
    }

    private double legend(GraphicsContext g, double width, Palette palette) {
        double y = text.line(text.body()) / 2 + 1;
        double x = 0;
        g.setTextBaseline(VPos.CENTER);
        g.setTextAlign(TextAlignment.LEFT);
        if (!plot.getTitle().isEmpty()) {
            g.setFont(text.bold());
            g.setFill(palette.text());
            g.fillText(text.fit(plot.getTitle(), text.bold(), width), 0, y);
            x = text.width(plot.getTitle(), text.bold()) + 16;
        }
        g.setFont(text.body());
        for (Trajectory t : plot.getTrajectories()) {
            double entry = 44 + text.width(t.name(), text.body());
            if (x > 0 && x + entry > width) {
                x = 0;
                y += text.line(text.body()) + 2;
            }
            stroke(g, t, palette);
            g.strokeLine(x, Marks.snap(y), x + 28, Marks.snap(y));
            g.setLineDashes();
            marker(g, t.level(), true, x + 14, y, RADIUS, color(t, palette), palette.background());
            g.setFill(palette.text());
            g.fillText(t.name(), x + 34, y);
            x += entry + 8;
        }
        return y + text.line(text.body()) / 2;
    }

    private static void stroke(GraphicsContext g, Trajectory t, Palette palette) {
        g.setStroke(color(t, palette));
        g.setLineWidth(1.5);
        if (t.level() == Trajectory.Level.LOW) {
            g.setLineDashes(5, 3);
        }
    }

    private static void line(GraphicsContext g, Trajectory t, PlotArea area, Palette palette) {
        for (int i = 1; i < t.x().length; i++) {
            if (!t.visible(i) || !t.visible(i - 1)) {
                continue;
            }
            double x0 = area.x().px(t.x()[i - 1]);
            double y0 = area.y().px(t.y()[i - 1]);
            double x1 = area.x().px(t.x()[i]);
            double y1 = area.y().px(t.y()[i]);
            stroke(g, t, palette);
            g.strokeLine(x0, y0, x1, y1);
            g.setLineDashes();
            if (Math.hypot(x1 - x0, y1 - y0) > ARROW_ROOM) {
                arrow(g, (x0 + x1) / 2, (y0 + y1) / 2, Math.atan2(y1 - y0, x1 - x0), color(t, palette));
            }
        }
    }

    private static void arrow(GraphicsContext g, double x, double y, double angle, Color color) {
        double[] xs = new double[3];
        double[] ys = new double[3];
        for (int i = 0; i < 3; i++) {
            double a = angle + i * Math.PI * 0.8 * (i == 2 ? 0.75 : 1);
            double r = i == 0 ? 6 : 5;
            xs[i] = x + r * Math.cos(a);
            ys[i] = y + r * Math.sin(a);
        }
        g.setFill(color);
        g.fillPolygon(xs, ys, 3);
    }

    private static void markers(GraphicsContext g, Trajectory t, PlotArea area, Palette palette) {
        for (int i = 0; i < t.x().length; i++) {
            if (t.visible(i)) {
                double x = area.x().px(t.x()[i]);
                double y = area.y().px(t.y()[i]);
                if (i == 0) {
                    g.setStroke(color(t, palette));
                    g.setLineWidth(1.5);
                    double r = radius(t, 0) + 4;
                    g.strokeRect(x - r, y - r, 2 * r, 2 * r);
                }
                marker(g, t.level(), t.filled()[i], x, y, radius(t, i), color(t, palette), palette.background());
            }
        }
    }

    static void marker(GraphicsContext g, Trajectory.Level level, boolean filled, double x, double y, double r, Color color,
                               Color hollow) {
        g.setFill(filled ? color : hollow);
        g.setStroke(color);
        g.setLineWidth(1.75);
        if (level == Trajectory.Level.HIGH) {
            g.fillOval(x - r, y - r, 2 * r, 2 * r);
            g.strokeOval(x - r, y - r, 2 * r, 2 * r);
        } else {
            double[] xs = {x, x + r * 1.15, x - r * 1.15};
            double[] ys = {y - r * 1.25, y + r * 0.9, y + r * 0.9};
            g.fillPolygon(xs, ys, 3);
            g.strokePolygon(xs, ys, 3);
        }
    }

    private List<Box> labels(GraphicsContext g, PlotArea area, Palette palette) {
        record Candidate(Trajectory trajectory, int index) {
        }
        List<Candidate> candidates = new ArrayList<>();
        LabelPlacer placer = new LabelPlacer(new Box(area.left() + 2, area.top(), area.width() - 2, area.height() - 2));
        for (Trajectory t : plot.getTrajectories()) {
            for (int i = 0; i < t.x().length; i++) {
                if (t.visible(i)) {
                    candidates.add(new Candidate(t, i));
                    double r = radius(t, i) + 1;
                    placer.keepFree(new Box(area.x().px(t.x()[i]) - r, area.y().px(t.y()[i]) - r, 2 * r, 2 * r));
                    if (i > 0 && t.visible(i - 1)) {
                        placer.avoid(area.x().px(t.x()[i - 1]), area.y().px(t.y()[i - 1]), area.x().px(t.x()[i]), area.y().px(t.y()[i]));
                    }
                }
            }
        }
        candidates.sort(Comparator.comparingInt(c -> c.index == 0 ? 0 : c.trajectory.cycleEnd()[c.index] ? 1 : 2));
        List<Box> placed = new ArrayList<>();
        double line = text.line(text.tick()) - 2;
        for (Candidate c : candidates) {
            if (placed.size() == MOST_LABELS) {
                break;
            }
            String label = c.trajectory.labels().get(c.index);
            double gap = radius(c.trajectory, c.index) + (c.index == 0 ? 6 : 3);
            Box box = label.isEmpty() ? null : placer.place(area.x().px(c.trajectory.x()[c.index]),
                    area.y().px(c.trajectory.y()[c.index]), text.width(label, text.tick()) + LABEL_GAP, line, gap);
            if (box != null) {
                note(g, label, box.left(), box.top() + line / 2, TextAlignment.LEFT, palette);
                placed.add(box);
            }
        }
        return placed;
    }

    private void note(GraphicsContext g, String note, double x, double y, TextAlignment align, Palette palette) {
        g.setFont(text.tick());
        g.setTextAlign(align);
        g.setTextBaseline(VPos.CENTER);
        g.setFill(palette.muted());
        g.fillText(note, x, y);
    }
}
