package dev.vitrine.ui.control;

import java.util.List;
import java.util.function.IntConsumer;
import javafx.beans.Observable;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.scene.AccessibleAction;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;

/**
 * The loss curve of the whole run as the handle of time: the knob is the step on the screen, what lies beyond it is muted, the
 * ring at the end is the newest step. While a wanted step is not yet there, a hollow knob shows where the screen is going.
 *
 * <p>Press or drag asks for a step through {@link #onSeekProperty()}; letting go ends with {@link #onSeekEndProperty()}.
 */
public final class Scrubber extends ChartRegion {
    private final ObjectProperty<Points> points = new SimpleObjectProperty<>(this, "points", Points.none());
    private final IntegerProperty viewedStep = new SimpleIntegerProperty(this, "viewedStep");
    private final IntegerProperty firstStep = new SimpleIntegerProperty(this, "firstStep");
    private final IntegerProperty newestStep = new SimpleIntegerProperty(this, "newestStep");
    private final DoubleProperty reference = new SimpleDoubleProperty(this, "reference", Double.NaN);
    private final StringProperty stepName = new SimpleStringProperty(this, "stepName", "step");
    private final StringProperty valueName = new SimpleStringProperty(this, "valueName", "loss");
    private final ObjectProperty<IntConsumer> onSeek = new SimpleObjectProperty<>(this, "onSeek");
    private final ObjectProperty<IntConsumer> onSeekEnd = new SimpleObjectProperty<>(this, "onSeekEnd");
    private final ScrubberPainter painter = new ScrubberPainter(this);
    private PlotArea area;
    private int wanted = -1;
    private boolean dragging;
    private double hovered = Double.NaN;

    public Scrubber() {
        super("scrubber");
        setAccessibleRole(AccessibleRole.SLIDER);
        setAccessibleRoleDescription(Words.of("scrubber.role"));
        setMinSize(120, 40);
        setPrefSize(480, 56);
        for (Observable o : List.of(points, firstStep, newestStep, reference, stepName, valueName)) {
            o.addListener(_ -> repaint());
        }
        viewedStep.addListener(_ -> {
            if (!dragging) {
                wanted = -1;
            }
            repaint();
            notifyAccessibleAttributeChanged(AccessibleAttribute.VALUE);
        });
        surface().setCursor(Cursor.H_RESIZE);
        surface().setOnMousePressed(this::press);
        surface().setOnMouseDragged(this::drag);
        surface().setOnMouseReleased(_ -> release());
        surface().setOnMouseMoved(e -> hover(e.getX()));
        surface().setOnMouseExited(_ -> hover(Double.NaN));
        setOnKeyPressed(this::key);
    }

    /** Loss of each step; x is the step. */
    public ObjectProperty<Points> pointsProperty() {
        return points;
    }

    /** Says that the points grew. */
    public void refresh() {
        repaint();
    }

    /** The step on the screen. Set by the owner once it is there, never by this control. */
    public IntegerProperty viewedStepProperty() {
        return viewedStep;
    }

    public IntegerProperty firstStepProperty() {
        return firstStep;
    }

    /** The step where training stands. */
    public IntegerProperty newestStepProperty() {
        return newestStep;
    }

    /** The loss of pure guessing, ln V; NaN for none. */
    public DoubleProperty referenceProperty() {
        return reference;
    }

    public StringProperty stepNameProperty() {
        return stepName;
    }

    public StringProperty valueNameProperty() {
        return valueName;
    }

    /** Called with each step that is asked for, many times a second while dragging. */
    public ObjectProperty<IntConsumer> onSeekProperty() {
        return onSeek;
    }

    public void setOnSeek(IntConsumer handler) {
        onSeek.set(handler);
    }

    /** Called once with the last step asked for, when the knob or the key is let go. */
    public ObjectProperty<IntConsumer> onSeekEndProperty() {
        return onSeekEnd;
    }

    public void setOnSeekEnd(IntConsumer handler) {
        onSeekEnd.set(handler);
    }

    /** "step 137, loss 1.234", with what was recorded for that step. */
    public String readout(int step) {
        Points p = points.get();
        int i = Search.nearest(p, p.size(), step);
        String value = i >= 0 && p.x(i) == step ? ", " + valueName.get() + " " + Numbers.format(p.y(i)) : "";
        return stepName.get() + " " + step + value;
    }

    /** The step asked for that is not on the screen yet; -1 for none. */
    int wanted() {
        return wanted;
    }

    /** The step under the pointer; -1 for none. */
    int hoveredStep() {
        return Double.isNaN(hovered) || area == null ? -1 : stepAt(hovered);
    }

    int last() {
        return Math.max(newestStep.get(), firstStep.get());
    }

    PlotArea area() {
        return area;
    }

    @Override
    void paint(GraphicsContext g, double width, double height) {
        area = painter.paint(g, width, height);
        setAccessibleText(readout(viewedStep.get()) + " / " + last());
    }

    @Override
    void paintOverlay(GraphicsContext g, double width, double height) {
        if (area != null) {
            painter.paintOverlay(g, area, width);
        }
    }

    @Override
    public Object queryAccessibleAttribute(AccessibleAttribute attribute, Object... parameters) {
        return switch (attribute) {
            case VALUE -> (double) viewedStep.get();
            case MIN_VALUE -> (double) firstStep.get();
            case MAX_VALUE -> (double) last();
            case VALUE_STRING -> readout(viewedStep.get());
            default -> super.queryAccessibleAttribute(attribute, parameters);
        };
    }

    @Override
    public void executeAccessibleAction(AccessibleAction action, Object... parameters) {
        switch (action) {
            case INCREMENT -> step(goal() + 1L);
            case DECREMENT -> step(goal() - 1L);
            case SET_VALUE -> step(Math.round(((Number) parameters[0]).doubleValue()));
            default -> super.executeAccessibleAction(action, parameters);
        }
    }

    private void press(MouseEvent e) {
        requestFocus();
        if (area != null && e.isPrimaryButtonDown()) {
            dragging = true;
            seek(stepAt(e.getX()));
        }
    }

    private void drag(MouseEvent e) {
        if (dragging) {
            hovered = e.getX();
            seek(stepAt(e.getX()));
        }
    }

    private void release() {
        if (dragging) {
            dragging = false;
            end();
        }
    }

    private void hover(double px) {
        hovered = px;
        repaintOverlay();
    }

    private void key(KeyEvent e) {
        if (e.isShiftDown() || e.isShortcutDown() || e.isAltDown()) {
            return;
        }
        switch (e.getCode()) {
            case LEFT -> step(goal() - 1L);
            case RIGHT -> step(goal() + 1L);
            case HOME -> step(firstStep.get());
            case END -> step(last());
            default -> {
                return;
            }
        }
        e.consume();
    }

    private int goal() {
        return wanted >= 0 ? wanted : viewedStep.get();
    }

    private void step(long target) {
        seek(Math.clamp(target, firstStep.get(), last()));
        end();
    }

    private void seek(int step) {
        if (step != goal()) {
            wanted = step;
            repaint();
            if (onSeek.get() != null) {
                onSeek.get().accept(step);
            }
        }
    }

    private void end() {
        int goal = goal();
        if (wanted == viewedStep.get()) {
            wanted = -1;
        }
        repaint();
        if (onSeekEnd.get() != null) {
            onSeekEnd.get().accept(goal);
        }
    }

    private int stepAt(double px) {
        return Math.clamp(Math.round(area.x().value(area.clampX(px))), firstStep.get(), last());
    }
}
