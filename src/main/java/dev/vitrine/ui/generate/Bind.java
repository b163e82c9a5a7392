package dev.vitrine.ui.generate;

import dev.vitrine.ui.Session;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableBooleanValue;
import javafx.beans.value.ObservableStringValue;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;

/** What the pages of the Generate view bind alike. */
final class Bind {
    private Bind() {
    }

    /** A label that takes no room while it has nothing to say. */
    static void sentence(Label label, ObservableStringValue text) {
        label.textProperty().bind(text);
        shownIf(label, Bindings.createBooleanBinding(() -> !text.get().isEmpty(), text));
    }

    static void shownIf(Node node, ObservableBooleanValue needed) {
        node.visibleProperty().bind(needed);
        node.managedProperty().bind(node.visibleProperty());
    }

    /** Fades a picture of another step. */
    static void mark(Node node, ObservableBooleanValue stale) {
        stale.addListener((property, before, now) -> {
            node.getStyleClass().remove("stale");
            if (now) {
                node.getStyleClass().add("stale");
            }
        });
    }

    /** The tooltip hangs on the button's holder, for a disabled button hears no mouse. */
    static void disabledUnless(Session session, Button button, ObservableBooleanValue possible, String tip, String whyNot) {
        button.disableProperty().bind(Bindings.not(possible));
        Tooltip tooltip = new Tooltip();
        tooltip.setWrapText(true);
        tooltip.setMaxWidth(420);
        tooltip.textProperty().bind(Bindings.when(possible).then(session.text(tip)).otherwise(session.text(whyNot)));
        button.accessibleHelpProperty().bind(tooltip.textProperty());
        Tooltip.install(button.getParent(), tooltip);
    }
}
