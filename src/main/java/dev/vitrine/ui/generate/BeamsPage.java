package dev.vitrine.ui.generate;

import dev.vitrine.ui.control.TokenTree;
import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;

/** Binds beams.fxml: a search as it goes on. */
final class BeamsPage {
    private final GenerateViewModel model;
    @FXML private Label caption;
    @FXML private ScrollPane scroll;
    @FXML private TokenTree tree;

    BeamsPage(GenerateViewModel model) {
        this.model = model;
    }

    @FXML
    private void initialize() {
        caption.textProperty().bind(model.beams().captionProperty());
        tree.paletteProperty().bind(model.session().paletteProperty());
        tree.dataProperty().bind(model.beams().treeProperty());
        Reveal.onMoving(scroll, tree);
    }
}
