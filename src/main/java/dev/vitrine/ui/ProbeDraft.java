package dev.vitrine.ui;

import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableBooleanValue;

/** What is typed to become the probe, and what a person should know of it before it is pinned. */
public final class ProbeDraft {
    private final Session session;
    private final StringProperty text = new SimpleStringProperty("");
    private final ReadOnlyStringWrapper note = new ReadOnlyStringWrapper("");

    public ProbeDraft(Session session) {
        this.session = session;
        session.probeProperty().addListener((_, _, now) -> text.set(now));
        session.modelProperty().addListener(_ -> reset());
        text.addListener((_, _, now) -> note.set(ProbeNote.of(session, now)));
        reset();
    }

    /** Back to the text that is pinned. */
    public void reset() {
        text.set(session.probeProperty().get());
        note.set(ProbeNote.of(session, text.get()));
    }

    /** Makes the text the probe of all views. */
    public void pin() {
        session.probeProperty().set(text.get());
    }

    public StringProperty textProperty() {
        return text;
    }

    /** Whether it is the probe already. */
    ObservableBooleanValue pinned() {
        return text.isEqualTo(session.probeProperty());
    }

    /** One or two sentences, or empty. */
    public ReadOnlyStringProperty noteProperty() {
        return note.getReadOnlyProperty();
    }
}
