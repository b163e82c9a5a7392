package dev.vitrine.ui;

import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.Node;

/** Greys what comes from another step than the viewed one. */
public final class Stale {
    private Stale() {
    }

    public static void bind(Node node, ObservableBooleanValue stale) {
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
