package dev.vitrine.ui;

import javafx.beans.value.ObservableStringValue;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Label;

/** Nodes that take no room while they are not shown. */
public final class Visible {
    private Visible() {
    }

    public static void show(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }

    public static void showWhile(Node node, ObservableValue<Boolean> condition) {
        node.visibleProperty().bind(condition);
        node.managedProperty().bind(condition);
    }

    /** A label that is shown while it has something to say. */
    public static void sentence(Label label, ObservableStringValue text) {
        label.textProperty().bind(text);
        showWhile(label, label.textProperty().isNotEmpty());
    }
}
