package dev.vitrine.ui.control;

import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.TextAlignment;

/** Paints a {@link Scrubber}. */
final class ScrubberPainter {
    private static final double KNOB = 7;
    private static final double THICKNESS = 1.5;
    private static final double MUTED = 0.45;
    private final Scrubber scrubber;
    private final CurveData data = new CurveData();
    private final Columns columns = new Columns();
    private final Extent extent = new Extent();

    ScrubberPainter(Scrubber scrubber) {
        this.scrubber = scrubber;
    }

    /** Returns where the curve is; null if there is no room. */
    PlotArea paint(GraphicsContext g, double width, double height) {
        Palette palette = scrubber.getPalette();
        data.update(new Curve("", scrubber.pointsProperty().get(), 0), 0);
        if (width < 4 * KNOB || height < 2 * KNOB) {
            return null;
        }
        int first = scrubber.firstStepProperty().get();
        double right = width - KNOB - 2;
        double bottom = height - KNOB - 3;
        Scale x = new Scale(first, Math.max(scrubber.last(), first + 1), KNOB + 2, right, false);
        PlotArea area = new PlotArea(KNOB + 2, 3, right, bottom, x, yScale(x, 5, bottom - 3));
        g.setFill(palette.panel());
        g.fillRoundRect(0, 0, width, height, 6, 6);
        reference(g, area, palette);
        columns.trace(data.raw(), data.rawIndex(), x, area.y());
        double knob = x.px(scrubber.viewedStepProperty().get());
        Color color = LineStyle.color(0, palette);
        LinePainter.line(g, columns, area, 0, THICKNESS, color);
        LinePainter.lonePoints(g, columns, area, color);
        LinePainter.marks(g, columns, area, color, palette);
        if (knob < right) {
            g.setFill(palette.panel().deriveColor(0, 1, 1, 1 - MUTED));
            g.fillRect(knob, 0, width - knob, bottom);
        }
        Marks.line(g, palette.border(), area.left(), bottom, right, bottom);
        g.setFill(palette.text());
        g.fillRect(area.left(), bottom - 1, Math.max(0, knob - area.left()), 3);
        newest(g, x.px(scrubber.last()), bottom, palette);
        return area;
    }

    void paintOverlay(GraphicsContext g, PlotArea area, double width) {
        Palette palette = scrubber.getPalette();
        double knob = area.x().px(scrubber.viewedStepProperty().get());
        g.setFill(palette.text());
        g.fillRect(Math.floor(knob) - 0.5, area.top(), 2, area.height());
        knob(g, knob, area.bottom(), palette.text(), palette.panel());
        if (scrubber.wanted() >= 0) {
            double wanted = area.x().px(scrubber.wanted());
            Marks.dashed(g, palette.text(), wanted, area.top(), wanted, area.bottom());
            knob(g, wanted, area.bottom(), palette.panel(), palette.text());
        }
        int step = scrubber.hoveredStep();
        if (step >= 0) {
            Marks.line(g, palette.muted(), area.x().px(step), area.top(), area.x().px(step), area.bottom());
            label(g, scrubber.readout(step), area.x().px(step), width, palette);
        }
    }

    private Scale yScale(Scale x, double top, double bottom) {
        extent.clear();
        data.extent(new Range(x.lo(), x.hi()), extent);
        extent.add(scrubber.referenceProperty().get());
        if (extent.isEmpty()) {
            return new Scale(0, 1, bottom, top, false);
        }
        boolean level = extent.hi - extent.lo <= Math.ulp(extent.hi) * 64;
        double margin = level ? Math.max(1e-9, Math.abs(extent.hi) * 0.1) : 0;
        return new Scale(extent.lo - margin, extent.hi + margin, bottom, top, false);
    }

    private void reference(GraphicsContext g, PlotArea area, Palette palette) {
        double level = scrubber.referenceProperty().get();
        if (area.y().shows(level)) {
            Marks.dashed(g, palette.muted(), area.left(), area.y().px(level), area.right(), area.y().px(level));
        }
    }

    private static void newest(GraphicsContext g, double x, double y, Palette palette) {
        g.setFill(palette.panel());
        g.fillOval(x - 4, y - 3.5, 8, 8);
        g.setStroke(LineStyle.color(0, palette));
        g.setLineWidth(2);
        g.strokeOval(x - 4, y - 3.5, 8, 8);
    }

    private static void knob(GraphicsContext g, double x, double y, Color fill, Color edge) {
        g.setFill(fill);
        g.fillOval(x - KNOB + 0.5, y - KNOB + 0.5, 2 * KNOB, 2 * KNOB);
        g.setStroke(edge);
        g.setLineWidth(2);
        g.strokeOval(x - KNOB + 0.5, y - KNOB + 0.5, 2 * KNOB, 2 * KNOB);
    }

    private void label(GraphicsContext g, String label, double x, double width, Palette palette) {
        TextMeter text = scrubber.text();
        double wide = text.width(label, text.tick()) + 10;
        double line = text.line(text.tick()) + 4;
        double left = x + 8 + wide <= width ? x + 8 : Math.max(0, x - 8 - wide);
        Crosshair.panel(g, left, 2, wide, line, palette);
        g.setFont(text.tick());
        g.setFill(palette.text());
        g.setTextAlign(TextAlignment.LEFT);
        g.setTextBaseline(VPos.CENTER);
        g.fillText(label, left + 5, 2 + line / 2);
    }
}
