package dev.vitrine.ui.control;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.VPos;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.input.KeyCode;
import javafx.scene.text.TextAlignment;

/**
 * A reliability diagram: a bar for each bin of confidence, as high as the share of its predictions that is right; a mark at their
 * mean confidence, and the dashed diagonal where both are equal.
 */
public final class ReliabilityDiagram extends CanvasRegion {
    private static final int LABELS = 18;

    private final ObjectProperty<ReliabilityData> data = new SimpleObjectProperty<>(this, "data", ReliabilityData.EMPTY);
    private final Lettering figures = new Lettering(Lettering.SMALL_MONO);
    private final Picking<Integer> picking = new Picking<>(this, e -> binAt(e.getX()), this::step);

    public ReliabilityDiagram() {
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setAccessibleRoleDescription(Words.of("reliability.role"));
        data.addListener(_ -> {
            picking.forget();
            describe();
            repaint();
        });
        picking.hoveredProperty().addListener(_ -> describe());
        picking.selectedProperty().addListener(_ -> describe());
        describe();
    }

    public ObjectProperty<ReliabilityData> dataProperty() {
        return data;
    }

    public void setData(ReliabilityData value) {
        data.set(value);
    }

    /** Number of the bin under the pointer or the keyboard's cursor, or null. */
    public ReadOnlyObjectProperty<Integer> hoveredProperty() {
        return picking.hoveredProperty();
    }

    /** "0.8 to 0.9: 812 predictions, confidence 0.85, right 0.83", or how many bins there are. */
    String readOut() {
        Integer at = picking.current();
        if (at == null || at >= data.get().bins().size()) {
            return Words.of("reliability.size", data.get().bins().size());
        }
        ReliabilityData.Bin bin = data.get().bins().get(at);
        return bin.count() == 0 ? Words.of("reliability.none", Numbers.format(bin.from(), 2), Numbers.format(bin.to(), 2))
                : Words.of("reliability.bin", Numbers.format(bin.from(), 2), Numbers.format(bin.to(), 2), Numbers.integer(bin.count()),
                        Numbers.format(bin.mean()), Numbers.format(bin.accuracy()));
    }

    @Override
    protected void paint(GraphicsContext g, double width, double height) {
        double base = Math.floor(height - EDGE - LABELS);
        for (int at = 0; at < data.get().bins().size(); at++) {
            ReliabilityData.Bin bin = data.get().bins().get(at);
            if (bin.count() > 0) {
                boolean picked = Integer.valueOf(at).equals(picking.hovered()) || Integer.valueOf(at).equals(picking.selected());
                double left = Math.rint(x(bin.from(), width));
                double right = Math.rint(x(bin.to(), width)) - 1;
                double top = Math.rint(y(bin.accuracy(), base));
                g.setFill(picked ? getPalette().focus() : getPalette().series().getFirst());
                g.fillRect(left, top, right - left, Math.max(1, base - top));
                g.setFill(getPalette().background());
                g.fillRect(left, Math.rint(y(bin.mean(), base)) - 3, right - left, 6);
                g.setFill(getPalette().series().get(1));
                g.fillRect(left, Math.rint(y(bin.mean(), base)) - 1.5, right - left, 3);
            }
        }
        Marks.line(g, getPalette().border(), EDGE, base, width - EDGE, base);
        g.setStroke(getPalette().text());
        g.setLineDashes(5, 4);
        g.strokeLine(EDGE, base, width - EDGE, EDGE);
        g.setLineDashes();
        g.setFont(figures.font());
        g.setFill(getPalette().muted());
        g.setTextBaseline(VPos.TOP);
        g.setTextAlign(TextAlignment.LEFT);
        g.fillText("0", EDGE, base + 4);
        g.setTextAlign(TextAlignment.RIGHT);
        g.fillText("1", width - EDGE, base + 4);
    }

    @Override
    protected double computePrefWidth(double height) {
        return 280;
    }

    @Override
    protected double computePrefHeight(double width) {
        return 180;
    }

    private static double x(double confidence, double width) {
        return EDGE + confidence * (width - 2 * EDGE);
    }

    private static double y(double share, double base) {
        return base - share * (base - EDGE);
    }

    private Integer binAt(double x) {
        int count = data.get().bins().size();
        int at = (int) Math.floor((x - EDGE) / (Math.floor(getWidth()) - 2 * EDGE) * count);
        return at >= 0 && at < count ? at : null;
    }

    private Integer step(Integer from, KeyCode key) {
        int move = key == KeyCode.RIGHT ? 1 : key == KeyCode.LEFT ? -1 : 0;
        int count = data.get().bins().size();
        return move == 0 || count == 0 ? null : from == null ? count - 1 : (Integer) Math.clamp(from + move, 0, count - 1);
    }

    private void describe() {
        setAccessibleText(readOut());
    }
}
