package dev.vitrine.ui.control;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.VPos;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.input.KeyCode;
import javafx.scene.text.TextAlignment;

/**
 * A histogram: a bar a bin over the axis of the values, zero dashed. Counts stand as they are or by logarithm, where a bin
 * with a single value is still a bar and an empty one is none.
 */
public final class BinChart extends CanvasRegion {
    private static final int LABELS = 18;

    private final ObjectProperty<BinData> data = new SimpleObjectProperty<>(this, "data", BinData.EMPTY);
    private final BooleanProperty logCounts = new SimpleBooleanProperty(this, "logCounts");
    private final Lettering figures = new Lettering(Lettering.SMALL_MONO);
    private final Picking<Integer> picking = new Picking<>(this, e -> binAt(e.getX()), this::step);

    public BinChart() {
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setAccessibleRoleDescription(Words.of("bins.role"));
        data.addListener(change -> replaced());
        logCounts.addListener(change -> repaint());
        picking.hoveredProperty().addListener(change -> describe());
        picking.selectedProperty().addListener(change -> describe());
        describe();
    }

    public ObjectProperty<BinData> dataProperty() {
        return data;
    }

    public BinData getData() {
        return data.get();
    }

    public void setData(BinData value) {
        data.set(value);
    }

    /** Whether the height of a bar is log(1 + count). */
    public BooleanProperty logCountsProperty() {
        return logCounts;
    }

    public boolean isLogCounts() {
        return logCounts.get();
    }

    public void setLogCounts(boolean value) {
        logCounts.set(value);
    }

    /** Number of the bin under the pointer or the keyboard's cursor, or null. */
    public ReadOnlyObjectProperty<Integer> hoveredProperty() {
        return picking.hoveredProperty();
    }

    /** Number of the locked bin, or null. */
    public ObjectProperty<Integer> selectedProperty() {
        return picking.selectedProperty();
    }

    /** "−0.1 to 0.1: 812", or nothing. */
    String readOut() {
        Integer bin = picking.current();
        BinData bins = data.get();
        return bin == null || bin >= bins.counts().length ? "" : Words.of("bins.bin", Numbers.format(bins.edge(bin)),
                Numbers.format(bins.edge(bin + 1)), Numbers.integer(bins.counts()[bin]));
    }

    @Override
    protected void paint(GraphicsContext g, double width, double height) {
        BinData bins = data.get();
        if (bins.counts().length == 0) {
            return;
        }
        double top = EDGE + LABELS;
        double base = Math.floor(height - EDGE - LABELS);
        double tallest = Math.max(1e-9, tall(bins.largest()));
        for (int bin = 0; bin < bins.counts().length; bin++) {
            double left = Math.rint(x(bin));
            double bar = bins.counts()[bin] == 0 ? 0 : Math.max(1, Math.rint(tall(bins.counts()[bin]) / tallest * (base - top)));
            boolean picked = Integer.valueOf(bin).equals(picking.hovered()) || Integer.valueOf(bin).equals(picking.selected());
            g.setFill(picked ? getPalette().focus() : getPalette().series().getFirst());
            g.fillRect(left, base - bar, Math.max(1, Math.rint(x(bin + 1)) - left - 1), bar);
        }
        axis(g, bins, base, width);
        g.setTextBaseline(VPos.TOP);
        g.setTextAlign(TextAlignment.LEFT);
        g.setFill(getPalette().muted());
        g.fillText(Words.of("bins.most", Numbers.integer(bins.largest())), EDGE, EDGE);
        g.setTextAlign(TextAlignment.RIGHT);
        g.setFill(getPalette().text());
        g.fillText(readOut(), width - EDGE, EDGE);
    }

    private void axis(GraphicsContext g, BinData bins, double base, double width) {
        g.setStroke(getPalette().border());
        g.setLineWidth(1);
        g.strokeLine(EDGE, base + 0.5, width - EDGE, base + 0.5);
        g.setFont(figures.font());
        g.setFill(getPalette().muted());
        g.setTextBaseline(VPos.TOP);
        g.setTextAlign(TextAlignment.LEFT);
        g.fillText(Numbers.format(bins.lo()), EDGE, base + 4);
        g.setTextAlign(TextAlignment.RIGHT);
        g.fillText(Numbers.format(bins.hi()), width - EDGE, base + 4);
        if (bins.lo() < 0 && bins.hi() > 0) {
            double zero = EDGE + -bins.lo() / (bins.hi() - bins.lo()) * (width - 2 * EDGE);
            Marks.dashed(g, getPalette().text(), zero, EDGE + LABELS, zero, base);
            g.setTextAlign(TextAlignment.CENTER);
            g.fillText("0", zero, base + 4);
        }
    }

    @Override
    protected double computePrefWidth(double height) {
        return 320;
    }

    @Override
    protected double computePrefHeight(double width) {
        return 180;
    }

    private double tall(int count) {
        return logCounts.get() ? Math.log1p(count) : count;
    }

    private double x(int bin) {
        return EDGE + (Math.floor(getWidth()) - 2 * EDGE) * bin / data.get().counts().length;
    }

    private Integer binAt(double x) {
        int count = data.get().counts().length;
        int at = (int) Math.floor((x - EDGE) / (Math.floor(getWidth()) - 2 * EDGE) * count);
        return at >= 0 && at < count ? at : null;
    }

    private Integer step(Integer from, KeyCode key) {
        int move = key == KeyCode.RIGHT ? 1 : key == KeyCode.LEFT ? -1 : 0;
        int count = data.get().counts().length;
        return move == 0 || count == 0 ? null : from == null ? count / 2 : (Integer) Math.clamp(from + move, 0, count - 1);
    }

    private void replaced() {
        if (picking.hovered() != null && picking.hovered() >= data.get().counts().length) {
            picking.forget();
        }
        describe();
        repaint();
    }

    private void describe() {
        String current = readOut();
        BinData bins = data.get();
        setAccessibleText(current.isEmpty() ? Words.of("bins.size", Numbers.integer(bins.counts().length),
                Numbers.format(bins.lo()), Numbers.format(bins.hi()), Numbers.integer(bins.largest())) : current);
    }
}
