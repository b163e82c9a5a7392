package dev.vitrine.ui.control;

import java.util.List;
import javafx.beans.Observable;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.geometry.Insets;
import javafx.geometry.VPos;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

/**
 * Where a training step stands: its phases in order, the done ones ticked, the current one bold, underlined and under a
 * triangle. Colour only repeats what the marks say.
 */
public final class PhaseBar extends ChartRegion {
    private static final double TICK = 14;
    private static final double ARROW = 22;
    private static final double LEAST_ARROW = 8;
    private static final double HEIGHT = 34;
    private final ObservableList<String> phases = FXCollections.observableArrayList();
    private final IntegerProperty current = new SimpleIntegerProperty(this, "current", -1);

    public PhaseBar() {
        super("phase-bar");
        setFocusTraversable(false);
        setAccessibleRole(AccessibleRole.TEXT);
        setAccessibleRoleDescription(Words.of("phases.role"));
        phases.addListener((Observable _) -> {
            requestLayout();
            changed();
        });
        current.addListener(_ -> changed());
    }

    public ObservableList<String> getPhases() {
        return phases;
    }

    public void setPhases(List<String> newPhases) {
        phases.setAll(newPhases);
    }

    /** The phase that is on; -1 before the first, phases.size() after the last. */
    public IntegerProperty currentProperty() {
        return current;
    }

    private void changed() {
        int at = current.get();
        setAccessibleText(at >= 0 && at < phases.size() ? phases.get(at) + ", " + (at + 1) + " / " + phases.size() : "");
        repaint();
    }

    /** The left edge of a phase's name. */
    double left(int phase) {
        double x = TICK;
        for (int i = 0; i < phase; i++) {
            x += width(i) + arrow() + TICK;
        }
        return x;
    }

    /** Room of an arrow: less than wanted where the bar is narrower than it wants to be. */
    private double arrow() {
        double missing = getWidth() > 0 ? Math.max(0, prefWidth(-1) - getWidth()) : 0;
        return phases.size() < 2 ? ARROW : Math.max(LEAST_ARROW, ARROW - missing / (phases.size() - 1));
    }

    /** As wide as the bold name, so that nothing moves when a phase becomes the current one. */
    double width(int phase) {
        return text().width(phases.get(phase), text().bold());
    }

    @Override
    protected double computePrefWidth(double height) {
        Insets insets = getInsets();
        double names = TICK + 4;
        for (int i = 0; i < phases.size(); i++) {
            names += width(i) + (i > 0 ? ARROW + TICK : 0);
        }
        return insets.getLeft() + names + insets.getRight();
    }

    @Override
    protected double computePrefHeight(double width) {
        return getInsets().getTop() + Math.max(HEIGHT, text().line(text().bold()) + 16) + getInsets().getBottom();
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    void paint(GraphicsContext g, double width, double height) {
        Palette palette = getPalette();
        double middle = Math.rint(height / 2);
        g.setTextBaseline(VPos.CENTER);
        g.setTextAlign(TextAlignment.LEFT);
        for (int i = 0; i < phases.size(); i++) {
            double x = left(i);
            if (i < current.get()) {
                tick(g, x - TICK + 1, middle, palette);
            }
            boolean on = i == current.get();
            Font font = on ? text().bold() : text().body();
            g.setFont(font);
            g.setFill(on ? palette.focus() : i < current.get() ? palette.text() : palette.muted());
            double inset = (width(i) - text().width(phases.get(i), font)) / 2;
            g.fillText(phases.get(i), x + inset, middle);
            if (on) {
                double half = text().line(font) / 2;
                g.fillRect(x, middle + half, width(i), 2);
                Marks.down(g, x + width(i) / 2, middle - half + 1, 4);
            }
            if (i + 1 < phases.size()) {
                double a = x + width(i) + arrow() / 2;
                g.setFill(palette.border());
                g.fillPolygon(new double[] {a - 3, a + 3, a - 3}, new double[] {middle - 4, middle, middle + 4}, 3);
            }
        }
    }

    @Override
    void paintOverlay(GraphicsContext g, double width, double height) {
        // nothing follows the pointer
    }

    private static void tick(GraphicsContext g, double x, double y, Palette palette) {
        g.setStroke(palette.text());
        g.setLineWidth(2);
        g.strokePolyline(new double[] {x, x + 3.5, x + 9}, new double[] {y, y + 4, y - 4}, 3);
    }
}
