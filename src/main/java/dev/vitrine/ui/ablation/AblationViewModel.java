package dev.vitrine.ui.ablation;

import dev.vitrine.analysis.Ablation.Kind;
import dev.vitrine.analysis.Ablation.Part;
import dev.vitrine.analysis.Ranked;
import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.engine.model.Gpt;
import dev.vitrine.engine.model.ModelConfig;
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
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import javafx.application.Platform;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;

/** Every part of the Transformer is switched off once, by the weights of the viewed state, and the probe is read without it. */
public final class AblationViewModel implements Feature {
    private final Session session;
    private final ProbeDraft draft;
    private final StateJob<List<Integer>, Prices> job;
    private final AtomicInteger counted = new AtomicInteger();    // parts that the work under way has come to
    private final ObjectProperty<Measure> measure = new SimpleObjectProperty<>(Measure.LOSS);
    private final ObjectProperty<Part> chosen = new SimpleObjectProperty<>();
    private final ReadOnlyObjectWrapper<AblationPicture> picture = new ReadOnlyObjectWrapper<>(AblationPicture.EMPTY);
    private final StateNotes notes;
    private final ReadOnlyStringWrapper progress = new ReadOnlyStringWrapper("");
    private Integer token;      // that was chosen to be measured; null for the most probable one
    private Inspected own;

    /** @param run not used: the parts are the Transformer's */
    public AblationViewModel(Session session, String run) {
        this(session, System::nanoTime, Platform::runLater);
    }

    /** @param fx brings a task to the FX thread */
    AblationViewModel(Session session, LongSupplier nanoTime, Executor fx) {
        this.session = session;
        draft = new ProbeDraft(session);
        notes = new StateNotes(session, Models.GPT, "ablation");
        job = new StateJob<>(session, Models.GPT, nanoTime, fx, this::work, this::arrived);
        session.modelProperty().addListener(_ -> opened());
        session.probeProperty().addListener(_ -> token = null);
        measure.addListener(_ -> draw());
        chosen.addListener(_ -> draw());
        opened();
    }

    private void opened() {
        token = null;
        job.forget();
        notes.forget();
        chosen.set(null);
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
        notes.latest().ifPresent(now -> {
            job.frame(now, IntStream.of(now.probeTokens()).boxed().toList());
            ModelConfig sizes = session.model().sizes(Models.GPT);
            boolean waits = job.busy() && !now.running();
            progress.set(waits ? session.text("ablation.progress", Integer.toString(counted.get()),
                    Integer.toString(sizes.layers() * (sizes.heads() + Drawing.WHOLES.size()))) : "");
        });
    }

    private Prices work(Command.WeightsAt at, List<Integer> tokens, BooleanSupplier cancelled) {
        counted.set(0);
        return Prices.of((Gpt) at.model(), at.weights(), Backends.create(session.model().backend()),
                tokens.stream().mapToInt(i -> i).toArray(), counted::incrementAndGet, cancelled);
    }

    private void arrived() {
        if (!job.failure().isEmpty()) {
            session.messageProperty().set(job.failure());
        }
        if (job.result() != null && Double.isNaN(job.result().value().before().lossNats())) {
            measure.set(Measure.TOKEN);     // one token alone has no loss
        }
        draw();
    }

    private void draw() {
        picture.set(job.result() == null ? AblationPicture.EMPTY : drawing().picture(part()));
        if (job.result() != null) {
            notes.drawn(job.result().step());
        }
        if (own != null && session.inspectedProperty().get() == own) {
            inspect(part());
        }
    }

    private Drawing drawing() {
        return new Drawing(session, job.result().value(), job.result().step(), measure.get(), token());
    }

    /** Whose log probability is measured. */
    private int token() {
        return token != null ? token : Ranked.top(job.result().value().before().logProbabilities(), 1)[0];
    }

    /** The chosen part, or else the last block. */
    private Part part() {
        Part part = chosen.get();
        return part != null && job.result().value().after().containsKey(part) ? part
                : new Part(Kind.BLOCK, job.result().value().blocks() - 1, 0);
    }

    /** The inspector explains a part. */
    void inspect(Part part) {
        if (part != null && job.result() != null) {
            own = drawing().inspected(part);
            session.inspectedProperty().set(own);
        }
    }

    /** Measures the token of a column of the table. */
    void measure(int column) {
        if (job.result() != null) {
            token = drawing().ids(part()).get(column);
            measure.set(Measure.TOKEN);
            draw();
        }
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

    ObjectProperty<Measure> measureProperty() {
        return measure;
    }

    /** The part whose detail is shown; null for the last block. */
    ObjectProperty<Part> chosenProperty() {
        return chosen;
    }

    ReadOnlyObjectProperty<AblationPicture> pictureProperty() {
        return picture.getReadOnlyProperty();
    }

    StateNotes notes() {
        return notes;
    }

    /** How far the work has come, or empty. */
    ReadOnlyStringProperty progressProperty() {
        return progress.getReadOnlyProperty();
    }
}
