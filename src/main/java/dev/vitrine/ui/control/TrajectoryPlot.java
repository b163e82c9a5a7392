package dev.vitrine.ui.control;

import java.util.List;
import javafx.beans.Observable;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.geometry.VPos;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.input.KeyEvent;
import javafx.scene.text.TextAlignment;

/**
 * How one or two states wind through a plane. A filled marker is an update that training differentiates through, a hollow one
 * is not; a larger marker ends a cycle; the square is the start. Both axes have the same scale, so a distance means the same in
 * every direction. Labels that find no room are shown under the pointer.
 */
public final class TrajectoryPlot extends ChartRegion {
    private static final double REACH = 12;

    /** One point of one trajectory. */
    public record Mark(int trajectory, int index) {
    }

    private final ObservableList<Trajectory> trajectories = FXCollections.observableArrayList();
    private final StringProperty title = new SimpleStringProperty(this, "title", "");
    private final StringProperty xLabel = new SimpleStringProperty(this, "xLabel", "PC1");
    private final StringProperty yLabel = new SimpleStringProperty(this, "yLabel", "PC2");
    private final StringProperty caption = new SimpleStringProperty(this, "caption", "");
    private final StringProperty emptyText = new SimpleStringProperty(this, "emptyText", Words.of("chart.empty"));
    private final ObjectProperty<Mark> highlighted = new SimpleObjectProperty<>(this, "highlighted");
    private final ReadOnlyObjectWrapper<Mark> hovered = new ReadOnlyObjectWrapper<>(this, "hovered");
    private final ReadOnlyStringWrapper readout = new ReadOnlyStringWrapper(this, "readout", "");
    private final TrajectoryPainter painter = new TrajectoryPainter(this);
    private PlotArea area;
    private List<Box> placed = List.of();

    public TrajectoryPlot() {
        super("trajectory-plot");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setAccessibleRoleDescription(Words.of("trajectory.role"));
        setPrefSize(480, 400);
        for (Observable o : List.of(trajectories, title, xLabel, yLabel, caption, emptyText)) {
            o.addListener(_ -> repaint());
        }
        highlighted.addListener(_ -> {
            describe();
            repaintOverlay();
        });
        hovered.addListener(_ -> {
            describe();
            repaintOverlay();
        });
        surface().setOnMouseMoved(e -> hovered.set(nearest(e.getX(), e.getY())));
        surface().setOnMouseExited(_ -> hovered.set(null));
        surface().setOnMousePressed(e -> {
            requestFocus();
            highlighted.set(nearest(e.getX(), e.getY()));
        });
        setOnKeyPressed(this::key);
    }

    /** One or two; drawn in order. */
    public ObservableList<Trajectory> getTrajectories() {
        return trajectories;
    }

    public StringProperty titleProperty() {
        return title;
    }

    public String getTitle() {
        return title.get();
    }

    public void setTitle(String newTitle) {
        title.set(newTitle);
    }

    public StringProperty xLabelProperty() {
        return xLabel;
    }

    public String getXLabel() {
        return xLabel.get();
    }

    public StringProperty yLabelProperty() {
        return yLabel;
    }

    public String getYLabel() {
        return yLabel.get();
    }

    /** What the plane is: on which states the basis was fitted, how much variance it explains. */
    public StringProperty captionProperty() {
        return caption;
    }

    public String getCaption() {
        return caption.get();
    }

    public StringProperty emptyTextProperty() {
        return emptyText;
    }

    public String getEmptyText() {
        return emptyText.get();
    }

    /** The point that is played or was clicked; null for none. */
    public ObjectProperty<Mark> highlightedProperty() {
        return highlighted;
    }

    /** The point under the pointer; null for none. */
    public ReadOnlyObjectProperty<Mark> hoveredProperty() {
        return hovered.getReadOnlyProperty();
    }

    /** What the hovered, else the highlighted, point is: name, label and coordinates. */
    public ReadOnlyStringProperty readoutProperty() {
        return readout.getReadOnlyProperty();
    }

    PlotArea area() {
        return area;
    }

    /** The labels that found room. */
    List<Box> placed() {
        return placed;
    }

    void placed(List<Box> labels) {
        placed = labels;
    }

    @Override
    void paint(GraphicsContext g, double width, double height) {
        placed = List.of();
        area = painter.paint(g, width, height);
        describe();
    }

    @Override
    void paintOverlay(GraphicsContext g, double width, double height) {
        if (area == null) {
            return;
        }
        if (exists(highlighted.get())) {
            ring(g, highlighted.get(), 7);
        }
        if (exists(hovered.get())) {
            ring(g, hovered.get(), 4);
        }
        Mark mark = exists(hovered.get()) ? hovered.get() : highlighted.get();
        if (exists(mark)) {
            label(g, mark, width);
        }
    }

    private void ring(GraphicsContext g, Mark mark, double gap) {
        Trajectory t = trajectories.get(mark.trajectory);
        double r = TrajectoryPainter.radius(t, mark.index) + gap;
        g.setStroke(getPalette().text());
        g.setLineWidth(2);
        g.strokeOval(area.x().px(t.x()[mark.index]) - r, area.y().px(t.y()[mark.index]) - r, 2 * r, 2 * r);
    }

    private void label(GraphicsContext g, Mark mark, double width) {
        Trajectory t = trajectories.get(mark.trajectory);
        String label = readout.get();
        double wide = text().width(label, text().body()) + 16;
        double line = text().line(text().body()) + 8;
        double x = area.x().px(t.x()[mark.index]);
        double y = area.y().px(t.y()[mark.index]);
        double left = Math.clamp(x + 16, 0, Math.max(0, width - wide - 1));
        double top = y - 16 - line >= area.top() ? y - 16 - line : y + 16;
        Crosshair.panel(g, left, top, wide, line, getPalette());
        g.setFont(text().body());
        g.setFill(getPalette().text());
        g.setTextAlign(TextAlignment.LEFT);
        g.setTextBaseline(VPos.CENTER);
        g.fillText(label, left + 8, top + line / 2);
    }

    private void key(KeyEvent e) {
        Mark at = highlighted.get();
        int step = switch (e.getCode()) {
            case LEFT -> -1;
            case RIGHT -> 1;
            case UP, DOWN -> 0;
            default -> 2;
        };
        if (step == 2 || trajectories.isEmpty() || e.isShiftDown() || e.isShortcutDown() || e.isAltDown()) {
            return;
        }
        if (!exists(at)) {
            highlighted.set(new Mark(0, 0));
        } else {
            int other = step == 0 ? (at.trajectory + 1) % trajectories.size() : at.trajectory;
            highlighted.set(new Mark(other, Math.clamp(at.index + (long) step, 0, trajectories.get(other).x().length - 1)));
        }
        e.consume();
    }

    private Mark nearest(double px, double py) {
        Mark best = null;
        double distance = REACH;
        for (int k = 0; area != null && k < trajectories.size(); k++) {
            Trajectory t = trajectories.get(k);
            for (int i = 0; i < t.x().length; i++) {
                double d = Math.hypot(area.x().px(t.x()[i]) - px, area.y().px(t.y()[i]) - py);
                if (d <= distance) {
                    distance = d;
                    best = new Mark(k, i);
                }
            }
        }
        return best;
    }

    private boolean exists(Mark mark) {
        return mark != null && mark.trajectory < trajectories.size()
                && mark.index < trajectories.get(mark.trajectory).x().length && mark.index >= 0;
    }

    private void describe() {
        Mark mark = exists(hovered.get()) ? hovered.get() : highlighted.get();
        if (exists(mark)) {
            Trajectory t = trajectories.get(mark.trajectory);
            readout.set(t.name() + " " + t.labels().get(mark.index) + "  (" + Numbers.format(t.x()[mark.index]) + ", "
                    + Numbers.format(t.y()[mark.index]) + ")");
        } else {
            readout.set("");
        }
        setAccessibleText(getTitle() + ": " + (readout.get().isEmpty() ? trajectories.isEmpty() ? getEmptyText() : getCaption() : readout.get()));
    }
}
