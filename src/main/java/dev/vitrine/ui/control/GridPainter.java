package dev.vitrine.ui.control;

import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.TextAlignment;

/** Paints the visible part of a {@link ValueGrid}. */
final class GridPainter {
    private static final int PAD = 8;

    private final Lettering figures = new Lettering(Lettering.MONO);
    private final Lettering indices = new Lettering(Lettering.SMALL_MONO);
    private int painted;

    /** The window on the table: where it lies in the region, and which rows and columns it shows. */
    record View(double left, double top, int firstRow, int firstColumn, int rows, int columns, double columnWidth) {
        int endRow() {
            return firstRow + rows;
        }

        int endColumn() {
            return firstColumn + columns;
        }

        double right() {
            return columnX(endColumn());
        }

        double bottom() {
            return rowY(endRow());
        }

        double rowY(int row) {
            return top + (double) (row - firstRow) * ValueGrid.ROW;
        }

        double columnX(int column) {
            return left + (column - firstColumn) * columnWidth;
        }

        boolean shows(Cell cell) {
            return cell != null && cell.row() >= firstRow && cell.row() < endRow()
                    && cell.column() >= firstColumn && cell.column() < endColumn();
        }

        /** The cell under a point, or null. */
        Cell at(double x, double y) {
            return x < left || y < top || x >= right() || y >= bottom() ? null
                    : new Cell(firstRow + (int) ((y - top) / ValueGrid.ROW), firstColumn + (int) ((x - left) / columnWidth));
        }
    }

    int painted() {
        return painted;
    }

    /** Room for the widest row index, and for a short label beside it. */
    double gutter(RasterData data) {
        return Math.ceil(indices.width(Numbers.integer(Math.max(0, data.rows() - 1)))) + 2 * PAD + (data.rowLabels().isEmpty() ? 0 : 48);
    }

    void paint(GraphicsContext g, Palette palette, RasterData data, View view, Cell hovered, Cell selected) {
        painted = 0;
        g.setFill(palette.panel());
        g.fillRect(view.left(), view.top() - ValueGrid.ROW, view.right() - view.left(), ValueGrid.ROW);
        g.fillRect(CanvasRegion.EDGE, view.top(), view.left() - CanvasRegion.EDGE, view.bottom() - view.top());
        g.setTextBaseline(VPos.CENTER);
        headers(g, palette, data, view, hovered != null ? hovered : selected);
        g.setFont(figures.font());
        g.setTextAlign(TextAlignment.RIGHT);
        for (int row = view.firstRow(); row < view.endRow(); row++) {
            for (int column = view.firstColumn(); column < view.endColumn(); column++) {
                cell(g, palette, data, row, column, view);
                painted++;
            }
        }
        outline(g, palette, view, hovered, false);
        outline(g, palette, view, selected, true);
        g.setStroke(palette.border());
        g.setLineWidth(1);
        g.strokeLine(CanvasRegion.EDGE, view.top() - 0.5, view.right(), view.top() - 0.5);
        g.strokeLine(view.left() - 0.5, view.top() - ValueGrid.ROW, view.left() - 0.5, view.bottom());
    }

    private void headers(GraphicsContext g, Palette palette, RasterData data, View view, Cell current) {
        g.setFont(indices.font());
        for (int column = view.firstColumn(); column < view.endColumn(); column++) {
            g.setFill(current != null && current.column() == column ? palette.text() : palette.muted());
            header(g, data.columnLabels(), column, view.columnX(column), view.columnWidth(), view.top() - ValueGrid.ROW / 2.0);
        }
        for (int row = view.firstRow(); row < view.endRow(); row++) {
            g.setFill(current != null && current.row() == row ? palette.text() : palette.muted());
            header(g, data.rowLabels(), row, CanvasRegion.EDGE, view.left() - CanvasRegion.EDGE,
                    view.rowY(row) + ValueGrid.ROW / 2.0);
        }
    }

    /** The index at the right, and the label, if any, before it. */
    private void header(GraphicsContext g, List<String> labels, int index, double x, double width, double middle) {
        String number = Numbers.integer(index);
        g.setTextAlign(TextAlignment.RIGHT);
        g.fillText(number, x + width - PAD, middle);
        if (!labels.isEmpty()) {
            g.setTextAlign(TextAlignment.LEFT);
            double room = width - 3 * PAD - indices.width(number);
            g.fillText(indices.elided(TokenText.visible(labels.get(index)), room), x + PAD, middle);
        }
    }

    private void cell(GraphicsContext g, Palette palette, RasterData data, int row, int column, View view) {
        double x = view.columnX(column);
        double y = view.rowY(row);
        if (data.masked(row, column)) {
            Hatch.fill(g, palette, x, y, view.columnWidth(), ValueGrid.ROW);
            return;
        }
        float value = data.value(row, column);
        g.setFill(palette.text());
        if (!Float.isFinite(value)) {
            Color ground = Marks.notANumber(palette);
            Color ink = ColorMap.inkOn(Colours.argb(ground));
            g.setFill(ground);
            g.fillRect(x, y, view.columnWidth(), ValueGrid.ROW);
            Hatch.cross(g, ink, x + PAD, y + 7, 10);
            g.setFill(ink);
        }
        g.fillText(Numbers.format(value), x + view.columnWidth() - PAD, y + ValueGrid.ROW / 2.0);
    }

    private void outline(GraphicsContext g, Palette palette, View view, Cell cell, boolean locked) {
        if (view.shows(cell)) {
            double line = locked ? 2 : 1;
            g.setStroke(locked ? palette.focus() : palette.text());
            g.setLineWidth(line);
            g.strokeRect(view.columnX(cell.column()) + line / 2, view.rowY(cell.row()) + line / 2,
                    view.columnWidth() - line, ValueGrid.ROW - line);
        }
    }
}
