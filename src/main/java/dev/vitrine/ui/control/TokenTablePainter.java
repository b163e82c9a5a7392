package dev.vitrine.ui.control;

import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.TextAlignment;

/** Paints a {@link TokenTable}: columns as wide as the widest of their texts, so that no number is cut. */
final class TokenTablePainter {
    private static final int PAD = 5;
    private static final int WIDEST_TOKEN = 88;

    private final Lettering tokens = new Lettering(Lettering.MONO);
    private final Lettering figures = new Lettering(Lettering.SMALL_MONO);
    private final Lettering words = new Lettering(Lettering.SMALL);

    TableBands bands(TableData data, double width) {
        double gutter = 0;
        double column = 24;
        for (String token : data.columns()) {
            column = Math.max(column, Math.min(WIDEST_TOKEN, tokens.width(TokenText.visible(token)) + 2 * PAD));
        }
        for (TableData.Row row : data.rows()) {
            gutter = Math.max(gutter, words.width(row.label()) + 8);
            for (TableData.Entry entry : row.cells()) {
                if (!entry.token().isEmpty()) {
                    column = Math.max(column, Math.min(WIDEST_TOKEN, tokens.width(TokenText.visible(entry.token())) + 2 * PAD));
                }
                column = Math.max(column, figures.width(entry.number()) + 2 * PAD);
            }
        }
        return TableBands.fit(data, Math.min(gutter, width / 2), Math.ceil(column), width);
    }

    void paint(GraphicsContext g, Palette palette, TableData data, TableBands bands, int marked, Cell hovered, Cell selected) {
        g.setTextBaseline(VPos.CENTER);
        for (int band = 0; band < bands.bands(); band++) {
            labels(g, palette, data, bands, band);
        }
        for (int column = 0; column < data.columns().size(); column++) {
            header(g, palette, data.columns().get(column), bands, column, column == marked);
            for (int row = 0; row < data.rows().size(); row++) {
                Cell cell = new Cell(row, column);
                entry(g, palette, data.at(cell), bands.x(column), bands.y(cell), bands.column(), bands.rowHeight(row));
            }
        }
        outline(g, data, bands, hovered, palette.text(), 1);
        outline(g, data, bands, selected, palette.focus(), 3);
    }

    private void labels(GraphicsContext g, Palette palette, TableData data, TableBands bands, int band) {
        g.setFont(words.font());
        g.setFill(palette.muted());
        g.setTextAlign(TextAlignment.LEFT);
        for (int row = 0; row < data.rows().size(); row++) {
            double middle = bands.bandTop(band) + bands.rowTops()[row] + bands.rowHeight(row) / 2;
            g.fillText(words.elided(data.rows().get(row).label(), bands.gutter() - 4), CanvasRegion.EDGE, middle);
        }
    }

    private void header(GraphicsContext g, Palette palette, String token, TableBands bands, int column, boolean lit) {
        double x = bands.x(column);
        double top = bands.bandTop(column / bands.across());
        if (lit) {
            g.setFill(palette.query());
            g.fillRoundRect(x + 1, top, bands.column() - 2, TableBands.HEADER - 2.0, 6, 6);
        }
        g.setFont(tokens.font());
        g.setTextAlign(TextAlignment.CENTER);
        g.setFill(lit ? ColorMap.inkOn(Colours.argb(palette.query())) : palette.text());
        g.fillText(tokens.elided(TokenText.visible(token), bands.column() - 4), x + bands.column() / 2, top + TableBands.HEADER / 2.0 - 1);
    }

    private void entry(GraphicsContext g, Palette palette, TableData.Entry entry, double x, double y, double width, double height) {
        if (entry.masked()) {
            Hatch.fill(g, palette, x + 1, y + 1, width - 2, height - 2);
            return;
        }
        Color ink = palette.text();
        if (!Double.isNaN(entry.colour())) {
            int argb = ColorMap.CIVIDIS.argb(entry.colour());
            g.setFill(Colours.of(argb));
            g.fillRect(x + 1, y + 1, width - 2, height - 2);
            ink = ColorMap.inkOn(argb);
        }
        double middle = x + width / 2;
        boolean both = !entry.token().isEmpty() && !entry.number().isEmpty();
        g.setFill(ink);
        g.setTextAlign(TextAlignment.CENTER);
        if (!entry.token().isEmpty()) {
            g.setFont(tokens.font());
            String text = tokens.elided(TokenText.visible(entry.token()), width - 4);
            double at = both ? y + 13 : y + height / 2;
            g.fillText(text, middle, at);
            if (entry.marked()) {
                double line = Math.max(8, tokens.width(text));
                g.fillRect(middle - line / 2, at + 9, line, 2);
            }
        }
        if (!entry.number().isEmpty()) {
            g.setFont(figures.font());
            g.fillText(entry.number(), middle, both ? y + height - 11 : y + height / 2);
        }
        if (entry.marked()) {
            g.setStroke(palette.background());
            g.setLineWidth(4);
            g.strokeRect(x + 2, y + 2, width - 4, height - 4);
            g.setStroke(palette.low());
            g.setLineWidth(2);
            g.strokeRect(x + 2, y + 2, width - 4, height - 4);
        }
    }

    private static void outline(GraphicsContext g, TableData data, TableBands bands, Cell cell, Color colour, double line) {
        if (data.contains(cell)) {
            g.setStroke(colour);
            g.setLineWidth(line);
            g.strokeRect(bands.x(cell.column()) + 0.5, bands.y(cell) + 0.5, bands.column() - 1, bands.rowHeight(cell.row()) - 1);
        }
    }
}
