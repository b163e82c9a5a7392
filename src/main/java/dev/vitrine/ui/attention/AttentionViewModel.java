package dev.vitrine.ui.attention;

import dev.vitrine.engine.model.ModelConfig;
import dev.vitrine.training.Snapshot;
import dev.vitrine.training.TensorSnapshot;
import dev.vitrine.ui.Feature;
import dev.vitrine.ui.Inspected;
import dev.vitrine.ui.ProbeDraft;
import dev.vitrine.ui.Session;
import dev.vitrine.ui.Shown;
import dev.vitrine.ui.Sight;
import dev.vitrine.ui.Source;
import dev.vitrine.ui.control.Cell;
import dev.vitrine.ui.control.Numbers;
import dev.vitrine.ui.control.RasterData;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.StringProperty;

/** All heads of the probe, one of them large, and one query of it with what it looks at. */
public final class AttentionViewModel implements Feature {
    private final Session session;
    private final String run;
    private final ProbeDraft draft;
    private final ReadOnlyObjectWrapper<List<Call>> calls = new ReadOnlyObjectWrapper<>(List.of());
    private final ObjectProperty<Call> call = new SimpleObjectProperty<>();
    private final ObjectProperty<Cell> hovered = new SimpleObjectProperty<>();
    private final ObjectProperty<Cell> locked = new SimpleObjectProperty<>();
    private final DoubleProperty threshold = new SimpleDoubleProperty(0.02);
    private final BooleanProperty stagesShown = new SimpleBooleanProperty(true);
    private final ReadOnlyObjectWrapper<AttentionPicture> picture = new ReadOnlyObjectWrapper<>(AttentionPicture.EMPTY);
    private Snapshot latest;
    private Inspected own;
    private boolean following;

    public AttentionViewModel(Session session, String run) {
        this.session = session;
        this.run = run;
        draft = new ProbeDraft(session);
        session.modelProperty().addListener(_ -> opened());
        session.layerProperty().addListener(_ -> refresh());
        session.headProperty().addListener(_ -> refresh());
        session.tokenProperty().addListener(_ -> tokenChosen());
        call.addListener(_ -> refresh());
        stagesShown.addListener(_ -> refresh());
        hovered.addListener(_ -> {
            refresh();
            inspect(true);
        });
        locked.addListener((_, _, now) -> lockChanged(now));
        opened();
    }

    private void opened() {
        latest = null;
        locked.set(null);
        calls.set(session.model() == null ? List.of() : Call.of(config()));
        call.set(calls.get().isEmpty() ? null : calls.get().getLast());
        refresh();
    }

    private ModelConfig config() {
        return session.model().sizes(run);
    }

    private HeadRows rows() {
        return HeadRows.of(config(), call.get());
    }

    @Override
    public Set<String> observes() {
        if (session.model() == null) {
            return Set.of();
        }
        Set<String> names = new TreeSet<>();
        HeadRows all = rows();
        all.rows().forEach(r -> names.add(r.pattern()));
        if (stagesShown.get() || locked.get() != null) {
            names.add(all.rows().get(layer(all)).scores());
        }
        return names;
    }

    @Override
    public void accept(List<Snapshot> snapshots) {
        snapshots.stream().filter(s -> s.run().equals(run)).findFirst().ifPresent(s -> {
            latest = s;
            refresh();
            inspect(false);
        });
    }

    private int layer(HeadRows all) {
        return Math.clamp(session.layerProperty().get(), 0, all.rows().size() - 1);
    }

    private int head(HeadRows all) {
        return Math.clamp(session.headProperty().get(), 0, all.heads() - 1);
    }

    private void refresh() {
        if (latest == null || session.model() == null) {
            picture.set(AttentionPicture.EMPTY);
            return;
        }
        HeadRows all = rows();
        Cell cell = hovered.get() != null ? hovered.get() : locked.get();
        int before = all.sight().before();
        int chosen = cell != null ? cell.row() : before + session.tokenProperty().get();
        int query = Math.clamp(chosen, 0, before + latest.probeTokens().length - 1);
        picture.set(new Drawing(session, latest, all, layer(all), head(all)).picture(query, cell, call.get(), stagesShown.get()));
    }

    /** A click or Enter locks a cell: its row is then the selected token of every view. */
    private void lockChanged(Cell cell) {
        if (cell != null) {
            session.tokenProperty().set(Math.max(0, cell.row() - rows().sight().before()));
        }
        refresh();
        inspect(!following);
    }

    private void tokenChosen() {
        Cell cell = locked.get();
        Sight sight = session.model() == null ? null : rows().sight();
        int token = session.tokenProperty().get();
        if (cell != null && sight != null && Math.max(sight.before(), cell.row()) != sight.before() + token) {
            int row = sight.before() + token;
            following = true;       // another view chose: the inspector is its
            locked.set(new Cell(row, sight.sees(row, cell.column()) ? cell.column() : row));
            following = false;
        } else {
            refresh();
        }
    }

    /** @param take whether to speak although the inspector shows something of another view */
    private void inspect(boolean take) {
        Cell cell = hovered.get() != null ? hovered.get() : locked.get();
        if (cell == null || latest == null || !take && session.inspectedProperty().get() != own) {
            return;
        }
        HeadRows all = rows();
        HeadRows.Row row = all.rows().get(layer(all));
        TensorSnapshot pattern = latest.tensor(row.pattern()).orElse(null);
        int time = all.sight().before() + latest.probeTokens().length;
        if (pattern != null && cell.row() < time && cell.column() < time) {
            own = new CellFormula(session, picture.get().tokens(), head(all), cell, pattern, latest.tensor(row.scores()).orElse(null), all.sight())
                    .inspected(run, row.label());
            session.inspectedProperty().set(own);
        }
    }

    /** Pins what was typed as the probe of all views. */
    public void pinProbe() {
        draft.pin();
    }

    /** Makes a token the query, as a click on it does. */
    public void chooseToken(int token) {
        if (locked.get() != null) {
            locked.set(null);
        }
        session.tokenProperty().set(Math.max(0, token - rows().sight().before()));
    }

    public void chooseHead(int row, int head) {
        HeadGrid grid = picture.get().grid();
        session.layerProperty().set(Math.clamp(row, 0, Math.max(0, grid.rowNames().size() - 1)));
        session.headProperty().set(Math.clamp(head, 0, Math.max(0, grid.heads() - 1)));
    }

    /** Moves the choice of a head, not beyond the edges of the grid. */
    public void moveHead(int down, int right) {
        chooseHead(picture.get().layer() + down, picture.get().head() + right);
    }

    @Override
    public List<Shown> shown() {
        List<Shown> all = new ArrayList<>(picture.get().shown());
        if (latest == null) {
            return all;
        }
        HeadGrid grid = picture.get().grid();
        HeadRows heads = rows();
        List<HeadRows.Row> rows = heads.rows();
        for (int i = 0; i < grid.patterns().size(); i++) {
            RasterData raster = grid.patterns().get(i);
            String name = rows.get(i / grid.heads()).pattern();
            int begin = i % grid.heads() * raster.values().length;
            for (int q = 0; q < raster.rows(); q++) {
                for (int k : heads.sight().seen(q, raster.columns())) {
                    all.add(new Shown(Numbers.format(raster.value(q, k)), raster.value(q, k), new Source.Tensor(run,
                            latest.tensor(name).orElseThrow().step(), name, begin + q * raster.columns() + k)));
                }
            }
        }
        return all;
    }

    public Session session() {
        return session;
    }

    /** Everything that is drawn, of one snapshot and one selection. */
    public ReadOnlyObjectProperty<AttentionPicture> pictureProperty() {
        return picture.getReadOnlyProperty();
    }

    /** What stands in the probe's field; {@link #pinProbe()} makes it the probe. */
    public StringProperty draftProperty() {
        return draft.textProperty();
    }

    ProbeDraft draft() {
        return draft;
    }

    /** One or two sentences about the draft, or empty. */
    public ReadOnlyStringProperty noteProperty() {
        return draft.noteProperty();
    }

    /** HRM's and TRM's calls; none for a Transformer. */
    public ReadOnlyObjectProperty<List<Call>> callsProperty() {
        return calls.getReadOnlyProperty();
    }

    public ObjectProperty<Call> callProperty() {
        return call;
    }

    /** The cell of the large map under the pointer, or null. */
    public ObjectProperty<Cell> hoveredProperty() {
        return hovered;
    }

    /** The locked cell of the large map, or null. */
    public ObjectProperty<Cell> lockedProperty() {
        return locked;
    }

    /** Weights below it have no arc. */
    public DoubleProperty thresholdProperty() {
        return threshold;
    }

    public BooleanProperty stagesShownProperty() {
        return stagesShown;
    }
}
