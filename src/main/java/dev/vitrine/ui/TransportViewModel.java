package dev.vitrine.ui;

import dev.vitrine.training.Command;
import dev.vitrine.training.History;
import dev.vitrine.training.Phase;
import dev.vitrine.training.Snapshot;
import dev.vitrine.ui.control.Numbers;
import dev.vitrine.ui.control.Points;
import java.util.Arrays;
import java.util.List;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/** Time: run and pause, pieces, phases and steps, and the loss curve as the handle of it all. */
public final class TransportViewModel {
    private final Session session;
    private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper past = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper ended = new ReadOnlyBooleanWrapper();
    private final ReadOnlyIntegerWrapper step = new ReadOnlyIntegerWrapper();
    private final ReadOnlyIntegerWrapper newest = new ReadOnlyIntegerWrapper();
    private final ReadOnlyIntegerWrapper phase = new ReadOnlyIntegerWrapper(-1);
    private final ReadOnlyDoubleWrapper guessing = new ReadOnlyDoubleWrapper(Double.NaN);
    private final ReadOnlyObjectWrapper<Points> loss = new ReadOnlyObjectWrapper<>(Points.none());
    private final ReadOnlyStringWrapper where = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper what = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper pastNote = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper hash = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper rate = new ReadOnlyStringWrapper("");
    private History shownHistory;

    public TransportViewModel(Session session) {
        this.session = session;
        session.snapshotsProperty().addListener((value, before, now) -> accept(now));
        session.serviceProperty().addListener((value, before, now) ->
                guessing.set(now == null ? Double.NaN : Math.log(now.data().tokenizer().vocabSize())));
    }

    private void accept(List<Snapshot> snapshots) {
        if (snapshots.isEmpty()) {
            return;
        }
        Snapshot s = snapshots.getFirst();
        running.set(session.running());
        step.set(s.step());
        newest.set(snapshots.stream().mapToInt(Snapshot::newest).max().orElse(0));
        past.set(!s.running() && s.step() < s.newest());
        ended.set(!session.running() && s.step() >= s.total());
        phase.set(s.piece() > 0 ? s.phase().ordinal() : s.step() > 0 ? Phase.UPDATE.ordinal() : -1);
        where.set(session.text(past.get() ? "transport.past" : s.step() >= s.total() ? "transport.end" : "transport.live",
                Integer.toString(s.step()), Integer.toString(s.total())));
        what.set(session.service() == null ? session.text("transport.inference") : session.running() ? session.text("transport.running", s.stage()) : done(s));
        pastNote.set(past.get() ? session.text("transport.pastNote", Integer.toString(s.step()), Integer.toString(s.newest()))
                : "");
        hash.set(s.stateHashText());
        rate.set(session.text("transport.rateNow", Numbers.format(s.learningRate())));
    }

    private String done(Snapshot s) {
        if (s.piece() == 0 && s.step() > 0) {
            return session.text("transport.updated", s.stage(), phaseName(Phase.UPDATE), Integer.toString(s.step() - 1));
        }
        String name = s.piece() == 0 ? session.text("transport.begin") : phaseName(s.phase());
        return session.text("transport.done", s.stage(), s.segment().isEmpty() ? name : name + " " + s.segment(),
                Integer.toString(s.piece()), Integer.toString(s.pieces()));
    }

    /** Once a frame: another history after a fork or a change of architecture. */
    public void frame() {
        List<Snapshot> shown = session.snapshotsProperty().get();
        if (shown.isEmpty() || session.service() == null) {
            return;
        }
        History h = session.service().history(shown.getFirst().run());
        if (h != shownHistory && h != null) {
            shownHistory = h;
            loss.set(SeriesPoints.ofSteps(h.loss()));
        }
    }

    /** Names of the phases in order, for the bar. */
    public List<String> phaseNames() {
        return Arrays.stream(Phase.values()).map(this::phaseName).toList();
    }

    private String phaseName(Phase p) {
        return session.text("phase." + p.name());
    }

    public void toggle() {
        session.toggleRunning();
    }

    public void piece() {
        session.send(new Command.Advance());
    }

    public void pieceBack() {
        session.send(new Command.Back());
    }

    public void phaseForward() {
        session.send(new Command.AdvancePhase());
    }

    public void phaseBack() {
        session.send(new Command.BackPhase());
    }

    public void stepForward() {
        session.seek(step.get() + 1);
    }

    public void stepBack() {
        session.seek(step.get() - 1);
    }

    public void first() {
        session.seek(0);
    }

    public void live() {
        session.live();
    }

    public void seek(int wanted) {
        session.seek(wanted);
    }

    /** Sets the peak of the learning rate from the viewed step on; a text that is no number becomes a sentence. */
    public void setLearningRate(String text) {
        try {
            float value = Float.parseFloat(text.strip());
            if (!(value > 0) || Float.isInfinite(value)) {
                throw new NumberFormatException(text);
            }
            session.send(new Command.SetPeakLearningRate(value));
            session.messageProperty().set(session.text("transport.rateSet", Numbers.format(value),
                    Integer.toString(step.get())));
        } catch (NumberFormatException e) {
            session.messageProperty().set(session.text("transport.badRate", text));
        }
    }

    public ReadOnlyBooleanProperty runningProperty() {
        return running.getReadOnlyProperty();
    }

    /** Whether the stage shows a step before the newest, at rest. */
    public ReadOnlyBooleanProperty pastProperty() {
        return past.getReadOnlyProperty();
    }

    /** Whether the run is at its planned end, where there is nothing left to train. */
    public ReadOnlyBooleanProperty endedProperty() {
        return ended.getReadOnlyProperty();
    }

    public ReadOnlyIntegerProperty stepProperty() {
        return step.getReadOnlyProperty();
    }

    public ReadOnlyIntegerProperty newestProperty() {
        return newest.getReadOnlyProperty();
    }

    /** Index of the last phase done, of the step before where none of this is; -1 at the begin of the run. */
    public ReadOnlyIntegerProperty phaseProperty() {
        return phase.getReadOnlyProperty();
    }

    /** ln V, the loss of an even guess, nats. */
    public ReadOnlyDoubleProperty guessingProperty() {
        return guessing.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Points> lossProperty() {
        return loss.getReadOnlyProperty();
    }

    public ReadOnlyStringProperty whereProperty() {
        return where.getReadOnlyProperty();
    }

    public ReadOnlyStringProperty whatProperty() {
        return what.getReadOnlyProperty();
    }

    public ReadOnlyStringProperty pastNoteProperty() {
        return pastNote.getReadOnlyProperty();
    }

    public ReadOnlyStringProperty hashProperty() {
        return hash.getReadOnlyProperty();
    }

    public ReadOnlyStringProperty rateProperty() {
        return rate.getReadOnlyProperty();
    }
}
