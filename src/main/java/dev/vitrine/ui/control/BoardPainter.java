package dev.vitrine.ui.control;

import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;
import javafx.scene.text.TextAlignment;

/** Paints a {@link BoardData} with cells of any size. No mark is a colour alone. */
final class BoardPainter {
    private static final Color WARNING_ON_LIGHT = Color.web("#A3002B");
    private static final Color WARNING_ON_DARK = Color.web("#FF9DB0");
    private static final double SMALLEST = 11;
    private static final double LARGEST = 24;

    private double cell = -1;
    private Font regular;
    private Font bold;

    void paint(GraphicsContext g, Palette palette, BoardData board, double x, double y, double size) {
        if (size != cell) {
            cell = size;
            double letters = Math.clamp(Math.rint(size * 0.55), SMALLEST, LARGEST);
            regular = Font.font("System", letters);
            bold = Font.font("System", FontWeight.BOLD, letters);
        }
        g.setTextAlign(TextAlignment.CENTER);
        g.setTextBaseline(VPos.CENTER);
        for (int row = 0; row < board.rows(); row++) {
            for (int column = 0; column < board.columns(); column++) {
                entry(g, palette, board.at(new Cell(row, column)), x + column * size, y + row * size);
            }
        }
        lines(g, palette, board, x, y);
    }

    private void entry(GraphicsContext g, Palette palette, BoardData.Entry entry, double x, double y) {
        Color ground = entry.given() ? palette.panel() : palette.background();
        Color ink = palette.text();
        Color warning = palette.dark() ? WARNING_ON_DARK : WARNING_ON_LIGHT;
        if (!Double.isNaN(entry.colour())) {
            int argb = ColorMap.CIVIDIS.argb(entry.colour());
            ground = Colours.of(argb);
            ink = ColorMap.inkOn(argb);
            warning = ink;
        }
        g.setFill(ground);
        g.fillRect(x, y, cell, cell);
        if (entry.changed()) {
            g.setStroke(palette.low());
            g.setLineWidth(cell < 22 ? 1.5 : 2);
            g.strokeRect(x + 2, y + 2, cell - 4, cell - 4);
            g.setFill(palette.low());
            g.fillRect(x + cell * 0.25, y + cell - (cell < 22 ? 4 : 7), cell * 0.5, cell < 22 ? 1.5 : 2);
        }
        g.setFill(entry.broken() ? warning : ink);
        g.setFont(entry.given() ? bold : regular);
        g.fillText(entry.text(), x + cell / 2, y + cell / 2, cell - 3);
        double mark = Math.max(4, cell * 0.24);
        if (entry.broken()) {
            g.fillPolygon(new double[] {x + cell - mark, x + cell, x + cell}, new double[] {y, y, y + mark}, 3);
        }
        if (entry.wrong()) {
            Hatch.cross(g, warning, x + 2.5, y + cell - 1.5 - mark, mark - 1);
        }
    }

    private void lines(GraphicsContext g, Palette palette, BoardData board, double x, double y) {
        double width = board.columns() * cell;
        double height = board.rows() * cell;
        for (int row = 0; row <= board.rows(); row++) {
            line(g, palette, thick(row, board.rows(), board.boxRows()), x, y + row * cell, x + width, y + row * cell);
        }
        for (int column = 0; column <= board.columns(); column++) {
            line(g, palette, thick(column, board.columns(), board.boxColumns()), x + column * cell, y, x + column * cell, y + height);
        }
    }

    private static boolean thick(int at, int last, int box) {
        return at == 0 || at == last || box > 0 && at % box == 0;
    }

    private static void line(GraphicsContext g, Palette palette, boolean thick, double x0, double y0, double x1, double y1) {
        g.setStroke(thick ? palette.text() : palette.border());
        g.setLineWidth(thick ? 1.5 : 0.75);
        g.strokeLine(Marks.snap(x0), Marks.snap(y0), Marks.snap(x1), Marks.snap(y1));
    }
}
