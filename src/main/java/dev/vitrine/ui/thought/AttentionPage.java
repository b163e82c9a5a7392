package dev.vitrine.ui.thought;

import dev.vitrine.ui.control.BoardStrip;
import javafx.fxml.FXML;
import javafx.scene.control.Label;

/** Binds attention.fxml. */
final class AttentionPage {
    private final ThoughtViewModel model;
    @FXML private Label said;
    @FXML private BoardStrip heads;

    AttentionPage(ThoughtViewModel model) {
        this.model = model;
    }

    @FXML
    private void initialize() {
        said.textProperty().bind(model.attention().saidProperty());
        heads.paletteProperty().bind(model.session().paletteProperty());
        heads.framesProperty().bind(model.attention().framesProperty());
    }
}
