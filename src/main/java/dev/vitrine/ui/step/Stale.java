package dev.vitrine.ui.step;

import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.Node;

/** Greys what comes from another step than the viewed one. */
final class Stale {
    private Stale() {
    }

    static void bind(Node node, ObservableBooleanValue stale) {
        stale.addListener((property, before, now) -> mark(node, now));
        mark(node, stale.get());
    }

    private static void mark(Node node, boolean stale) {
        node.getStyleClass().remove("stale");
        if (stale) {
            node.getStyleClass().add("stale");
        }
    }
}
