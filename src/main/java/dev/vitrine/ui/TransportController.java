package dev.vitrine.ui;

import dev.vitrine.ui.control.PhaseBar;
import dev.vitrine.ui.control.Scrubber;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;

/** Binds transport.fxml. */
public final class TransportController {
    private final TransportViewModel model;
    private final Session session;
    @FXML private HBox time;
    @FXML private Label rateName;
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
        message.textProperty().bind(Bindings.when(session.messageProperty().isEmpty()).then(session.noticeProperty()).otherwise(session.messageProperty()));
        session.messageProperty().addListener((value, before, now) -> warn(!now.isEmpty()));
        warn(false);
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
        BooleanBinding training = session.modelProperty().isNull().or(session.serviceProperty().isNotNull());
        for (Node node : List.of(time, phases, rateName, rate)) {    // a model that does not train has no time
            Visible.showWhile(node, training);
        }
    }

    /** Once a frame. */
    void frame() {
        model.frame();
        scrubber.refresh();
    }

    private void warn(boolean wrong) {
        message.getStyleClass().removeAll("warning", "body");
        message.getStyleClass().add(wrong ? "warning" : "body");
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
