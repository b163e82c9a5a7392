package dev.vitrine.ui.control;

import java.util.List;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.geometry.Rectangle2D;
import javafx.geometry.VPos;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.input.KeyCode;
import javafx.scene.text.TextAlignment;

/**
 * A matrix as colours, one cell a number. Large cells print the number as well; cells too small for the screen are
 * joined, and each block then shows its largest. Hatched cells hold no value, magenta ones are not finite, and a corner
 * mark says that the value lies beyond the colours.
 */
public final class Heatmap extends CanvasRegion {
    private static final int LABELLED = 12;        // px of a cell
    private static final int NOTE = 16;            // px for "max of n"

    private final ObjectProperty<RasterData> data = new SimpleObjectProperty<>(this, "data", RasterData.EMPTY);
    private final StringProperty title = new SimpleStringProperty(this, "title", "");
    private final BooleanProperty compact = new SimpleBooleanProperty(this, "compact");
    private final BooleanProperty square = new SimpleBooleanProperty(this, "square");
    private final ReadOnlyIntegerWrapper cellsPerBlock = new ReadOnlyIntegerWrapper(this, "cellsPerBlock", 1);
    private final ReadOnlyStringWrapper readOut = new ReadOnlyStringWrapper(this, "readOut", "");
    private final Lettering labels = new Lettering(Lettering.SMALL_MONO);
    private final Lettering notes = new Lettering(Lettering.SMALL);
    private final RasterImage image = new RasterImage();
    private final Picking<Cell> picking = new Picking<>(this, e -> cellAt(e.getX(), e.getY()), this::step);

    private RasterLayout layout = RasterLayout.fit(0, 0, 0, 0, 0, 0, false);
    private double rowGutter;
    private double columnGutter;
    private boolean upright;
    private boolean stale = true;

    public Heatmap() {
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setAccessibleRoleDescription(Words.of("raster.role"));
        data.addListener(change -> replaced());
        compact.addListener(change -> replaced());
        square.addListener(change -> replaced());
        paletteProperty().addListener(change -> stale = true);
        title.addListener(change -> describe());
        picking.hoveredProperty().addListener(change -> describe());
        picking.selectedProperty().addListener(change -> describe());
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

    /** What the picture shows, for those who hear it: "attention, layer 2 head 3". */
    public StringProperty titleProperty() {
        return title;
    }

    public String getTitle() {
        return title.get();
    }

    public void setTitle(String value) {
        title.set(value);
    }

    /** A thumbnail: no labels, no numbers, in the middle of its space. */
    public BooleanProperty compactProperty() {
        return compact;
    }

    public boolean isCompact() {
        return compact.get();
    }

    public void setCompact(boolean value) {
        compact.set(value);
    }

    /** Cells as wide as they are high. */
    public BooleanProperty squareProperty() {
        return square;
    }

    public boolean isSquare() {
        return square.get();
    }

    public void setSquare(boolean value) {
        square.set(value);
    }

    /** The cell under the pointer or under the keyboard's cursor, or null. */
    public ReadOnlyObjectProperty<Cell> hoveredProperty() {
        return picking.hoveredProperty();
    }

    /** The locked cell, or null; may be set and bound in both directions. */
    public ObjectProperty<Cell> selectedProperty() {
        return picking.selectedProperty();
    }

    /** The previewed or locked cell in words, with its value: the same by pointer and by keyboard. */
    public ReadOnlyStringProperty readOutProperty() {
        return readOut.getReadOnlyProperty();
    }

    /** Above 1 each block shows the largest of so many cells, and the caption must say so. */
    public ReadOnlyIntegerProperty cellsPerBlockProperty() {
        return cellsPerBlock.getReadOnlyProperty();
    }

    /** Where a cell is painted, in this region's coordinates, as of the last layout. */
    public Rectangle2D boundsOf(Cell cell) {
        return new Rectangle2D(layout.x(cell.column()), layout.y(cell.row()), layout.width(), layout.height());
    }

    @Override
    protected void paint(GraphicsContext g, double width, double height) {
        RasterData raster = data.get();
        if (raster.values().length == 0) {
            return;
        }
        RasterLayout wanted = isCompact() ? thumbnail(raster, width, height) : labelled(raster, width, height);
        if (stale || !wanted.equals(layout)) {
            layout = wanted;
            image.fill(raster, layout, Colours.argb(Marks.notANumber(getPalette())));
            stale = false;
            cellsPerBlock.set(layout.cellsPerBlock());
        }
        RasterPainter painter = new RasterPainter(g, getPalette(), raster, layout, image);
        painter.cells(!isCompact());
        if (rowGutter > 0) {
            painter.rowLabels(rowGutter, labels, picking.current());
        }
        if (columnGutter > 0) {
            painter.columnLabels(columnGutter, upright, labels, picking.current());
        }
        painter.outline(picking.hovered(), false);
        painter.outline(picking.selected(), true);
        if (layout.cellsPerBlock() > 1 && !isCompact()) {
            g.setFont(notes.font());
            g.setFill(getPalette().muted());
            g.setTextAlign(TextAlignment.LEFT);
            g.setTextBaseline(VPos.TOP);
            g.fillText(blockNote(), layout.left(), layout.top() + layout.pictureHeight() + 2.0);
        }
    }

    private RasterLayout thumbnail(RasterData raster, double width, double height) {
        rowGutter = columnGutter = 0;
        return fit(raster, EDGE, EDGE, width, height).centred(width - EDGE, height - EDGE);
    }

    /** Gutters for labels where cells are large enough to have one each. */
    private RasterLayout labelled(RasterData raster, double width, double height) {
        boolean rows = raster.rows() * LABELLED <= height;
        boolean columns = raster.columns() * LABELLED <= width;
        RasterLayout both = withGutters(raster, rows, columns, width, height);
        rows &= both.height() >= LABELLED;
        columns &= both.width() >= LABELLED;
        RasterLayout best = withGutters(raster, rows, columns, width, height);
        return best.cellsPerBlock() == 1 ? best : withGutters(raster, rows, columns, width, height - NOTE);
    }

    /** Column labels stand upright over their columns if all of them fit, else they are turned. */
    private RasterLayout withGutters(RasterData raster, boolean rows, boolean columns, double width, double height) {
        double widestColumn = columns ? widest(raster.columnLabels()) : 0;
        rowGutter = rows ? Math.min(widest(raster.rowLabels()), Math.min(96, width / 3)) : 0;
        double left = rowGutter > 0 ? EDGE + rowGutter + 6 : EDGE;
        RasterLayout over = fit(raster, left, widestColumn > 0 ? EDGE + 18 : EDGE, width, height);
        upright = widestColumn <= over.width() - 4;
        columnGutter = Math.min(widestColumn, upright ? over.width() - 2 : Math.min(72, height / 3));
        return upright ? over : fit(raster, left, EDGE + columnGutter + 8, width, height);
    }

    private RasterLayout fit(RasterData raster, double left, double top, double width, double height) {
        return RasterLayout.fit(raster.rows(), raster.columns(), left, top, width - EDGE, height - EDGE, isSquare());
    }

    private double widest(List<String> texts) {
        return texts.stream().mapToDouble(text -> labels.width(TokenText.visible(text))).max().orElse(0);
    }

    private Cell cellAt(double x, double y) {
        int block = layout.blockAt(x, y);
        return block < 0 || stale ? null : cellOf(block);
    }

    /** The cell that a block speaks for: the largest, or its first if all are masked. */
    private Cell cellOf(int block) {
        int index = image.shown(block);
        return index >= 0
                ? new Cell(index / data.get().columns(), index % data.get().columns())
                : new Cell(block / layout.blocksAcross() * layout.rowBin(), block % layout.blocksAcross() * layout.columnBin());
    }

    private Cell step(Cell from, KeyCode key) {
        int down = key == KeyCode.DOWN ? 1 : key == KeyCode.UP ? -1 : 0;
        int right = key == KeyCode.RIGHT ? 1 : key == KeyCode.LEFT ? -1 : 0;
        if (down == 0 && right == 0 || data.get().values().length == 0 || stale) {
            return null;
        }
        if (!data.get().contains(from)) {
            return cellOf(0);
        }
        int row = Math.clamp(from.row() / layout.rowBin() + down, 0, layout.blocksDown() - 1);
        int column = Math.clamp(from.column() / layout.columnBin() + right, 0, layout.blocksAcross() - 1);
        return cellOf(row * layout.blocksAcross() + column);
    }

    private void replaced() {
        stale = true;
        if (!data.get().contains(picking.hovered())) {
            picking.forget();
        }
        describe();
        repaint();
    }

    private void describe() {
        readOut.set(RasterWords.readOut(data.get(), picking.current()));
        setAccessibleText(RasterWords.spoken(title.get(), data.get(), picking.current()));
    }

    private String blockNote() {
        return Words.of(data.get().map().signed() ? "raster.magnitude" : "raster.max", Numbers.integer(layout.cellsPerBlock()));
    }
}
