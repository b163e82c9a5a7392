package dev.vitrine.ui.control;

import java.util.List;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.geometry.HPos;
import javafx.geometry.Insets;
import javafx.geometry.Orientation;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.layout.Pane;

/**
 * Panels side by side in as many equal columns as there is width for; what is left over in the last row is shared by its
 * panels. Height to spare goes to the rows in proportion to what they prefer.
 */
public final class Panels extends Pane {
    private static final double GAP = 12;
    private final DoubleProperty columnWidth = new SimpleDoubleProperty(this, "columnWidth", 420);
    private final IntegerProperty most = new SimpleIntegerProperty(this, "most", 2);

    public Panels() {
        columnWidth.addListener(change -> requestLayout());
        most.addListener(change -> requestLayout());
    }

    /** Below this width a column is not worth having. */
    public DoubleProperty columnWidthProperty() {
        return columnWidth;
    }

    public double getColumnWidth() {
        return columnWidth.get();
    }

    public void setColumnWidth(double width) {
        columnWidth.set(width);
    }

    /** Columns at most. */
    public IntegerProperty mostProperty() {
        return most;
    }

    public int getMost() {
        return most.get();
    }

    public void setMost(int columns) {
        most.set(columns);
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    @Override
    protected double computeMinWidth(double height) {
        return getManagedChildren().stream().mapToDouble(n -> n.minWidth(-1)).max().orElse(0);
    }

    @Override
    protected double computePrefWidth(double height) {
        return columnWidth.get() * most.get();
    }

    @Override
    protected double computeMinHeight(double width) {
        return height(width, false);
    }

    @Override
    protected double computePrefHeight(double width) {
        return height(width, true);
    }

    private double height(double width, boolean preferred) {
        double all = width < 0 ? prefWidth(-1) : width;
        double sum = 0;
        for (int row = 0; row < rows(all); row++) {
            sum += rowHeight(row, all, preferred) + (row > 0 ? GAP : 0);
        }
        Insets insets = getInsets();
        return sum + insets.getTop() + insets.getBottom();
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth();
        int rows = rows(width);
        double least = height(width, false);
        double wished = height(width, true);
        double share = wished > least ? Math.clamp((getHeight() - least) / (wished - least), 0, 1) : 1;
        double spare = Math.max(0, getHeight() - wished);
        double preferred = Math.max(1, wished - GAP * (rows - 1));
        double y = snappedTopInset();
        for (int row = 0; row < rows; row++) {
            double low = rowHeight(row, width, false);
            double high = rowHeight(row, width, true);
            double height = Math.floor(low + (high - low) * share + spare * high / preferred);
            List<Node> panels = row(row, width);
            for (int i = 0; i < panels.size(); i++) {
                double left = Math.rint(i * (width + GAP) / panels.size());
                double right = Math.rint((i + 1) * (width + GAP) / panels.size()) - GAP;
                layoutInArea(panels.get(i), left, y, right - left, height, 0, HPos.LEFT, VPos.TOP);
            }
            y += height + GAP;
        }
    }

    private double rowHeight(int row, double width, boolean preferred) {
        List<Node> panels = row(row, width);
        double each = Math.floor((width - GAP * (panels.size() - 1)) / panels.size());
        return panels.stream().mapToDouble(n -> preferred ? Math.max(n.minHeight(each), n.prefHeight(each)) : n.minHeight(each))
                .max().orElse(0);
    }

    private int columns(double width) {
        return (int) Math.clamp(Math.floor((width + GAP) / (columnWidth.get() + GAP)), 1, most.get());
    }

    private int rows(double width) {
        return Math.ceilDiv(getManagedChildren().size(), columns(width));
    }

    private List<Node> row(int row, double width) {
        List<Node> all = getManagedChildren();
        int columns = columns(width);
        return all.subList(row * columns, Math.min(all.size(), (row + 1) * columns));
    }
}
