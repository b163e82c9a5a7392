package dev.vitrine.ui.control;

import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.text.TextAlignment;

/** Paints {@link RatioBars}: names at the left, bars on a shared axis of whole powers of ten, numbers at the right. */
final class RatioBarsPainter {
    private static final double PAD = 8;
    private static final double BAR = 0.5;
    private static final double SMALLEST_ROW = 24;
    private static final double SCROLLBAR = 6;
    private static final double LONGEST_NAME = 0.4;
    private final RatioBars bars;
    private final TextMeter text;

    RatioBarsPainter(RatioBars bars) {
        this.bars = bars;
        text = bars.text();
    }

    double rowHeight() {
        return Math.max(SMALLEST_ROW, text.line(text.body()) + 6);
    }

    /** Above the rows: the title, and the name of the guide. */
    double top() {
        return (bars.getTitle().isEmpty() ? 0 : text.line(text.body()) + 2)
                + (bars.guideLabelProperty().get().isEmpty() ? 4 : text.line(text.tick()) + 4);
    }

    /** Below the rows: ticks, and what they count. */
    double foot() {
        return Axes.GAP + text.line(text.tick()) * (bars.valueLabelProperty().get().isEmpty() ? 1 : 2);
    }

    void paint(GraphicsContext g, RowWindow window, double width, double height) {
        Palette palette = bars.getPalette();
        g.setTextBaseline(VPos.CENTER);
        g.setTextAlign(TextAlignment.LEFT);
        g.setFont(text.bold());
        g.setFill(palette.text());
        g.fillText(text.fit(bars.getTitle(), text.bold(), width), 0, text.line(text.body()) / 2 + 1);
        double bottom = height - foot();
        if (window.rows() == 0) {
            note(g, bars.emptyTextProperty().get(), width / 2, (top() + bottom) / 2, TextAlignment.CENTER, palette);
            return;
        }
        double names = 0;
        double numbers = text.width("−0.000e−00", text.body());
        for (RatioBars.Row row : bars.getRows()) {
            names = Math.max(names, Math.min(width * LONGEST_NAME, text.width(row.name(), text.bold())));
        }
        double left = Math.ceil(names + 2 * PAD);
        double right = Math.max(left + 20, width - numbers - PAD - SCROLLBAR - 4);
        PlotArea area = new PlotArea(left, top(), right, bottom, scale(left, right), null);
        selection(g, window, area, width, palette);
        int most = (int) Math.clamp((right - left) / 56, 2, 12);
        AxisTicks ticks = area.x().log() ? AxisTicks.log(area.x().lo(), area.x().hi(), most)
                : AxisTicks.linear(area.x().lo(), area.x().hi(), most, false);
        Axes.horizontal(g, ticks, area, width, text, palette);
        g.save();
        g.beginPath();
        g.rect(0, top(), width, Math.max(0, bottom - top()));
        g.clip();
        for (int i = window.first(); i < window.last(); i++) {
            row(g, bars.getRows().get(i), i, area.top() + window.top(i), names, area, width, palette);
        }
        g.restore();
        Axes.frame(g, area, palette);
        guide(g, area, width, palette);
        note(g, bars.valueLabelProperty().get(), (left + right) / 2, height - text.line(text.tick()) / 2, TextAlignment.CENTER, palette);
        scrollbar(g, window, area, width, palette);
    }

    /** Whole powers of ten around all values and the guide; linear, from 0 to a little beyond them. */
    private Scale scale(double left, double right) {
        Extent extent = new Extent();
        extent.clear();
        bars.getRows().forEach(row -> extent.add(row.value()));
        extent.add(bars.guideProperty().get());
        if (bars.linearProperty().get()) {
            return new Scale(0, extent.hi > 0 ? extent.hi * 1.05 : 1, left, right, false);
        }
        boolean none = extent.loPositive == Double.POSITIVE_INFINITY;
        double lo = none ? -1 : Math.floor(Math.log10(extent.loPositive) - 0.05);
        double hi = none ? 0 : Math.ceil(Math.log10(extent.hi));
        return new Scale(Math.pow(10, lo), Math.pow(10, Math.max(hi, lo + 1)), left, right, true);
    }

    private void selection(GraphicsContext g, RowWindow window, PlotArea area, double width, Palette palette) {
        int row = bars.selectedRowProperty().get();
        if (row >= window.first() && row < window.last()) {
            double top = Math.max(area.top(), area.top() + window.top(row));
            double bottom = Math.min(area.bottom(), area.top() + window.top(row) + window.rowHeight());
            g.setFill(palette.focus().deriveColor(0, 1, 1, 0.14));
            g.fillRect(0, top, width, bottom - top);
            g.setFill(palette.focus());
            g.fillRect(0, top, 3, bottom - top);
        }
    }

    private void row(GraphicsContext g, RatioBars.Row row, int index, double top, double names, PlotArea area, double width,
                     Palette palette) {
        double middle = top + rowHeight() / 2;
        boolean selected = index == bars.selectedRowProperty().get();
        g.setFont(selected || row.heading() ? text.bold() : text.body());
        g.setTextBaseline(VPos.CENTER);
        g.setFill(palette.text());
        g.setTextAlign(TextAlignment.LEFT);
        if (row.empty()) {
            g.fillText(text.fit(row.name(), g.getFont(), width - PAD - SCROLLBAR), PAD, middle);
            return;
        }
        g.fillText(text.fit(row.name(), g.getFont(), names), PAD, middle);
        boolean number = Double.isFinite(row.value());
        g.setFill(number ? palette.text() : Marks.notANumber(palette));
        g.setTextAlign(TextAlignment.RIGHT);
        g.fillText(Numbers.format(row.value()), width - SCROLLBAR - 4, middle);
        if (!number) {
            Marks.cross(g, palette, area.left() + 10, middle, 4.5);
        } else if (row.value() <= 0 && area.x().log()) {
            g.setStroke(palette.series().getFirst());
            g.setLineWidth(1.5);
            g.strokePolygon(new double[] {area.left() + 4, area.left() + 12, area.left() + 12},
                    new double[] {middle, middle - 5, middle + 5}, 3);
        } else {
            double height = Math.rint(rowHeight() * BAR);
            g.setFill(row.heading() ? palette.border() : palette.series().getFirst());
            g.fillRect(area.left(), Math.rint(middle - height / 2), area.x().px(row.value()) - area.left(), height);
        }
    }

    private void guide(GraphicsContext g, PlotArea area, double width, Palette palette) {
        double guide = bars.guideProperty().get();
        if (area.x().shows(guide)) {
            double x = area.x().px(guide);
            Marks.dashed(g, palette.text(), x, area.top() - 2, x, area.bottom());
            String label = bars.guideLabelProperty().get();
            double half = text.width(label, text.tick()) / 2;
            note(g, label, Math.clamp(x, half, Math.max(half, width - half)), area.top() - text.line(text.tick()) / 2 - 2,
                    TextAlignment.CENTER, palette);
        }
    }

    private static void scrollbar(GraphicsContext g, RowWindow window, PlotArea area, double width, Palette palette) {
        if (window.scrolls()) {
            double all = window.rows() * window.rowHeight();
            g.setFill(Axes.grid(palette));
            g.fillRoundRect(width - SCROLLBAR, area.top(), SCROLLBAR, area.height(), SCROLLBAR, SCROLLBAR);
            g.setFill(palette.border());
            g.fillRoundRect(width - SCROLLBAR, area.top() + window.offset() / all * area.height(), SCROLLBAR,
                    Math.max(16, window.height() / all * area.height()), SCROLLBAR, SCROLLBAR);
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
