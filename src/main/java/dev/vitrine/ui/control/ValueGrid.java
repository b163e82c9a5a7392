package dev.vitrine.ui.control;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.Orientation;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.ScrollBar;
import javafx.scene.input.KeyCode;
import javafx.scene.input.ScrollEvent;

/**
 * The numbers behind a heat map: a table of a matrix with the indices of rows and columns, which stay while it scrolls.
 * Only what is on screen is painted. Bind {@code data} and {@code selected} to the heat map's.
 */
public final class ValueGrid extends CanvasRegion {
    static final int ROW = 24;
    static final int COLUMN = 84;        // px at least
    private static final double THUMB = 32;        // px at least

    private final ObjectProperty<RasterData> data = new SimpleObjectProperty<>(this, "data", RasterData.EMPTY);
    private final ScrollBar down = new ScrollBar();
    private final ScrollBar across = new ScrollBar();
    private final GridPainter painter = new GridPainter();
    private final Picking<Cell> picking = new Picking<>(this, e -> cellAt(e.getX(), e.getY()), this::step);
    private double gutter = 40;

    public ValueGrid() {
        setAccessibleRole(AccessibleRole.TABLE_VIEW);
        setAccessibleRoleDescription(Words.of("grid.role"));
        down.setOrientation(Orientation.VERTICAL);
        down.setFocusTraversable(false);
        across.setFocusTraversable(false);
        getChildren().addAll(down, across);
        down.valueProperty().addListener(change -> repaint());
        across.valueProperty().addListener(change -> repaint());
        data.addListener(change -> replaced());
        picking.hoveredProperty().addListener(change -> describe());
        picking.selectedProperty().addListener((property, was, is) -> {
            reveal(is);
            describe();
        });
        addEventHandler(ScrollEvent.SCROLL, e -> {
            scroll(down, down.getValue() - e.getDeltaY() / ROW);
            scroll(across, across.getValue() - e.getDeltaX() / COLUMN);
            e.consume();
        });
        describe();
    }

    public ObjectProperty<RasterData> dataProperty() {
        return data;
    }

    public RasterData getData() {
        return data.get();
    }

    public void setData(RasterData value) {
        data.set(value);
    }

    public ReadOnlyObjectProperty<Cell> hoveredProperty() {
        return picking.hoveredProperty();
    }

    /** The locked cell, or null; setting it scrolls it into view. */
    public ObjectProperty<Cell> selectedProperty() {
        return picking.selectedProperty();
    }

    /** Scrolls as little as brings the cell on screen; nothing if there is no such cell. */
    public void reveal(Cell cell) {
        if (data.get().contains(cell) && getWidth() > 0) {
            range();
            into(down, cell.row(), visibleRows());
            into(across, cell.column(), visibleColumns());
        }
    }

    @Override
    protected void arrange(double width, double height) {
        range();
        double thick = thickness();
        down.resizeRelocate(width - EDGE - thick, top(), thick, viewHeight());
        across.resizeRelocate(left(), height - EDGE - thick, viewWidth(), thick);
    }

    @Override
    protected void paint(GraphicsContext g, double width, double height) {
        painter.paint(g, getPalette(), data.get(), view(), picking.hovered(), picking.selected());
    }

    @Override
    protected double computePrefWidth(double height) {
        return 2 * EDGE + gutter + 4.0 * COLUMN;
    }

    @Override
    protected double computePrefHeight(double width) {
        return 2 * EDGE + 11.0 * ROW;
    }

    /** Cells that the last painting touched. */
    int painted() {
        return painter.painted();
    }

    private double left() {
        return EDGE + gutter;
    }

    private double top() {
        return EDGE + ROW;
    }

    private double thickness() {
        return Math.ceil(down.prefWidth(-1));
    }

    private double viewWidth() {
        return Math.max(0, Math.floor(getWidth()) - EDGE - left() - (down.isVisible() ? thickness() : 0));
    }

    private double viewHeight() {
        return Math.max(0, Math.floor(getHeight()) - EDGE - top() - (across.isVisible() ? thickness() : 0));
    }

    /** Scroll bars count whole rows and columns, so that no number is cut and looks like another. */
    private void range() {
        RasterData table = data.get();
        down.setVisible(false);
        across.setVisible((double) table.columns() * COLUMN > viewWidth());
        down.setVisible((double) table.rows() * ROW > viewHeight());
        across.setVisible((double) table.columns() * COLUMN > viewWidth());
        range(down, table.rows(), visibleRows(), viewHeight());
        range(across, table.columns(), visibleColumns(), viewWidth());
    }

    private static void range(ScrollBar bar, int cells, int visible, double view) {
        bar.setMax(Math.max(0, cells - visible));
        bar.setVisibleAmount(bar.getMax() * Math.max((double) visible / Math.max(1, cells), THUMB / Math.max(THUMB, view)));
        bar.setUnitIncrement(1);
        bar.setBlockIncrement(Math.max(1, visible - 1));
        scroll(bar, bar.getValue());
    }

    private static void into(ScrollBar bar, int cell, int visible) {
        if (cell < first(bar)) {
            scroll(bar, cell);
        } else if (cell >= first(bar) + visible) {
            scroll(bar, cell - visible + 1);
        }
    }

    private static void scroll(ScrollBar bar, double value) {
        bar.setValue(Math.clamp(value, 0, bar.getMax()));
    }

    private static int first(ScrollBar bar) {
        return (int) Math.round(bar.getValue());
    }

    private int visibleRows() {
        return Math.max(1, (int) (viewHeight() / ROW));
    }

    private int visibleColumns() {
        return Math.max(1, (int) (viewWidth() / COLUMN));
    }

    private GridPainter.View view() {
        int columns = Math.min(visibleColumns(), data.get().columns());
        double width = across.isVisible() ? Math.floor(viewWidth() / visibleColumns()) : COLUMN;
        return new GridPainter.View(left(), top(), first(down), first(across),
                Math.min(visibleRows(), data.get().rows()), columns, width);
    }

    private Cell cellAt(double x, double y) {
        Cell cell = view().at(x, y);
        return data.get().contains(cell) ? cell : null;
    }

    private Cell step(Cell from, KeyCode key) {
        int page = Math.max(1, visibleRows() - 1);
        int rows = switch (key) {
            case DOWN -> 1;
            case UP -> -1;
            case PAGE_DOWN -> page;
            case PAGE_UP -> -page;
            default -> 0;
        };
        int columns = key == KeyCode.RIGHT ? 1 : key == KeyCode.LEFT ? -1 : 0;
        if (rows == 0 && columns == 0 || data.get().values().length == 0) {
            return null;
        }
        Cell to = data.get().contains(from)
                ? new Cell(Math.clamp(from.row() + rows, 0, data.get().rows() - 1),
                        Math.clamp(from.column() + columns, 0, data.get().columns() - 1))
                : new Cell(0, 0);
        reveal(to);
        return to;
    }

    private void replaced() {
        gutter = painter.gutter(data.get());
        if (!data.get().contains(picking.hovered())) {
            picking.forget();
        }
        describe();
        repaint();
    }

    private void describe() {
        setAccessibleText(RasterWords.spoken("", data.get(), picking.current()));
    }
}
