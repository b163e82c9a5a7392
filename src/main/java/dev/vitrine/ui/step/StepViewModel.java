package dev.vitrine.ui.step;

import dev.vitrine.training.Command;
import dev.vitrine.training.Phase;
import dev.vitrine.training.Piece;
import dev.vitrine.training.Snapshot;
import dev.vitrine.training.TrainingService;
import dev.vitrine.ui.Feature;
import dev.vitrine.ui.Session;
import dev.vitrine.ui.Shown;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** One training step, piece by piece: which pieces there are, where the engine is, and a lens for the chosen one. */
public final class StepViewModel implements Feature {
    private final Session session;
    private final Scope scope;
    private final BatchLens batch;
    private final TensorLens tensors;
    private final LossLens loss;
    private final ClipLens clip;
    private final UpdateLens update;
    private final ObservableList<PieceRow> pieces = FXCollections.observableArrayList();
    private final IntegerProperty selected = new SimpleIntegerProperty(-1);
    private final ReadOnlyIntegerWrapper current = new ReadOnlyIntegerWrapper(-1);
    private final ReadOnlyIntegerWrapper phase = new ReadOnlyIntegerWrapper(-1);
    private final ReadOnlyStringWrapper where = new ReadOnlyStringWrapper("");
    private final BooleanProperty atBegin = new SimpleBooleanProperty(true);
    private final BooleanProperty atEnd = new SimpleBooleanProperty(false);
    private List<Piece> plan = List.of();
    private int done = -1;
    private Snapshot latest;
    private TrainingService known;

    public StepViewModel(Session session, String run) {
        this.session = session;
        scope = new Scope(session, run);
        batch = new BatchLens(scope);
        tensors = new TensorLens(scope);
        loss = new LossLens(scope);
        clip = new ClipLens(scope);
        update = new UpdateLens(scope);
        selected.addListener(change -> turn());
    }

    @Override
    public Set<String> observes() {
        return lens() == null ? Set.of() : lens().observes();
    }

    @Override
    public void accept(List<Snapshot> snapshots) {
        Snapshot s = snapshots.getFirst();
        latest = s;
        if (session.service() != known) {
            known = session.service();
            tensors.forget();
            update.forget();
            plan = List.of();
        }
        if (!s.plan().equals(plan)) {
            plan = s.plan();
            List<PieceRow> rows = new ArrayList<>();
            for (int i = 0; i < plan.size(); i++) {
                rows.add(row(i, plan.get(i)));
            }
            selected.set(-1);
            pieces.setAll(rows);
            done = -1;
        }
        int at = s.piece() > 0 ? s.piece() - 1 : s.step() > 0 ? plan.size() - 1 : -1;
        current.set(at);
        phase.set(at < 0 ? -1 : plan.get(at).phase().ordinal());
        atBegin.set(s.step() == 0 && s.piece() == 0);
        atEnd.set(s.step() >= s.total() && s.piece() >= s.pieces() - 1);
        where.set(whereText(s));
        if (done != s.piece() && (!s.running() || done < 0)) {
            selected.set(Math.max(at, 0));
        }
        done = s.piece();
        if (lens() != null) {
            lens().accept(s);
        }
    }

    private PieceRow row(int index, Piece p) {
        String name = scope.phase(p.phase());
        boolean detached = p.phase() == Phase.BACKWARD && !p.differentiated();
        String text = p.segment().isEmpty() ? name : name + " " + p.segment();
        int parts = plan.getLast().micro() + 1;
        boolean repeated = parts > 1 && p.phase().compareTo(Phase.CLIP) < 0;
        return new PieceRow(index, p.phase(), repeated ? scope.text("micro", text, Integer.toString(p.micro() + 1),
                Integer.toString(parts)) : text,
                detached ? scope.text("detached.short") : "");
    }

    private String whereText(Snapshot s) {
        if (s.piece() == 0) {
            return s.step() == 0 ? scope.text("where.begin")
                    : scope.text("where.updated", Integer.toString(s.step() - 1), Integer.toString(s.step()));
        }
        return scope.text(s.running() ? "where.running" : "where", scope.run(), Integer.toString(s.step()),
                Integer.toString(s.piece()), Integer.toString(s.pieces()));
    }

    private void turn() {
        Piece at = piece();
        if (at == null) {
            return;
        }
        scope.release();
        if (at.phase() == Phase.FORWARD || at.phase() == Phase.BACKWARD) {
            tensors.look(at);
        }
        if (latest != null) {
            lens().accept(latest);
        }
    }

    private Piece piece() {
        return selected.get() < 0 || selected.get() >= plan.size() ? null : plan.get(selected.get());
    }

    private Lens lens() {
        Piece at = piece();
        return at == null ? null : switch (at.phase()) {
            case BATCH -> batch;
            case FORWARD, BACKWARD -> tensors;
            case LOSS -> loss;
            case CLIP -> clip;
            case UPDATE -> update;
        };
    }

    /** How far the engine is with a piece of the list. */
    PieceRow.State stateOf(int index) {
        int at = current.get();
        return index == at ? PieceRow.State.CURRENT : index < at ? PieceRow.State.DONE : PieceRow.State.TO_COME;
    }

    /** Kind of the chosen piece, or null. */
    Phase chosenPhase() {
        return piece() == null ? null : piece().phase();
    }

    void back() {
        session.send(new Command.Back());
    }

    void forward() {
        session.send(new Command.Advance());
    }

    void forwardPhase() {
        session.send(new Command.AdvancePhase());
    }

    List<String> phaseNames() {
        return Arrays.stream(Phase.values()).map(scope::phase).toList();
    }

    @Override
    public List<Shown> shown() {
        return lens() == null ? List.of() : lens().shown();
    }

    ObservableList<PieceRow> pieces() {
        return pieces;
    }

    /** Index of the piece that the right side shows; follows the engine until another is chosen. */
    IntegerProperty selectedProperty() {
        return selected;
    }

    /** Index of the last piece done, -1 for none. */
    ReadOnlyIntegerProperty currentProperty() {
        return current.getReadOnlyProperty();
    }

    ReadOnlyIntegerProperty phaseProperty() {
        return phase.getReadOnlyProperty();
    }

    ReadOnlyStringProperty whereProperty() {
        return where.getReadOnlyProperty();
    }

    BooleanProperty atBeginProperty() {
        return atBegin;
    }

    BooleanProperty atEndProperty() {
        return atEnd;
    }

    Session session() {
        return session;
    }

    IntegerProperty sequenceProperty() {
        return scope.sequenceProperty();
    }

    BatchLens batch() {
        return batch;
    }

    TensorLens tensors() {
        return tensors;
    }

    LossLens loss() {
        return loss;
    }

    ClipLens clip() {
        return clip;
    }

    UpdateLens update() {
        return update;
    }
}
