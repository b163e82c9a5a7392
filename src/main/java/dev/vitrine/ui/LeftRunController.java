package dev.vitrine.ui;

import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;

/** Binds left-run.fxml. */
public final class LeftRunController {
    private final LeftRun model;
    @FXML private HBox bar;
    @FXML private Label offer;

    LeftRunController(LeftRun model) {
        this.model = model;
    }

    @FXML
    private void initialize() {
        offer.textProperty().bind(model.offerProperty());
        Visible.showWhile(bar, model.offerProperty().isNotEmpty());
    }

    @FXML
    private void goOn() {
        model.goOn();
    }

    @FXML
    private void discard() {
        model.discard();
    }

    @FXML
    private void later() {
        model.later();
    }
}
