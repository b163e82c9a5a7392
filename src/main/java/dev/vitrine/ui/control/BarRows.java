package dev.vitrine.ui.control;

import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.TextAlignment;

/** Paints the rows of a {@link BarList}: mark, token, bar over ghost, number. */
final class BarRows {
    private static final int MARK = 16;
    private static final int TOKEN = 104;
    private static final int NUMBER = 76;
    private static final int GAP = 8;
    private static final int SWATCH = 14;

    private final Lettering tokens = new Lettering(Lettering.MONO);
    private final Lettering figures = new Lettering(Lettering.SMALL_MONO);
    private final Lettering words = new Lettering(Lettering.SMALL);
    private GraphicsContext g;
    private Palette palette;
    private BarData data;
    private float largest;
    private double left;
    private double right;
    private double barLeft;
    private double barRoom;

    void begin(GraphicsContext context, Palette colours, BarData rows, float longest, double from, double to) {
        g = context;
        palette = colours;
        data = rows;
        largest = longest;
        left = from;
        right = to;
        double token = Math.min(TOKEN, (to - from) * 0.35);
        barLeft = from + MARK + token + GAP;
        barRoom = Math.max(0, to - NUMBER - GAP - barLeft);
    }

    /** What the two bars are, with the sum of each where there is room for it. */
    void header(double y) {
        double middle = y + BarList.HEADER / 2.0 - 2;
        String solid = summed("bars.final", data.sumFinal());
        String ghost = summed("bars.base", data.sumBase());
        double room = right - 6 - words.width(solid) - words.width(ghost) - 2 * SWATCH - 2 * GAP;
        if (room < left + 4) {
            solid = Words.of("bars.final");
            ghost = Words.of("bars.base");
        }
        double start = Math.max(left + 4, Math.min(barLeft, room));
        swatch(start, middle, true);
        double next = start + SWATCH + print(solid, start + SWATCH, middle) + 2 * GAP;
        swatch(next, middle, false);
        print(ghost, next + SWATCH, middle);
    }

    private static String summed(String name, double sum) {
        return Words.of("bars.sum", Words.of(name), Numbers.share(sum));
    }

    void row(int id, double y, boolean hovered, boolean selected) {
        boolean excluded = data.excluded(id);
        double middle = y + BarList.ROW / 2.0;
        if (hovered || selected) {
            g.setFill(palette.panel());
            g.fillRect(left, y, right - left, BarList.ROW);
            g.setStroke(selected ? palette.focus() : palette.border());
            g.setLineWidth(selected ? 2 : 1);
            g.strokeRoundRect(left + 1, y + 1, right - left - 2, BarList.ROW - 2.0, 4, 4);
        }
        if (id == data.chosen()) {
            g.setFill(palette.text());
            g.fillPolygon(new double[] {left + 5, left + 13, left + 5}, new double[] {middle - 5, middle, middle + 5}, 3);
        }
        g.setTextBaseline(VPos.CENTER);
        g.setTextAlign(TextAlignment.LEFT);
        g.setFont(tokens.font());
        g.setFill(excluded ? palette.muted() : palette.text());
        g.fillText(tokens.elided(TokenText.visible(data.labels().get(id)), barLeft - GAP - left - MARK), left + MARK, middle);
        ghost(barLeft, y + 4, length(data.base()[id]), BarList.ROW - 8.0);
        g.setFill(palette.query());
        g.fillRect(barLeft, y + 7, length(data.finals()[id]), BarList.ROW - 14.0);
        number(data.finals()[id], excluded, middle);
    }

    private void number(float p, boolean excluded, double middle) {
        g.setFont(figures.font());
        g.setTextAlign(TextAlignment.RIGHT);
        g.setFill(excluded ? palette.muted() : palette.text());
        g.fillText(Numbers.format(p), right - 6, middle);
        if (!Float.isFinite(p)) {
            Hatch.cross(g, Marks.notANumber(palette), barLeft, middle - 5, 10);
        }
    }

    private void ghost(double x, double y, double width, double height) {
        if (width > 0) {
            g.setFill(faint());
            g.fillRect(x, y, width, height);
            g.setStroke(palette.border());
            g.setLineWidth(1);
            g.strokeRect(x + 0.5, y + 0.5, Math.max(0, width - 1), height - 1);
        }
    }

    private void swatch(double x, double middle, boolean solid) {
        if (solid) {
            g.setFill(palette.query());
            g.fillRect(x, middle - 3, 10, 6);
        } else {
            ghost(x, middle - 5, 10, 10);
        }
    }

    private double print(String text, double x, double middle) {
        g.setFont(words.font());
        g.setFill(palette.muted());
        g.setTextAlign(TextAlignment.LEFT);
        g.setTextBaseline(VPos.CENTER);
        g.fillText(text, x, middle);
        return words.width(text);
    }

    private double length(float p) {
        return largest > 0 && p > 0 && Float.isFinite(p) ? Math.max(1, barRoom * (p / largest)) : 0;
    }

    private Color faint() {
        return palette.border().deriveColor(0, 1, 1, 0.3);
    }
}
