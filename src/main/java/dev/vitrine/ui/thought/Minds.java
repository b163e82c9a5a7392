package dev.vitrine.ui.thought;

import dev.vitrine.engine.model.ModelConfig;
import dev.vitrine.engine.model.Models;
import dev.vitrine.ui.Session;
import java.util.List;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** Which of the models that are shown thinks, and how it was trained to. */
final class Minds {
    private final Session session;
    private final ObservableList<String> all = FXCollections.observableArrayList();
    private final ObjectProperty<String> chosen = new SimpleObjectProperty<>();

    Minds(Session session) {
        this.session = session;
        shown();
        session.modeProperty().addListener(_ -> shown());
    }

    /** Keeps the choice where it is still shown; else the last one thinks, which reasons if any does. */
    void shown() {
        List<String> now = Models.REGISTRY.names().stream().filter(session.modeProperty().get().types()::contains).toList();
        if (!now.equals(all)) {
            all.setAll(now);
        }
        if (!now.contains(chosen.get())) {
            chosen.set(now.getLast());
        }
    }

    ModelConfig config() {
        return session.service().config().model().withType(chosen.get());
    }

    /** M of training. */
    int segments() {
        return session.service().config().supervision().segments();
    }

    /** Whether q_continue is trained. */
    boolean continues() {
        return session.service().config().supervision().qContinue();
    }

    String chosen() {
        return chosen.get();
    }

    ObservableList<String> all() {
        return all;
    }

    ObjectProperty<String> chosenProperty() {
        return chosen;
    }
}
