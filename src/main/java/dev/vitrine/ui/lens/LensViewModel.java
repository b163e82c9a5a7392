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
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

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
    private final ReadOnlyStringWrapper missing = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper stale = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper viewing = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper earlier = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper later = new ReadOnlyBooleanWrapper();
    private Snapshot latest;
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
        job = new StateJob<>(session, Models.GPT, nanoTime, fx, this::work, this::draw);
        session.modelProperty().addListener(_ -> opened());
        session.modeProperty().addListener(_ -> availability());
        session.probeProperty().addListener(_ -> from = -1);
        opened();
    }

    private void opened() {
        latest = null;
        from = -1;
        job.forget();
        draw();
        availability();
    }

    private void availability() {
        boolean shown = session.modeProperty().get().types().contains(Models.GPT);
        missing.set(shown ? "" : session.text(session.service() == null ? "lens.missing.model" : "lens.missing"));
    }

    @Override
    public Set<String> observes() {
        return Set.of();        // it asks for the weights
    }

    @Override
    public void accept(List<Snapshot> snapshots) {
        snapshots.stream().filter(s -> s.run().equals(Models.GPT)).findFirst().ifPresent(s -> {
            latest = s;
            viewing.set(session.service() == null ? "" : session.text("lens.viewing", Integer.toString(s.step()), Integer.toString(s.total())));
            age();
        });
    }

    @Override
    public void frame() {
        if (latest != null && missing.get().isEmpty()) {
            job.frame(latest, wanted());
        }
    }

    private int time() {
        return latest.probeTokens().length;
    }

    private Wanted wanted() {
        int count = Math.min(WINDOW, time());
        int begin = from < 0 ? time() - count : Math.clamp(from, 0, time() - count);
        earlier.set(begin > 0);
        later.set(begin + count < time());
        return new Wanted(IntStream.of(latest.probeTokens()).boxed().toList(), begin, count);
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
        age();
        if (pointed != null && session.inspectedProperty().get() == own) {
            point(pointed);
        }
    }

    private Drawing drawing() {
        return new Drawing(session, job.result().value(), job.result().step());
    }

    /** Whether the numbers are of another step than the viewed one, at rest. */
    private void age() {
        boolean old = latest != null && job.result() != null && !latest.running() && job.result().step() != latest.step();
        stale.set(old ? session.text("lens.stale", Integer.toString(job.result().step())) : "");
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
        if (latest != null) {
            from = Math.max(0, wanted().from() + windows * WINDOW);
        }
    }

    /** Column of the selected token, -1 where it is not shown. */
    int marked() {
        int column = job.result() == null ? -1 : session.tokenProperty().get() - job.result().value().from();
        return column < picture.get().table().columns().size() ? Math.max(-1, column) : -1;
    }

    @Override
    public List<Shown> shown() {
        return missing.get().isEmpty() ? picture.get().shown() : List.of();
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

    /** Why there is nothing to see, or empty. */
    ReadOnlyStringProperty missingProperty() {
        return missing.getReadOnlyProperty();
    }

    ReadOnlyStringProperty staleProperty() {
        return stale.getReadOnlyProperty();
    }

    ReadOnlyStringProperty viewingProperty() {
        return viewing.getReadOnlyProperty();
    }

    /** Whether there are positions before those shown. */
    ReadOnlyBooleanProperty earlierProperty() {
        return earlier.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty laterProperty() {
        return later.getReadOnlyProperty();
    }
}
