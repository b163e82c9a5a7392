package dev.vitrine.ui.control;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.stream.Collectors;
import javafx.beans.InvalidationListener;
import javafx.beans.Observable;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.GraphicsContext;

/**
 * How numbers changed over the steps of a run. Every point counts: a column of pixels reaches from the lowest to the highest
 * of the points it holds. A smoothed curve is drawn over the raw one; a value that is no number breaks the line and leaves a
 * magenta cross; on a logarithmic axis a triangle at the bottom stands for what is zero or below.
 *
 * <p>Drag to zoom, wheel to zoom at the pointer, double click or F to see everything; a zoom stays when points arrive.
 */
public final class CurveChart extends ChartRegion {
    private final StringProperty title = new SimpleStringProperty(this, "title", "");
    private final StringProperty xLabel = new SimpleStringProperty(this, "xLabel", "step");
    private final StringProperty yLabel = new SimpleStringProperty(this, "yLabel", "");
    private final StringProperty emptyText = new SimpleStringProperty(this, "emptyText", Words.of("chart.empty"));
    private final BooleanProperty logY = new SimpleBooleanProperty(this, "logY");
    private final BooleanProperty followNewest = new SimpleBooleanProperty(this, "followNewest");
    private final DoubleProperty smoothing = new SimpleDoubleProperty(this, "smoothing");
    private final DoubleProperty cursorX = new SimpleDoubleProperty(this, "cursorX", Double.NaN);
    private final DoubleProperty sharedX = new SimpleDoubleProperty(this, "sharedX", Double.NaN);
    private final ReadOnlyDoubleWrapper hoveredX = new ReadOnlyDoubleWrapper(this, "hoveredX", Double.NaN);
    private final ObjectProperty<Range> xRange = new SimpleObjectProperty<>(this, "xRange");
    private final ObjectProperty<Range> zoom = new SimpleObjectProperty<>(this, "zoom");
    private final ObjectProperty<DoubleConsumer> onPick = new SimpleObjectProperty<>(this, "onPick");
    private final ObservableList<Curve> curves = FXCollections.observableArrayList();
    private final ObservableList<Reference> references = FXCollections.observableArrayList();

    private final List<CurveData> data = new ArrayList<>();
    private final CurvePainter painter = new CurvePainter(this);
    private final Crosshair crosshair = new Crosshair(text());
    private final CurveGestures gestures = new CurveGestures(this);
    private PlotArea area;

    public CurveChart() {
        super("curve-chart");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setAccessibleRoleDescription(Words.of("chart.role"));
        setPrefSize(480, 280);
        InvalidationListener changed = _ -> repaint();
        for (Observable o : List.of(title, xLabel, yLabel, emptyText, logY, followNewest, smoothing, cursorX, xRange, zoom,
                curves, references)) {
            o.addListener(changed);
        }
        sharedX.addListener(_ -> {
            setAccessibleText(description());
            repaintOverlay();
        });
        hoveredX.addListener(_ -> repaintOverlay());
        gestures.install(surface());
    }

    /** The lines, in the order of the legend; give the same points again to add what is new. */
    public ObservableList<Curve> getCurves() {
        return curves;
    }

    public void setCurves(List<Curve> newCurves) {
        curves.setAll(newCurves);
    }

    /** Says that the points of the curves grew. Costs nothing but one painting in the next pulse. */
    public void refresh() {
        repaint();
    }

    public ObservableList<Reference> getReferences() {
        return references;
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

    public void setXLabel(String newLabel) {
        xLabel.set(newLabel);
    }

    /** What is measured and in which unit: "loss, nats per token". */
    public StringProperty yLabelProperty() {
        return yLabel;
    }

    public String getYLabel() {
        return yLabel.get();
    }

    public void setYLabel(String newLabel) {
        yLabel.set(newLabel);
    }

    public StringProperty emptyTextProperty() {
        return emptyText;
    }

    public String getEmptyText() {
        return emptyText.get();
    }

    public void setEmptyText(String newText) {
        emptyText.set(newText);
    }

    public BooleanProperty logYProperty() {
        return logY;
    }

    public boolean isLogY() {
        return logY.get();
    }

    public void setLogY(boolean log) {
        logY.set(log);
    }

    /** 0 (off) to 0.99: the share of the past in the moving average. */
    public DoubleProperty smoothingProperty() {
        return smoothing;
    }

    /** Whether a zoomed chart slides along with the newest step. */
    public BooleanProperty followNewestProperty() {
        return followNewest;
    }

    /** The viewed step; NaN for none. */
    public DoubleProperty cursorXProperty() {
        return cursorX;
    }

    public double getCursorX() {
        return cursorX.get();
    }

    /**
     * Where the crosshair is; bind several charts together to move it in all of them. NaN for none. The values are written
     * in the chart that is pointed at, the others show the line and their points on it.
     */
    public DoubleProperty sharedXProperty() {
        return sharedX;
    }

    /** The step under the pointer, or under the keyboard's crosshair, of this chart; NaN for none. */
    public ReadOnlyDoubleProperty hoveredXProperty() {
        return hoveredX.getReadOnlyProperty();
    }

    /** What "everything" is; null for all points. */
    public ObjectProperty<Range> xRangeProperty() {
        return xRange;
    }

    /** The stretch that is shown; null for everything. */
    public ObjectProperty<Range> zoomProperty() {
        return zoom;
    }

    /** Called with the step that was clicked, or chosen with Enter. */
    public ObjectProperty<DoubleConsumer> onPickProperty() {
        return onPick;
    }

    Range fitRange(Range points) {
        return xRange.get() == null || points == null ? points : xRange.get();
    }

    /** The stretch of steps to show, given all there are. */
    Range view(Range fit) {
        Range chosen = zoom.get();
        if (chosen == null) {
            return fit;
        }
        return followNewest.get() ? chosen.shifted(fit.hi() - chosen.hi()) : chosen;
    }

    /** Everything there is to see on x; null while there is no point. */
    Range everything() {
        return fitRange(new CurveScales().fitX(data));
    }

    /** Where the curves were last painted; null if nowhere. */
    PlotArea area() {
        return area;
    }

    List<CurveData> data() {
        return data;
    }

    void hover(double x) {
        hoveredX.set(x);
        if (!sharedX.isBound()) {
            sharedX.set(x);
        }
    }

    void pick(double x) {
        if (onPick.get() != null && !Double.isNaN(x)) {
            onPick.get().accept(x);
        }
    }

    @Override
    void paint(GraphicsContext g, double width, double height) {
        while (data.size() > curves.size()) {
            data.removeLast();
        }
        while (data.size() < curves.size()) {
            data.add(new CurveData());
        }
        for (int i = 0; i < data.size(); i++) {
            data.get(i).update(curves.get(i), Math.clamp(smoothing.get(), 0, 0.99));
        }
        area = painter.paint(g, data, width, height);
        setAccessibleText(description());
    }

    @Override
    void paintOverlay(GraphicsContext g, double width, double height) {
        if (area == null) {
            return;
        }
        gestures.paint(g, area, getPalette());
        if (!Double.isNaN(sharedX.get())) {
            crosshair.paint(g, data, getXLabel(), sharedX.get(), !Double.isNaN(hoveredX.get()), area, getPalette());
        }
    }

    private String description() {
        double x = sharedX.get();
        String values = data.stream().filter(d -> d.size() > 0).map(d -> {
            int i = Double.isNaN(x) ? d.size() - 1 : Search.nearest(d.raw(), d.size(), x);
            return Words.of("chart.point", d.curve().name(), Numbers.format(d.raw().y(i)), getXLabel(), AxisTicks.step(d.raw().x(i)));
        }).collect(Collectors.joining(", "));
        return getTitle() + ": " + (values.isEmpty() ? getEmptyText() : values);
    }
}
