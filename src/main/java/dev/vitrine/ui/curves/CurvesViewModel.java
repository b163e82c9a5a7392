package dev.vitrine.ui.curves;

import dev.vitrine.training.History;
import dev.vitrine.training.Snapshot;
import dev.vitrine.training.TrainingService;
import dev.vitrine.ui.Feature;
import dev.vitrine.ui.Inspected;
import dev.vitrine.ui.Session;
import dev.vitrine.ui.Shown;
import dev.vitrine.ui.Source;
import dev.vitrine.ui.control.Ema;
import dev.vitrine.ui.control.Numbers;
import dev.vitrine.ui.control.Range;
import dev.vitrine.ui.control.Reference;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleObjectProperty;

/** The series of every shown run over the steps, in charts that share their steps, zoom and crosshair. */
public final class CurvesViewModel implements Feature {
    private static final double SMOOTHING = 0.6;

    private final Session session;
    private final BooleanProperty logarithmic = new SimpleBooleanProperty();
    private final BooleanProperty wholePlan = new SimpleBooleanProperty(true);
    private final BooleanProperty following = new SimpleBooleanProperty();
    private final DoubleProperty smoothing = new SimpleDoubleProperty(SMOOTHING);
    private final DoubleProperty crosshair = new SimpleDoubleProperty(Double.NaN);
    private final ObjectProperty<Plot> pointed = new SimpleObjectProperty<>();
    private final ObjectProperty<Range> zoom = new SimpleObjectProperty<>();
    private final ReadOnlyObjectWrapper<Range> everything = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Map<Plot, List<Series>>> series = new ReadOnlyObjectWrapper<>(Map.of());
    private final Map<Plot, ReadOnlyStringWrapper> captions = new EnumMap<>(Plot.class);
    private final ReadOnlyStringWrapper viewing = new ReadOnlyStringWrapper("");
    private final ReadOnlyIntegerWrapper step = new ReadOnlyIntegerWrapper();
    private final ReadOnlyIntegerWrapper points = new ReadOnlyIntegerWrapper();
    private Map<String, History> histories = Map.of();
    private TrainingService service;
    private List<Snapshot> latest = List.of();

    /** @param run not used: every shown run has its curves */
    public CurvesViewModel(Session session, String run) {
        this.session = session;
        for (Plot plot : Plot.values()) {
            captions.put(plot, new ReadOnlyStringWrapper(""));
        }
        wholePlan.addListener(change -> extend());
        crosshair.addListener(change -> {
            caption();
            inspect();
        });
    }

    /** Series come from the history; no tensor is copied for them. */
    @Override
    public Set<String> observes() {
        return Set.of();
    }

    @Override
    public void accept(List<Snapshot> snapshots) {
        latest = snapshots;
        Snapshot first = snapshots.getFirst();
        step.set(first.step());
        viewing.set(session.text("curves.viewing", Numbers.integer(first.step()), Numbers.integer(first.total())));
        frame();
        caption();
    }

    private void caption() {
        boolean crossed = !Double.isNaN(crosshair.get());
        String key = crossed ? "curves.caption.at" : "curves.caption";
        String at = Numbers.integer(crossed ? Math.round(crosshair.get()) : step.get());
        captions.forEach((plot, caption) -> caption.set(session.text(key, at,
                String.join(" · ", readings(plot).stream().map(r -> r.text(session)).toList()))));
    }

    /** What the caption of a chart tells. */
    private List<Reading> readings(Plot plot) {
        List<Series> all = series.get().getOrDefault(plot, List.of());
        return Double.isNaN(crosshair.get()) ? Reading.viewed(all, latest) : Reading.at(all, crosshair.get());
    }

    @Override
    public void frame() {
        if (latest.isEmpty()) {
            return;
        }
        Map<String, History> now = new LinkedHashMap<>();
        latest.forEach(s -> now.put(s.run(), session.service().history(s.run())));
        if (service != session.service() || !now.equals(histories)) {
            service = session.service();
            histories = now;
            Map<Plot, List<Series>> all = new EnumMap<>(Plot.class);
            for (Plot plot : Plot.values()) {
                all.put(plot, plot.series(session, now));
            }
            series.set(all);
        }
        points.set(now.values().stream().mapToInt(h -> h.loss().size() + h.validation().size()).sum());
        extend();
    }

    /** All charts show the same steps. */
    private void extend() {
        if (!latest.isEmpty()) {
            int end = wholePlan.get() ? latest.getFirst().total() : latest.stream().mapToInt(Snapshot::newest).max().orElse(1);
            Range wanted = new Range(0, Math.max(1, end));
            if (!wanted.equals(everything.get())) {    // a new object is a change to whoever is bound
                everything.set(wanted);
            }
        }
    }

    private void inspect() {
        double x = crosshair.get();
        if (Double.isNaN(x) || points.get() == 0) {
            return;
        }
        List<String> terms = new ArrayList<>();
        for (Plot plot : Plot.values()) {
            for (Reading r : readings(plot)) {
                terms.add(session.text("curves.term", session.text(plot.key() + ".title"), r.series().curve().name(),
                        Numbers.exact((float) r.value()), Numbers.integer(r.step())));
            }
        }
        session.inspectedProperty().set(new Inspected(session.text("curves.inspect", Numbers.integer((long) x)),
                session.text("curves.address", String.join(", ", histories.keySet()), Numbers.integer((long) x)), "",
                session.text("curves.formula"), terms, List.of(), session.text("curves.explain")));
    }

    void seek(double wanted) {
        session.seek((int) Math.round(wanted));
    }

    void showEverything() {
        zoom.set(null);
    }

    @Override
    public List<Shown> shown() {
        List<Shown> all = new ArrayList<>();
        for (Map.Entry<Plot, List<Series>> chart : series.get().entrySet()) {
            for (Reference level : chart.getKey().references(session)) {
                if (!level.label().isEmpty()) {
                    all.add(new Shown(Numbers.format(level.y()), level.y(), new Source.Derived("", 0, "ln V")));
                }
            }
            chart.getValue().forEach(one -> legend(all, one));
            readings(chart.getKey()).stream().filter(r -> !Double.isNaN(r.value())).forEach(r -> all.add(r.shown()));
            if (pointed.get() == chart.getKey() && !Double.isNaN(crosshair.get())) {
                chart.getValue().forEach(one -> boxed(all, one, chart.getKey()));
            }
        }
        return all;
    }

    private static void legend(List<Shown> all, Series one) {
        int last = one.points().size() - 1;
        if (last >= 0) {
            double y = one.points().y(last);
            all.add(new Shown(Numbers.format(y), y, one.source((int) one.points().x(last))));
        }
    }

    /** In the box beside the crosshair. */
    private void boxed(List<Shown> all, Series one, Plot plot) {
        int i = one.points().nearest(crosshair.get());
        if (i < 0) {
            return;
        }
        int at = (int) one.points().x(i);
        all.add(new Shown(Numbers.format(one.points().y(i)), one.points().y(i), one.source(at)));
        if (plot.smoothed() && one.curve().smoothable() && smoothing.get() > 0) {
            double smooth = Ema.at(one.points(), smoothing.get(), i);
            all.add(new Shown(Numbers.format(smooth), smooth, new Source.Derived(one.run(), at, Ema.FORMULA)));
        }
    }

    Session session() {
        return session;
    }

    BooleanProperty logarithmicProperty() {
        return logarithmic;
    }

    /** Whether the steps that are still to come have their room already. */
    BooleanProperty wholePlanProperty() {
        return wholePlan;
    }

    /** Whether a zoomed chart moves along with the newest step. */
    BooleanProperty followingProperty() {
        return following;
    }

    DoubleProperty smoothingProperty() {
        return smoothing;
    }

    /** The step that the pointer or the arrow keys are at in any of the charts; NaN for none. */
    DoubleProperty crosshairProperty() {
        return crosshair;
    }

    /** The chart that the pointer is in; null for none. */
    ObjectProperty<Plot> pointedProperty() {
        return pointed;
    }

    /** The stretch of steps that is shown; null for everything. */
    ObjectProperty<Range> zoomProperty() {
        return zoom;
    }

    ReadOnlyObjectProperty<Range> everythingProperty() {
        return everything.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Map<Plot, List<Series>>> seriesProperty() {
        return series.getReadOnlyProperty();
    }

    ReadOnlyStringProperty captionProperty(Plot plot) {
        return captions.get(plot).getReadOnlyProperty();
    }

    ReadOnlyStringProperty viewingProperty() {
        return viewing.getReadOnlyProperty();
    }

    /** The viewed step. */
    ReadOnlyIntegerProperty stepProperty() {
        return step.getReadOnlyProperty();
    }

    /** Changes when the curves have grown. */
    ReadOnlyIntegerProperty pointsProperty() {
        return points.getReadOnlyProperty();
    }
}
