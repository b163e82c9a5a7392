package dev.vitrine.ui.control;

import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.text.TextAlignment;

/** Paints the visible part of a {@link ValueGrid}. */
final class GridPainter {
    private static final int PAD = 8;

    private final Lettering figures = new Lettering(Lettering.MONO);
    private final Lettering indices = new Lettering(Lettering.SMALL_MONO);
    private int painted;

    /** The window on the table: where it lies in the region, and what of the table lies at its upper left corner. */
    record View(double left, double top, double width, double height, double x, double y) {
        int firstRow() {
            return (int) (y / ValueGrid.ROW);
        }

        int firstColumn() {
            return (int) (x / ValueGrid.COLUMN);
        }

        int endRow(int rows) {
            return (int) Math.min(rows, Math.ceil((y + height) / ValueGrid.ROW));
        }

        int endColumn(int columns) {
            return (int) Math.min(columns, Math.ceil((x + width) / ValueGrid.COLUMN));
        }

        double rowY(int row) {
            return top + (double) row * ValueGrid.ROW - y;
        }

        double columnX(int column) {
            return left + (double) column * ValueGrid.COLUMN - x;
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
        int endRow = view.endRow(data.rows());
        int endColumn = view.endColumn(data.columns());
        double right = Math.min(view.left() + view.width(), view.columnX(data.columns()));
        double bottom = Math.min(view.top() + view.height(), view.rowY(data.rows()));
        g.setFill(palette.panel());
        g.fillRect(view.left(), view.top() - ValueGrid.ROW, right - view.left(), ValueGrid.ROW);
        g.fillRect(CanvasRegion.EDGE, view.top(), view.left() - CanvasRegion.EDGE, bottom - view.top());
        headers(g, palette, data, view, hovered != null ? hovered : selected);
        g.save();
        clip(g, view.left(), view.top(), right - view.left(), bottom - view.top());
        g.setFont(figures.font());
        g.setTextAlign(TextAlignment.RIGHT);
        g.setTextBaseline(VPos.CENTER);
        for (int row = view.firstRow(); row < endRow; row++) {
            for (int column = view.firstColumn(); column < endColumn; column++) {
                cell(g, palette, data, row, column, view.columnX(column), view.rowY(row));
                painted++;
            }
        }
        outline(g, palette, view, hovered, false);
        outline(g, palette, view, selected, true);
        g.restore();
        g.setStroke(palette.border());
        g.setLineWidth(1);
        g.strokeLine(CanvasRegion.EDGE, view.top() - 0.5, right, view.top() - 0.5);
        g.strokeLine(view.left() - 0.5, view.top() - ValueGrid.ROW, view.left() - 0.5, bottom);
    }

    private void headers(GraphicsContext g, Palette palette, RasterData data, View view, Cell current) {
        g.setTextBaseline(VPos.CENTER);
        g.setFont(indices.font());
        g.save();
        clip(g, view.left(), view.top() - ValueGrid.ROW, view.width(), ValueGrid.ROW);
        for (int column = view.firstColumn(); column < view.endColumn(data.columns()); column++) {
            g.setFill(current != null && current.column() == column ? palette.text() : palette.muted());
            header(g, data.columnLabels(), column, view.columnX(column), ValueGrid.COLUMN, view.top() - ValueGrid.ROW / 2.0);
        }
        g.restore();
        g.save();
        clip(g, CanvasRegion.EDGE, view.top(), view.left() - CanvasRegion.EDGE, view.height());
        for (int row = view.firstRow(); row < view.endRow(data.rows()); row++) {
            g.setFill(current != null && current.row() == row ? palette.text() : palette.muted());
            header(g, data.rowLabels(), row, CanvasRegion.EDGE, view.left() - CanvasRegion.EDGE,
                    view.rowY(row) + ValueGrid.ROW / 2.0);
        }
        g.restore();
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

    private void cell(GraphicsContext g, Palette palette, RasterData data, int row, int column, double x, double y) {
        if (data.masked(row, column)) {
            Hatch.fill(g, palette, x, y, ValueGrid.COLUMN, ValueGrid.ROW);
            return;
        }
        float value = data.value(row, column);
        if (!Float.isFinite(value)) {
            g.setFill(Colours.of(ColorMap.BROKEN));
            g.fillRect(x, y, ValueGrid.COLUMN, ValueGrid.ROW);
            Hatch.cross(g, ColorMap.inkOn(ColorMap.BROKEN), x + PAD, y + 7, 10);
            g.setFill(ColorMap.inkOn(ColorMap.BROKEN));
        } else {
            g.setFill(palette.text());
        }
        g.fillText(Numbers.format(value), x + ValueGrid.COLUMN - PAD, y + ValueGrid.ROW / 2.0);
    }

    private void outline(GraphicsContext g, Palette palette, View view, Cell cell, boolean locked) {
        if (cell != null) {
            g.setStroke(locked ? palette.focus() : palette.text());
            g.setLineWidth(locked ? 2 : 1);
            double half = g.getLineWidth() / 2;
            g.strokeRect(view.columnX(cell.column()) + half, view.rowY(cell.row()) + half,
                    ValueGrid.COLUMN - 2 * half, ValueGrid.ROW - 2 * half);
        }
    }

    private static void clip(GraphicsContext g, double x, double y, double width, double height) {
        g.beginPath();
        g.rect(x, y, Math.max(0, width), Math.max(0, height));
        g.clip();
    }
}
