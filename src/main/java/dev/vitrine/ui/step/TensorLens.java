package dev.vitrine.ui.step;

import dev.vitrine.analysis.Summary;
import dev.vitrine.engine.tensor.TensorShape;
import dev.vitrine.training.Phase;
import dev.vitrine.training.Piece;
import dev.vitrine.training.Snapshot;
import dev.vitrine.training.TensorSnapshot;
import dev.vitrine.ui.Shown;
import dev.vitrine.ui.Source;
import dev.vitrine.ui.control.Cell;
import dev.vitrine.ui.control.Numbers;
import dev.vitrine.ui.control.RasterData;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** FORWARD and BACKWARD of a segment: its tensors by name, the chosen one as a picture and as numbers. */
final class TensorLens implements Lens {
    private final Scope scope;
    private final Why why;
    private final SegmentTensors tensors = new SegmentTensors();
    private final Map<Phase, String> remembered = new EnumMap<>(Phase.class);
    private final ObservableList<TensorName> names = FXCollections.observableArrayList();
    private final ObjectProperty<TensorName> chosen = new SimpleObjectProperty<>();
    private final ObjectProperty<RasterData> raster = new SimpleObjectProperty<>(RasterData.EMPTY);
    private final ObjectProperty<Cell> selected = new SimpleObjectProperty<>();
    private final StringProperty caption = new SimpleStringProperty("");
    private final StringProperty statistics = new SimpleStringProperty("");
    private final StringProperty note = new SimpleStringProperty("");
    private final BooleanProperty stale = new SimpleBooleanProperty();
    private final IntegerProperty sequences = new SimpleIntegerProperty(0);
    private final IntegerProperty heads = new SimpleIntegerProperty(0);
    private Piece piece;
    private Snapshot latest;
    private TensorSnapshot tensor;
    private Slice slice;
    private Summary summary;
    private double domain;
    private String domainOf = "";
    private boolean listing;

    TensorLens(Scope scope) {
        this.scope = scope;
        why = new Why(scope);
        chosen.addListener((property, before, now) -> choose(now));
        selected.addListener((property, before, now) -> preview(now));
        scope.sequenceProperty().addListener(change -> draw());
        scope.session().headProperty().addListener(change -> draw());
    }

    /** Looks at another piece. */
    void look(Piece at) {
        piece = at;
        selected.set(null);
        note.set(detached() ? scope.text("detached", at.segment()) : "");
        tensor = null;
        if (detached()) {
            names.clear();
            show(null);
        }
    }

    private boolean detached() {
        return piece != null && piece.phase() == Phase.BACKWARD && !piece.differentiated();
    }

    /** Another run: nothing is known of its tensors. */
    void forget() {
        tensors.forget();
        names.clear();
    }

    @Override
    public Set<String> observes() {
        if (piece == null || detached()) {
            return Set.of();
        }
        TensorName now = chosen.get();
        boolean playing = latest != null && latest.running();
        if (!playing || !tensors.knows(piece) || now == null) {
            Set<String> all = new LinkedHashSet<>(tensors.patterns(piece, scope.parameters()));
            if (now != null) {
                all.addAll(why.operands(now.name()));
            }
            return all;
        }
        Set<String> few = new LinkedHashSet<>(why.operands(now.name()));
        few.add(now.name());
        return few;
    }

    @Override
    public void accept(Snapshot s) {
        latest = s;
        if (piece == null || detached()) {
            return;
        }
        List<String> published = tensors.names(piece, s, scope.parameters());
        List<TensorName> items = published.stream().map(n -> new TensorName(n, label(n))).toList();
        if (!items.equals(names)) {
            listing = true;
            String wanted = chosen.get() != null && published.contains(chosen.get().name()) ? chosen.get().name()
                    : SegmentTensors.first(piece, published, remembered.get(piece.phase()));
            names.setAll(items);
            chosen.set(items.stream().filter(i -> i.name().equals(wanted)).findFirst().orElse(null));
            listing = false;
        }
        show(chosen.get() == null ? null : s.tensor(chosen.get().name()).orElse(tensor));
    }

    private String label(String name) {
        return SegmentTensors.shortName(piece, name) + "  (" + tensors.shape(piece, name) + ")";
    }

    private void choose(TensorName now) {
        if (listing || now == null || latest == null) {
            return;
        }
        remembered.put(piece.phase(), SegmentTensors.shortName(piece, now.name()));
        selected.set(null);
        show(latest.tensor(now.name()).orElse(null));
    }

    private void show(TensorSnapshot t) {
        tensor = t != null && chosen.get() != null && t.name().equals(chosen.get().name()) ? t : null;
        summary = tensor == null ? null : Summary.of(tensor.data());
        if (tensor != null) {
            widen();
        }
        draw();
    }

    /** The colours span the whole tensor, so that sequences and heads compare; while playing they never narrow. */
    private void widen() {
        double largest = Double.isNaN(summary.min()) ? 0 : Math.max(Math.abs(summary.min()), Math.abs(summary.max()));
        boolean same = domainOf.equals(tensor.name()) && latest.running();
        domain = same ? Math.max(domain, largest) : largest;
        domainOf = tensor.name();
    }

    private void draw() {
        if (tensor == null || latest == null) {
            raster.set(RasterData.EMPTY);
            caption.set(detached() || piece == null ? "" : scope.text("waiting", scope.phase(piece.phase()), piece.segment()));
            statistics.set("");
            sequences.set(0);
            heads.set(0);
            return;
        }
        TensorShape shape = tensor.shape();
        sequences.set(Slice.hasSequences(shape) ? shape.size("B") : 0);
        heads.set(Math.max(0, shape.size("NH")));
        slice = Slice.of(shape, scope.sequence(latest), scope.session().headProperty().get());
        stale.set(!Scope.current(latest, tensor));
        TensorPicture picture = new TensorPicture(scope, latest, tensor, slice);
        raster.set(picture.raster(domain));
        caption.set(picture.caption(scope.phase(piece.phase()), raster.get()));
        statistics.set(scope.text("statistics.of", Numbers.format(summary.min()), Numbers.format(summary.mean()),
                Numbers.format(summary.max()), Numbers.format(summary.norm()), Numbers.integer(summary.finite())));
        if (selected.get() != null && scope.inspecting()) {
            preview(selected.get());
        }
    }

    /** Explains a cell: the hovered one, or, when nothing is hovered, the locked one. */
    void preview(Cell cell) {
        Cell about = cell != null ? cell : selected.get();
        if (about == null || tensor == null || slice == null || !slice.contains(about)) {
            scope.release();
        } else {
            scope.inspect(why.of(latest, piece.phase(), tensor, slice, about, summary));
        }
    }

    @Override
    public List<Shown> shown() {
        List<Shown> all = new ArrayList<>();
        if (tensor == null) {
            return all;
        }
        RasterData picture = raster.get();
        for (int row = 0; row < slice.rows(); row++) {
            for (int column = 0; column < slice.columns(); column++) {
                if (!picture.masked(row, column)) {
                    int index = slice.index(new Cell(row, column));
                    float value = tensor.data()[index];
                    all.add(new Shown(Numbers.format(value), value,
                            new Source.Tensor(scope.run(), tensor.step(), tensor.name(), index)));
                }
            }
        }
        derived(all, "min", summary.min());
        derived(all, "mean", summary.mean());
        derived(all, "max", summary.max());
        derived(all, "L2", summary.norm());
        return all;
    }

    private void derived(List<Shown> all, String what, double value) {
        all.add(new Shown(Numbers.format(value), value,
                new Source.Derived(scope.run(), tensor.step(), what + " of " + tensor.name())));
    }

    ObservableList<TensorName> names() {
        return names;
    }

    ObjectProperty<TensorName> chosenProperty() {
        return chosen;
    }

    ObjectProperty<RasterData> rasterProperty() {
        return raster;
    }

    ObjectProperty<Cell> selectedProperty() {
        return selected;
    }

    StringProperty captionProperty() {
        return caption;
    }

    StringProperty statisticsProperty() {
        return statistics;
    }

    /** A sentence in place of the picture, or empty. */
    StringProperty noteProperty() {
        return note;
    }

    BooleanProperty staleProperty() {
        return stale;
    }

    /** Sequences to choose from, 0 where the tensor has no such axis. */
    IntegerProperty sequencesProperty() {
        return sequences;
    }

    IntegerProperty headsProperty() {
        return heads;
    }
}
