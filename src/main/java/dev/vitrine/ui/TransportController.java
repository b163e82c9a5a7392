package dev.vitrine.ui;

import dev.vitrine.ui.control.PhaseBar;
import dev.vitrine.ui.control.Scrubber;
import javafx.beans.binding.Bindings;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;

/** Binds transport.fxml. */
public final class TransportController {
    private final TransportViewModel model;
    private final Session session;
    @FXML private Button run;
    @FXML private Button live;
    @FXML private Scrubber scrubber;
    @FXML private PhaseBar phases;
    @FXML private Label where;
    @FXML private Label what;
    @FXML private Label hash;
    @FXML private Label message;
    @FXML private TextField rate;

    public TransportController(Session session, TransportViewModel model) {
        this.session = session;
        this.model = model;
    }

    @FXML
    private void initialize() {
        run.textProperty().bind(Bindings.when(model.runningProperty()).then(session.text("transport.pause"))
                .otherwise(Bindings.when(model.newestProperty().isEqualTo(0)).then(session.text("transport.train"))
                        .otherwise(Bindings.when(model.endedProperty()).then(session.text("transport.ended"))
                                .otherwise(session.text("transport.resume")))));
        run.disableProperty().bind(model.endedProperty());
        live.disableProperty().bind(model.pastProperty().not());
        where.textProperty().bind(model.whereProperty());
        what.textProperty().bind(model.whatProperty());
        hash.textProperty().bind(model.hashProperty());
        message.textProperty().bind(session.messageProperty());
        scrubber.paletteProperty().bind(session.paletteProperty());
        scrubber.pointsProperty().bind(model.lossProperty());
        scrubber.viewedStepProperty().bind(model.stepProperty());
        scrubber.newestStepProperty().bind(model.newestProperty());
        scrubber.referenceProperty().bind(model.guessingProperty());
        scrubber.setOnSeek(model::seek);
        phases.paletteProperty().bind(session.paletteProperty());
        phases.setPhases(model.phaseNames());
        phases.currentProperty().bind(model.phaseProperty());
        rate.promptTextProperty().bind(model.rateProperty());
    }

    /** Once a frame. */
    void frame() {
        model.frame();
        scrubber.refresh();
    }

    @FXML
    private void toggle() {
        model.toggle();
    }

    @FXML
    private void first() {
        model.first();
    }

    @FXML
    private void pieceBack() {
        model.pieceBack();
    }

    @FXML
    private void piece() {
        model.piece();
    }

    @FXML
    private void phase() {
        model.phaseForward();
    }

    @FXML
    private void step() {
        model.stepForward();
    }

    @FXML
    private void live() {
        model.live();
    }

    @FXML
    private void setRate() {
        model.setLearningRate(rate.getText());
        rate.clear();
        rate.getScene().getRoot().requestFocus();   // so that the keys are commands again
    }
}
