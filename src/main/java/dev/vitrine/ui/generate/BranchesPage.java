package dev.vitrine.ui.generate;

import dev.vitrine.ui.control.TokenTree;
import javafx.fxml.FXML;
import javafx.geometry.Bounds;
import javafx.geometry.Rectangle2D;
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
        tree.hoveredProperty().addListener((property, before, now) -> {
            if (now != null && !tree.isHover()) {
                reveal(now);
            }
        });
        tree.selectedProperty().addListener((property, before, now) -> {
            if (now != null) {
                tree.selectedProperty().set(null);      // the text is the tree's current one then, which is marked already
                model.show(now);
            }
        });
    }

    private void reveal(int node) {
        Rectangle2D at = tree.boundsOf(node);
        Bounds seen = scroll.getViewportBounds();
        double wide = tree.getWidth() - seen.getWidth();
        double high = tree.getHeight() - seen.getHeight();
        if (wide > 0) {
            scroll.setHvalue(Math.clamp((at.getMinX() + at.getWidth() / 2 - seen.getWidth() / 2) / wide, 0, 1));
        }
        if (high > 0) {
            scroll.setVvalue(Math.clamp((at.getMinY() + at.getHeight() / 2 - seen.getHeight() / 2) / high, 0, 1));
        }
    }
}
