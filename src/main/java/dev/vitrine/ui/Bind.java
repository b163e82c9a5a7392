package dev.vitrine.ui;

import dev.vitrine.ui.control.TokenTree;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableBooleanValue;
import javafx.geometry.Bounds;
import javafx.geometry.Rectangle2D;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;

/** What views bind alike. */
public final class Bind {
    private Bind() {
    }

    /** Scrolls a node of a tree that the keyboard came to into the middle. */
    public static void reveal(ScrollPane scroll, TokenTree tree, int node) {
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

    /** Fades a picture of another step. */
    public static void mark(Node node, ObservableBooleanValue stale) {
        stale.addListener((property, before, now) -> {
            node.getStyleClass().remove("stale");
            if (now) {
                node.getStyleClass().add("stale");
            }
        });
    }

    /** The tooltip hangs on the button's holder, for a disabled button hears no mouse. */
    public static void disabledUnless(Session session, Button button, ObservableBooleanValue possible, String tip, String whyNot) {
        button.disableProperty().bind(Bindings.not(possible));
        Tooltip tooltip = new Tooltip();
        tooltip.setWrapText(true);
        tooltip.setMaxWidth(420);
        tooltip.textProperty().bind(Bindings.when(possible).then(session.text(tip)).otherwise(session.text(whyNot)));
        button.accessibleHelpProperty().bind(tooltip.textProperty());
        Tooltip.install(button.getParent(), tooltip);
    }
}
