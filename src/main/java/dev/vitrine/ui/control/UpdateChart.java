package dev.vitrine.ui.control;

import java.util.List;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.VPos;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.input.KeyCode;
import javafx.scene.paint.Color;
import javafx.scene.text.TextAlignment;

/**
 * How far each update in a row moved its state: a stem with a mark on top, the marks of one level joined by its line. The
 * same marks as in a {@link TrajectoryPlot}: circles and solid for the high level, triangles and dashed for the low one,
 * hollow where training does not differentiate.
 */
public final class UpdateChart extends CanvasRegion {
    private static final double RADIUS = 4.5;
    private static final int LABELS = 18;

    private final ObjectProperty<List<UpdateMark>> marks = new SimpleObjectProperty<>(this, "marks", List.of());
    private final Lettering figures = new Lettering(Lettering.SMALL_MONO);
    private final Picking<Integer> picking = new Picking<>(this, e -> markAt(e.getX()), this::step);

    public UpdateChart() {
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setAccessibleRoleDescription(Words.of("updates.role"));
        marks.addListener(change -> replaced());
        picking.hoveredProperty().addListener(change -> describe());
        picking.selectedProperty().addListener(change -> describe());
    }

    /** In the order in which they happen. */
    public ObjectProperty<List<UpdateMark>> marksProperty() {
        return marks;
    }

    /** Number of the mark under the pointer or the keyboard's cursor, or null. */
    public ReadOnlyObjectProperty<Integer> hoveredProperty() {
        return picking.hoveredProperty();
    }

    /** Number of the locked mark, or null. */
    public ObjectProperty<Integer> selectedProperty() {
        return picking.selectedProperty();
    }

    @Override
    protected double computePrefWidth(double height) {
        return 480;
    }

    @Override
    protected double computePrefHeight(double width) {
        return 168;
    }

    @Override
    protected void paint(GraphicsContext g, double width, double height) {
        if (marks.get().isEmpty()) {
            return;
        }
        double top = EDGE + LABELS;
        double base = height - EDGE - LABELS;
        double largest = marks.get().stream().mapToDouble(UpdateMark::value).filter(Double::isFinite).max().orElse(0);
        double perPx = largest > 0 ? largest / (base - top - 2 * RADIUS) : 1;
        g.setStroke(getPalette().border());
        g.setLineWidth(1);
        g.strokeLine(EDGE, Math.floor(base) + 0.5, width - EDGE, Math.floor(base) + 0.5);
        line(g, Trajectory.Level.LOW, base, perPx);
        line(g, Trajectory.Level.HIGH, base, perPx);
        g.setFont(figures.font());
        g.setTextAlign(TextAlignment.CENTER);
        double free = EDGE;
        for (int i = 0; i < marks.get().size(); i++) {
            free = mark(g, i, base, perPx, free);
        }
    }

    private void line(GraphicsContext g, Trajectory.Level level, double base, double perPx) {
        g.save();
        g.setStroke(colour(level));
        g.setLineWidth(1.5);
        if (level == Trajectory.Level.LOW) {
            g.setLineDashes(5, 3);
        }
        int before = -1;
        for (int i = 0; i < marks.get().size(); i++) {
            UpdateMark mark = marks.get().get(i);
            if (mark.level() == level && Double.isFinite(mark.value())) {
                if (before >= 0) {
                    g.strokeLine(x(before), base - marks.get().get(before).value() / perPx, x(i), base - mark.value() / perPx);
                }
                before = i;
            }
        }
        g.restore();
    }

    /** Returns up to where label and number reach, so that the next are left out where they would run into them. */
    private double mark(GraphicsContext g, int i, double base, double perPx, double free) {
        UpdateMark mark = marks.get().get(i);
        Color colour = colour(mark.level());
        double x = x(i);
        boolean finite = Double.isFinite(mark.value());
        double y = finite ? base - mark.value() / perPx : base - 8;
        g.setStroke(colour);
        g.setGlobalAlpha(0.5);
        g.setLineWidth(1);
        g.strokeLine(Math.floor(x) + 0.5, base, Math.floor(x) + 0.5, y);
        g.setGlobalAlpha(1);
        if (finite) {
            TrajectoryPainter.marker(g, mark.level(), mark.filled(), x, y, RADIUS, colour, getPalette().background());
        } else {
            Hatch.cross(g, Marks.notANumber(getPalette()), x - 5, y - 5, 10);
        }
        boolean picked = Integer.valueOf(i).equals(picking.hovered()) || Integer.valueOf(i).equals(picking.selected());
        String number = Numbers.format(mark.value());
        double half = Math.max(figures.width(number), figures.width(mark.label())) / 2;
        if (picked || x - half >= free) {
            g.setFill(getPalette().text());
            g.setTextBaseline(VPos.BOTTOM);
            g.fillText(number, Math.clamp(x, half, getWidth() - half), y - RADIUS - 3);
            g.setTextBaseline(VPos.TOP);
            g.setFill(picked ? getPalette().text() : getPalette().muted());
            g.fillText(mark.label(), x, base + 3);
            free = x + half + 6;
        }
        if (picked) {
            g.setStroke(Integer.valueOf(i).equals(picking.selected()) ? getPalette().focus() : getPalette().text());
            g.setLineWidth(2);
            g.strokeOval(x - RADIUS - 4, y - RADIUS - 4, 2 * RADIUS + 8, 2 * RADIUS + 8);
        }
        return free;
    }

    private Color colour(Trajectory.Level level) {
        return level == Trajectory.Level.HIGH ? getPalette().high() : getPalette().low();
    }

    private double x(int i) {
        double slot = (Math.floor(getWidth()) - 2 * EDGE) / marks.get().size();
        return EDGE + slot * (i + 0.5);
    }

    private Integer markAt(double x) {
        int count = marks.get().size();
        int at = (int) Math.floor((x - EDGE) / ((Math.floor(getWidth()) - 2 * EDGE) / Math.max(1, count)));
        return at >= 0 && at < count ? at : null;
    }

    private Integer step(Integer from, KeyCode key) {
        int move = key == KeyCode.RIGHT ? 1 : key == KeyCode.LEFT ? -1 : 0;
        if (move == 0 || marks.get().isEmpty()) {
            return null;
        }
        return from == null ? 0 : Math.clamp(from + move, 0, marks.get().size() - 1);
    }

    private void replaced() {
        if (picking.hovered() != null && picking.hovered() >= marks.get().size()) {
            picking.forget();
        }
        describe();
        repaint();
    }

    private void describe() {
        Integer at = picking.current();
        setAccessibleText(at == null || at >= marks.get().size()
                ? Words.of("updates.size", marks.get().size())
                : marks.get().get(at).label() + ": " + Numbers.format(marks.get().get(at).value()));
    }
}
