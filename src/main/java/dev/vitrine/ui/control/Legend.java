package dev.vitrine.ui.control;

import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.text.TextAlignment;

/** Title, and for each curve a sample of its line, its name and its newest value. */
final class Legend {
    private static final double SAMPLE = 24;
    private static final double GAP = 6;
    private static final double BETWEEN = 16;
    private final TextMeter text;

    Legend(TextMeter text) {
        this.text = text;
    }

    /** Paints from the top left corner and returns the height that was needed. */
    double paint(GraphicsContext g, String title, List<CurveData> curves, double width, Palette palette) {
        double line = text.line(text.body()) + 2;
        double x = 0;
        double y = line / 2;
        g.setTextBaseline(VPos.CENTER);
        g.setTextAlign(TextAlignment.LEFT);
        if (!title.isEmpty()) {
            g.setFont(text.bold());
            g.setFill(palette.text());
            g.fillText(text.fit(title, text.bold(), width), 0, y);
            x = text.width(title, text.bold()) + BETWEEN;
            if (x + curves.stream().mapToDouble(this::width).sum() - BETWEEN > width && !curves.isEmpty()) {
                x = 0;
                y += line;
            }
        }
        for (CurveData data : curves) {
            double entry = width(data);
            if (x > 0 && x + entry - BETWEEN > width) {
                x = 0;
                y += line;
            }
            entry(g, data, x, y, palette);
            x += entry;
        }
        return y + line / 2;
    }

    private double width(CurveData data) {
        return SAMPLE + GAP + text.width(data.curve().name(), text.body()) + GAP
                + text.width(Numbers.format(data.lastY()), text.body()) + BETWEEN;
    }

    private void entry(GraphicsContext g, CurveData data, double x, double y, Palette palette) {
        LineStyle.sample(g, data.curve().style(), palette, x, Math.rint(y), SAMPLE);
        g.setFont(text.body());
        g.setFill(palette.muted());
        double at = x + SAMPLE + GAP;
        g.fillText(data.curve().name(), at, y);
        if (data.size() > 0) {
            g.setFill(Double.isFinite(data.lastY()) ? palette.text() : Marks.notANumber(palette));
            g.fillText(Numbers.format(data.lastY()), at + text.width(data.curve().name(), text.body()) + GAP, y);
        }
    }
}
