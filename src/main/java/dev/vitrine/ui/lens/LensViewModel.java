package dev.vitrine.ui.lens;

import dev.vitrine.analysis.LogitLens;
import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.engine.model.Gpt;
import dev.vitrine.engine.model.Models;
import dev.vitrine.training.Command;
import dev.vitrine.training.Snapshot;
import dev.vitrine.ui.Feature;
import dev.vitrine.ui.Inspected;
import dev.vitrine.ui.ProbeDraft;
import dev.vitrine.ui.Session;
import dev.vitrine.ui.Shown;
import dev.vitrine.ui.StateJob;
import dev.vitrine.ui.StateNotes;
import dev.vitrine.ui.control.Cell;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** What the Transformer would say of the probe after each block, by the weights of the viewed state. */
public final class LensViewModel implements Feature {
    /** Positions that are shown at once: the lens costs a head for each of them and each block. */
    static final int WINDOW = 32;

    /** What is read. */
    private record Wanted(List<Integer> tokens, int from, int count) { }

    private final Session session;
    private final ProbeDraft draft;
    private final StateJob<Wanted, LogitLens> job;
    private final ReadOnlyObjectWrapper<LensPicture> picture = new ReadOnlyObjectWrapper<>(LensPicture.EMPTY);
    private final StateNotes notes;
    private final ReadOnlyBooleanWrapper earlier = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper later = new ReadOnlyBooleanWrapper();
    private int from = -1;         // -1 for the window that ends with the probe
    private Cell pointed;
    private Inspected own;

    /** @param run not used: the lens reads the Transformer */
    public LensViewModel(Session session, String run) {
        this(session, System::nanoTime, Platform::runLater);
    }

    /** @param fx brings a task to the FX thread */
    LensViewModel(Session session, LongSupplier nanoTime, Executor fx) {
        this.session = session;
        draft = new ProbeDraft(session);
        notes = new StateNotes(session, Models.GPT, "lens");
        job = new StateJob<>(session, Models.GPT, nanoTime, fx, this::work, this::draw);
        session.modelProperty().addListener(_ -> opened());
        session.probeProperty().addListener(_ -> from = -1);
        opened();
    }

    private void opened() {
        from = -1;
        job.forget();
        notes.forget();
        draw();
    }

    @Override
    public Set<String> observes() {
        return Set.of();        // it asks for the weights
    }

    @Override
    public void accept(List<Snapshot> snapshots) {
        notes.accept(snapshots);
    }

    @Override
    public void frame() {
        notes.latest().ifPresent(now -> job.frame(now, wanted(now)));
    }

    private Wanted wanted(Snapshot now) {
        int time = now.probeTokens().length;
        int count = Math.min(WINDOW, time);
        int begin = from < 0 ? time - count : Math.clamp(from, 0, time - count);
        earlier.set(begin > 0);
        later.set(begin + count < time);
        return new Wanted(IntStream.of(now.probeTokens()).boxed().toList(), begin, count);
    }

    private LogitLens work(Command.WeightsAt at, Wanted wanted, BooleanSupplier cancelled) {
        return LogitLens.of((Gpt) at.model(), at.weights(), Backends.create(session.model().backend()),
                wanted.tokens().stream().mapToInt(i -> i).toArray(), wanted.from(), wanted.count(), cancelled);
    }

    private void draw() {
        picture.set(job.result() == null ? LensPicture.EMPTY : drawing().picture());
        if (!job.failure().isEmpty()) {
            session.messageProperty().set(job.failure());
        }
        if (job.result() != null) {
            notes.drawn(job.result().step());
        }
        if (pointed != null && session.inspectedProperty().get() == own) {
            point(pointed);
        }
    }

    private Drawing drawing() {
        return new Drawing(session, job.result().value(), job.result().step());
    }

    /** The inspector explains a cell of the table. */
    void point(Cell cell) {
        Inspected found = cell == null || job.result() == null ? null : drawing().inspected(cell);
        if (found != null) {
            pointed = cell;
            own = found;
            session.inspectedProperty().set(found);
        }
    }

    /** Its position becomes the selected token of every view. */
    void choose(Cell cell) {
        if (cell != null && job.result() != null) {
            session.tokenProperty().set(job.result().value().from() + cell.column());
            point(cell);
        }
    }

    /** Shows the positions before those shown, or after them. */
    void move(int windows) {
        notes.latest().ifPresent(now -> from = Math.max(0, wanted(now).from() + windows * WINDOW));
    }

    /** Column of the selected token, -1 where it is not shown. */
    int marked() {
        int column = job.result() == null ? -1 : session.tokenProperty().get() - job.result().value().from();
        return column < picture.get().table().columns().size() ? Math.max(-1, column) : -1;
    }

    @Override
    public List<Shown> shown() {
        return notes.possible() ? picture.get().shown() : List.of();
    }

    Session session() {
        return session;
    }

    ProbeDraft draft() {
        return draft;
    }

    ReadOnlyObjectProperty<LensPicture> pictureProperty() {
        return picture.getReadOnlyProperty();
    }

    StateNotes notes() {
        return notes;
    }

    /** Whether there are positions before those shown. */
    ReadOnlyBooleanProperty earlierProperty() {
        return earlier.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty laterProperty() {
        return later.getReadOnlyProperty();
    }
}
