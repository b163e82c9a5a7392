package dev.vitrine.ui.gradients;

import dev.vitrine.training.History;
import dev.vitrine.training.MetricSeries;
import dev.vitrine.ui.SeriesPoints;
import dev.vitrine.ui.Session;
import dev.vitrine.ui.Shown;
import dev.vitrine.ui.Source;
import dev.vitrine.ui.control.Band;
import dev.vitrine.ui.control.ColorMap;
import dev.vitrine.ui.control.Curve;
import dev.vitrine.ui.control.Numbers;
import dev.vitrine.ui.control.RasterData;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** Norms or ratios over the steps: curves of some parameters, or a film of all. */
final class OverTime {
    static final int MOST = 8;

    private final Session session;
    private final String run;
    private final ObjectProperty<Quantity> quantity = new SimpleObjectProperty<>(Quantity.NORM);
    private final BooleanProperty film = new SimpleBooleanProperty(false);
    private final ObservableList<Curve> curves = FXCollections.observableArrayList();
    private final ObservableList<String> kept = FXCollections.observableArrayList();
    private final ObjectProperty<RasterData> raster = new SimpleObjectProperty<>(RasterData.EMPTY);
    private final StringProperty caption = new SimpleStringProperty("");
    private final Film frames = new Film();
    private History history;
    private String selected = "";
    private int rows;

    OverTime(Session session, String run) {
        this.session = session;
        this.run = run;
        quantity.addListener(change -> redraw());
        film.addListener(change -> redraw());
    }

    void open(History newest) {
        history = newest;
        rows = 0;
        kept.removeIf(p -> !newest.parameters().contains(p));
        drawCurves();
    }

    void choose(String parameter) {
        selected = parameter;
        drawCurves();
    }

    /** Leaves the curve of the chosen parameter in the chart when another is chosen; the oldest makes room. */
    void keep() {
        if (!selected.isEmpty() && !kept.contains(selected)) {
            if (kept.size() == MOST - 1) {
                kept.removeFirst();
            }
            kept.add(selected);
            drawCurves();
        }
    }

    void clear() {
        kept.clear();
        drawCurves();
    }

    /** @param known steps whose numbers are complete */
    void read(int known) {
        if (known != rows) {
            rows = known;
            redraw();
        }
    }

    private void redraw() {
        if (history == null) {
            return;
        }
        if (film.get()) {
            drawFilm();
        } else if (curves.isEmpty() || curves.size() > 0 && !curves.getFirst().points().sharesDataWith(points(names().getFirst()))) {
            drawCurves();
        }
        describe();
    }

    private void drawCurves() {
        List<Curve> now = new ArrayList<>();
        if (history != null) {
            for (String name : names()) {
                now.add(new Curve(name, points(name), now.size()));
            }
        }
        curves.setAll(now);
        describe();
    }

    private SeriesPoints points(String parameter) {
        return SeriesPoints.ofColumn(quantity.get().of(history), history.parameters().indexOf(parameter));
    }

    /** Of the curves, in the order of the legend. */
    private List<String> names() {
        List<String> names = new ArrayList<>(kept);
        if (!selected.isEmpty() && !names.contains(selected)) {
            names.add(selected);
        }
        return names.isEmpty() && history != null ? List.of(history.parameters().getFirst()) : names;
    }

    private void drawFilm() {
        MetricSeries series = quantity.get().of(history);
        frames.read(series, rows);
        float[] values = frames.log10();
        double lo = Double.POSITIVE_INFINITY;
        double hi = Double.NEGATIVE_INFINITY;
        for (float value : values) {
            if (Float.isFinite(value)) {
                lo = Math.min(lo, value);
                hi = Math.max(hi, value);
            }
        }
        boolean some = lo <= hi;
        List<String> steps = IntStream.range(0, frames.bins()).mapToObj(this::steps).toList();
        raster.set(new RasterData(history.parameters().size(), frames.bins(), values, some ? Math.floor(lo) : 0,
                some ? Math.max(Math.floor(lo) + 1, Math.ceil(hi)) : 1, ColorMap.CIVIDIS, Band.ALL,
                history.parameters().stream().map(OverTime::brief).toList(), steps));
    }

    /** "0.attn.qkv": what fits beside a row. */
    private static String brief(String parameter) {
        return parameter.replace("blocks.", "").replaceFirst("\\.weight$", "");
    }

    private String steps(int bin) {
        return frames.begin(bin) == frames.end(bin) ? Integer.toString(frames.begin(bin))
                : frames.begin(bin) + "–" + frames.end(bin);
    }

    private void describe() {
        String what = session.text("gradients." + quantity.get());
        caption.set(rows == 0 ? session.text("gradients.noSteps")
                : film.get() ? session.text("gradients.film.caption", run, what, Integer.toString(rows - 1),
                        Integer.toString(frames.stepsPerBin()), Numbers.format(raster.get().min()), Numbers.format(raster.get().max()))
                : session.text("gradients.curves.caption", run, what, Integer.toString(rows - 1), Integer.toString(curves.size())));
    }

    void shown(List<Shown> all) {
        if (history == null || rows == 0) {
            return;
        }
        if (!film.get()) {
            for (Curve curve : curves) {
                double value = curve.points().y(rows - 1);
                all.add(new Shown(Numbers.format(value), value,
                        new Source.Metric(run, quantity.get().series(curve.name()), rows - 1)));
            }
            return;
        }
        RasterData picture = raster.get();
        for (int p = 0; p < picture.rows(); p++) {
            for (int bin = 0; bin < picture.columns(); bin++) {
                all.add(new Shown(Numbers.format(picture.value(p, bin)), picture.value(p, bin),
                        new Source.Derived(run, frames.end(bin), "log10 of the largest "
                                + quantity.get().series(history.parameters().get(p)) + " of steps " + steps(bin))));
            }
        }
    }

    ObjectProperty<Quantity> quantityProperty() {
        return quantity;
    }

    /** Whether the film is shown instead of the curves. */
    BooleanProperty filmProperty() {
        return film;
    }

    ObservableList<Curve> curves() {
        return curves;
    }

    ObservableList<String> kept() {
        return kept;
    }

    ObjectProperty<RasterData> rasterProperty() {
        return raster;
    }

    StringProperty captionProperty() {
        return caption;
    }
}
