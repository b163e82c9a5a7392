package dev.vitrine.ui.control;

import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.text.TextAlignment;

/** The line at the step under the pointer, and a box with what every curve says there. */
final class Crosshair {
    private static final double PAD = 8;
    private static final double SAMPLE = 24;
    private static final double COLUMN = 12;
    private final TextMeter text;

    Crosshair(TextMeter text) {
        this.text = text;
    }

    /** @param boxed whether the values are written beside the line */
    void paint(GraphicsContext g, List<CurveData> curves, String xName, double x, boolean boxed, PlotArea area, Palette palette) {
        double px = area.x().px(x);
        if (!area.contains(px, area.top())) {
            return;
        }
        Marks.dashed(g, palette.text(), px, area.top(), px, area.bottom());
        List<CurveData> shown = curves.stream().filter(data -> data.size() > 0).toList();
        shown.forEach(data -> dot(g, data, x, area, palette));
        if (boxed) {
            box(g, shown, xName, x, px, area, palette);
        }
    }

    private static void dot(GraphicsContext g, CurveData data, double x, PlotArea area, Palette palette) {
        int i = Search.nearest(data.raw(), data.size(), x);
        double y = data.raw().y(i);
        if (area.y().shows(y) && area.contains(area.x().px(data.raw().x(i)), area.y().px(y))) {
            g.setFill(palette.background());
            g.fillOval(area.x().px(data.raw().x(i)) - 4.5, area.y().px(y) - 4.5, 9, 9);
            g.setFill(LineStyle.color(data.curve().style(), palette));
            g.fillOval(area.x().px(data.raw().x(i)) - 3, area.y().px(y) - 3, 6, 6);
        }
    }

    private void box(GraphicsContext g, List<CurveData> curves, String xName, double x, double px, PlotArea area, Palette palette) {
        List<String[]> rows = curves.stream().map(data -> row(data, x)).toList();
        double[] widths = new double[3];
        for (String[] row : rows) {
            for (int i = 0; i < 3; i++) {
                widths[i] = Math.max(widths[i], text.width(row[i], text.body()));
            }
        }
        String head = xName + " " + AxisTicks.step(x);
        double line = text.line(text.body()) + 1;
        double body = SAMPLE + 6 + widths[0] + COLUMN + widths[1] + (widths[2] > 0 ? COLUMN + widths[2] : 0);
        double width = 2 * PAD + Math.max(text.width(head, text.bold()), body);
        double height = 2 * PAD + line * (1 + rows.size());
        double left = px + 12 + width <= area.right() ? px + 12 : Math.max(area.left() + 2, px - 12 - width);
        double top = Math.max(2, Math.min(area.top() + 4, area.bottom() - height));    // over the legend where the plot is low
        panel(g, left, top, width, height, palette);
        g.setTextBaseline(VPos.CENTER);
        double y = top + PAD + line / 2;
        cell(g, head, left + PAD, y, TextAlignment.LEFT, palette, true);
        for (int i = 0; i < rows.size(); i++) {
            y += line;
            LineStyle.sample(g, curves.get(i).curve().style(), palette, left + PAD, Math.rint(y), SAMPLE);
            double name = left + PAD + SAMPLE + 6;
            cell(g, rows.get(i)[0], name, y, TextAlignment.LEFT, palette, false);
            boolean number = !rows.get(i)[1].startsWith("NaN");
            g.setFill(number ? palette.text() : Marks.notANumber(palette));
            g.setTextAlign(TextAlignment.RIGHT);
            g.fillText(rows.get(i)[1], name + widths[0] + COLUMN + widths[1], y);
            g.setFill(palette.muted());
            g.setTextAlign(TextAlignment.LEFT);
            g.fillText(rows.get(i)[2], name + widths[0] + widths[1] + 2 * COLUMN, y);
        }
    }

    /** Name, value, and a remark: the step if the curve has no point at x, and what smoothing makes of it. */
    static String[] row(CurveData data, double x) {
        int i = Search.nearest(data.raw(), data.size(), x);
        String at = data.raw().x(i) == x ? "" : Words.of("chart.at", AxisTicks.step(data.raw().x(i)));
        String smooth = data.smoothed() ? Words.of("chart.smoothed", Numbers.format(data.smooth().y(i))) : "";
        return new String[] {data.curve().name(), Numbers.format(data.raw().y(i)), (smooth + " " + at).strip()};
    }

    static void panel(GraphicsContext g, double x, double y, double width, double height, Palette palette) {
        g.setFill(palette.panel().deriveColor(0, 1, 1, 0.95));
        g.fillRoundRect(x, y, width, height, 6, 6);
        g.setStroke(palette.border());
        g.setLineWidth(1);
        g.strokeRoundRect(Marks.snap(x), Marks.snap(y), Math.floor(width), Math.floor(height), 6, 6);
    }

    private void cell(GraphicsContext g, String value, double x, double y, TextAlignment align, Palette palette, boolean bold) {
        g.setFont(bold ? text.bold() : text.body());
        g.setFill(palette.text());
        g.setTextAlign(align);
        g.fillText(value, x, y);
        g.setFont(text.body());
    }
}
