package dev.vitrine.ui.control;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.Orientation;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseEvent;

/** A board of square cells, as large as there is room for; a cell is pointed at, or chosen with a click or with the arrow keys. */
public final class Board extends CanvasRegion {
    private static final double LARGEST = 48;
    private static final double PREFERRED = 36;

    private final ObjectProperty<BoardData> data = new SimpleObjectProperty<>(this, "data", BoardData.EMPTY);
    private final BoardPainter painter = new BoardPainter();
    private final Picking<Cell> picking = new Picking<>(this, this::at, this::step);

    public Board() {
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setAccessibleRoleDescription(Words.of("board.role"));
        data.addListener(change -> {
            if (!data.get().contains(picking.hovered())) {
                picking.forget();
            }
            describe();
            repaint();
            requestLayoutOfParent();
        });
        picking.hoveredProperty().addListener(change -> describe());
        picking.selectedProperty().addListener(change -> describe());
    }

    private void requestLayoutOfParent() {
        if (getParent() != null) {
            getParent().requestLayout();
        }
    }

    public ObjectProperty<BoardData> dataProperty() {
        return data;
    }

    public ReadOnlyObjectProperty<Cell> hoveredProperty() {
        return picking.hoveredProperty();
    }

    /** The chosen cell, or null. */
    public ObjectProperty<Cell> selectedProperty() {
        return picking.selectedProperty();
    }

    private double cell(double width, double height) {
        BoardData board = data.get();
        double room = Math.min((width - 2 * EDGE - 2) / Math.max(1, board.columns()), (height - 2 * EDGE - 2) / Math.max(1, board.rows()));
        return Math.max(4, Math.floor(Math.min(LARGEST, room)));
    }

    @Override
    protected double computePrefWidth(double height) {
        return data.get().columns() * PREFERRED + 2 * EDGE + 2;
    }

    @Override
    protected double computePrefHeight(double width) {
        double cell = width < 0 ? PREFERRED : Math.min(LARGEST, (width - 2 * EDGE - 2) / Math.max(1, data.get().columns()));
        return Math.floor(cell) * data.get().rows() + 2 * EDGE + 2;
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    @Override
    protected void paint(GraphicsContext g, double width, double height) {
        double cell = cell(width, height);
        painter.paint(g, getPalette(), data.get(), EDGE, EDGE, cell);
        outline(g, picking.hovered(), cell, false);
        outline(g, picking.selected(), cell, true);
    }

    private void outline(GraphicsContext g, Cell at, double cell, boolean chosen) {
        if (data.get().contains(at)) {
            g.setStroke(chosen ? getPalette().focus() : getPalette().text());
            g.setLineWidth(chosen ? 3 : 2);
            g.strokeRect(EDGE + at.column() * cell + 1, EDGE + at.row() * cell + 1, cell - 1, cell - 1);
        }
    }

    private Cell at(MouseEvent e) {
        double cell = cell(Math.floor(getWidth()), Math.floor(getHeight()));
        Cell at = new Cell((int) Math.floor((e.getY() - EDGE) / cell), (int) Math.floor((e.getX() - EDGE) / cell));
        return data.get().contains(at) ? at : null;
    }

    private Cell step(Cell from, KeyCode key) {
        int down = key == KeyCode.DOWN ? 1 : key == KeyCode.UP ? -1 : 0;
        int right = key == KeyCode.RIGHT ? 1 : key == KeyCode.LEFT ? -1 : 0;
        if (down == 0 && right == 0 || data.get().cells().isEmpty()) {
            return null;
        }
        return from == null ? new Cell(0, 0) : new Cell(Math.clamp(from.row() + down, 0, data.get().rows() - 1),
                Math.clamp(from.column() + right, 0, data.get().columns() - 1));
    }

    private void describe() {
        Cell at = picking.current();
        setAccessibleText(data.get().contains(at)
                ? Words.of("board.cell", at.row() + 1, at.column() + 1, data.get().said(at))
                : Words.of("board.size", data.get().rows(), data.get().columns()));
    }
}
