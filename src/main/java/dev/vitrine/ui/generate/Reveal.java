package dev.vitrine.ui.generate;

import dev.vitrine.ui.control.TokenTree;
import javafx.geometry.Bounds;
import javafx.geometry.Rectangle2D;
import javafx.scene.control.ScrollPane;

/** Keeps the node of a tree in sight that the keyboard comes to. */
final class Reveal {
    private Reveal() {
    }

    static void onMoving(ScrollPane scroll, TokenTree tree) {
        tree.hoveredProperty().addListener((property, before, now) -> {
            if (now != null && !tree.isHover()) {
                middle(scroll, tree, now);
            }
        });
    }

    private static void middle(ScrollPane scroll, TokenTree tree, int node) {
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
