package dev.vitrine.ui.control;

import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.Orientation;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.input.KeyCode;

/**
 * Tokens and numbers in columns under the tokens of a text. Every number is written in full: where the text is longer than
 * the region is wide, the table goes on below, with the labels again.
 */
public final class TokenTable extends CanvasRegion {
    private final ObjectProperty<TableData> data = new SimpleObjectProperty<>(this, "data", TableData.EMPTY);
    private final IntegerProperty marked = new SimpleIntegerProperty(this, "marked", -1);
    private final Picking<Cell> picking = new Picking<>(this, e -> bands().cellAt(e.getX(), e.getY()), this::step);
    private final TokenTablePainter painter = new TokenTablePainter();

    public TokenTable() {
        setAccessibleRole(AccessibleRole.TABLE_VIEW);
        setAccessibleRoleDescription(Words.of("table.role"));
        data.addListener(change -> replaced());
        marked.addListener(change -> repaint());
        picking.hoveredProperty().addListener(change -> describe());
        picking.selectedProperty().addListener(change -> describe());
    }

    public ObjectProperty<TableData> dataProperty() {
        return data;
    }

    public TableData getData() {
        return data.get();
    }

    public void setData(TableData value) {
        data.set(value);
    }

    /** The column whose token is lit, -1 for none. */
    public IntegerProperty markedProperty() {
        return marked;
    }

    public ReadOnlyObjectProperty<Cell> hoveredProperty() {
        return picking.hoveredProperty();
    }

    /** The locked cell, or null. */
    public ObjectProperty<Cell> selectedProperty() {
        return picking.selectedProperty();
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    @Override
    protected double computePrefWidth(double height) {
        return 480;
    }

    @Override
    protected double computePrefHeight(double width) {
        return painter.bands(data.get(), width < 0 ? 480 : width).height();
    }

    @Override
    protected double computeMinHeight(double width) {
        return width > 0 ? computePrefHeight(width) : painter.bands(data.get(), Double.MAX_VALUE).height();
    }

    @Override
    protected void paint(GraphicsContext g, double width, double height) {
        painter.paint(g, getPalette(), data.get(), bands(), marked.get(), picking.hovered(), picking.selected());
    }

    private TableBands bands() {
        return painter.bands(data.get(), Math.floor(getWidth()));
    }

    private Cell step(Cell from, KeyCode key) {
        int right = key == KeyCode.RIGHT ? 1 : key == KeyCode.LEFT ? -1 : 0;
        int down = key == KeyCode.DOWN ? 1 : key == KeyCode.UP ? -1 : 0;
        TableData table = data.get();
        if (right == 0 && down == 0 || table.columns().isEmpty() || table.rows().isEmpty()) {
            return null;
        }
        return table.contains(from)
                ? new Cell(Math.clamp(from.row() + down, 0, table.rows().size() - 1),
                        Math.clamp(from.column() + right, 0, table.columns().size() - 1))
                : new Cell(0, 0);
    }

    private void replaced() {
        if (!data.get().contains(picking.hovered())) {
            picking.forget();
        }
        describe();
        requestLayout();        // the number of bands may change
        repaint();
    }

    private void describe() {
        Cell cell = picking.current();
        if (!data.get().contains(cell)) {
            setAccessibleText(Words.of("table.size", data.get().rows().size(), data.get().columns().size()));
            return;
        }
        TableData.Entry entry = data.get().at(cell);
        setAccessibleText(Words.of("table.cell", data.get().rows().get(cell.row()).label(),
                TokenText.quoted(data.get().columns().get(cell.column())),
                entry.masked() ? Words.of("raster.masked") : (TokenText.visible(entry.token()) + " " + entry.number()).strip()));
    }
}
