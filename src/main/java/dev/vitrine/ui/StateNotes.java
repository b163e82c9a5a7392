package dev.vitrine.ui;

import dev.vitrine.training.Snapshot;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.Node;
import javafx.scene.control.Label;

/** What a view says of itself that works a picture from the weights of the viewed state: of which step it is, or why there is none. */
public final class StateNotes {
    private static final int NONE = -1;

    private final Session session;
    private final String run;
    private final String view;
    private final ReadOnlyStringWrapper missing = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper stale = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper viewing = new ReadOnlyStringWrapper("");
    private Snapshot latest;
    private int step = NONE;      // of the picture

    /** @param run  model type
     *  @param view what its texts in the bundle begin with */
    public StateNotes(Session session, String run, String view) {
        this.session = session;
        this.run = run;
        this.view = view;
        session.modeProperty().addListener(_ -> availability());
        forget();
    }

    /** Another model is looked at. */
    public void forget() {
        latest = null;
        step = NONE;
        age();
        availability();
    }

    private void availability() {
        boolean shown = session.modeProperty().get().types().contains(run);
        missing.set(shown ? "" : session.text(view + (session.service() == null ? ".missing.model" : ".missing")));
    }

    public void accept(List<Snapshot> snapshots) {
        snapshots.stream().filter(s -> s.run().equals(run)).findFirst().ifPresent(s -> {
            latest = s;
            viewing.set(session.service() == null ? "" : session.text(view + ".viewing", Integer.toString(s.step()), Integer.toString(s.total())));
            age();
        });
    }

    /** What is looked at now, where the run is shown. */
    public Optional<Snapshot> latest() {
        return possible() ? Optional.ofNullable(latest) : Optional.empty();
    }

    /** Whether the run is shown. */
    public boolean possible() {
        return missing.get().isEmpty();
    }

    /** There is a picture. @param of the step whose weights gave it */
    public void drawn(int of) {
        step = of;
        age();
    }

    /** Whether the numbers are of another step than the viewed one, at rest. */
    private void age() {
        boolean old = latest != null && step != NONE && !latest.running() && step != latest.step();
        stale.set(old ? session.text(view + ".stale", Integer.toString(step)) : "");
    }

    /** @param body what there is to see where nothing is missing */
    public void bind(Label whichStep, Label whichOther, Label whyNot, Node body) {
        whichStep.textProperty().bind(viewing);
        whichOther.textProperty().bind(stale);
        Visible.sentence(whyNot, missing);
        Visible.showWhile(body, missing.isEmpty());
    }

    /** Why there is nothing to see, or empty. */
    public ReadOnlyStringProperty missingProperty() {
        return missing.getReadOnlyProperty();
    }

    public ReadOnlyStringProperty staleProperty() {
        return stale.getReadOnlyProperty();
    }

    public ReadOnlyStringProperty viewingProperty() {
        return viewing.getReadOnlyProperty();
    }
}
