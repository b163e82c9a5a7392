package dev.vitrine.ui.generate;

import dev.vitrine.ui.control.TokenTree;
import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;

/** Binds branches.fxml: the tree of all texts of the prompt. */
final class BranchesPage {
    private final GenerateViewModel model;
    @FXML private Label caption;
    @FXML private ScrollPane scroll;
    @FXML private TokenTree tree;

    BranchesPage(GenerateViewModel model) {
        this.model = model;
    }

    @FXML
    private void initialize() {
        caption.textProperty().bind(model.branches().captionProperty());
        tree.paletteProperty().bind(model.session().paletteProperty());
        tree.dataProperty().bind(model.branches().treeProperty());
        Reveal.onMoving(scroll, tree);
        tree.selectedProperty().addListener((property, before, now) -> {
            if (now != null) {
                tree.selectedProperty().set(null);      // the text is the tree's current one then, which is marked already
                model.show(now);
            }
        });
    }
}
