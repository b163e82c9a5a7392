package dev.vitrine.ui;

import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;

/** Buttons that say why they cannot be pressed. */
public final class Enabled {
    private Enabled() {
    }

    /** The tooltip hangs on the button's holder, for a disabled button hears no mouse.
     *  @param tip    key of what it does
     *  @param whyNot key of what it waits for */
    public static void enableWhile(Session session, Button button, ObservableBooleanValue possible, String tip, String whyNot) {
        button.disableProperty().bind(Bindings.not(possible));
        Tooltip tooltip = new Tooltip();
        tooltip.setWrapText(true);
        tooltip.setMaxWidth(420);
        tooltip.textProperty().bind(Bindings.when(possible).then(session.text(tip)).otherwise(session.text(whyNot)));
        button.accessibleHelpProperty().bind(tooltip.textProperty());
        Tooltip.install(button.getParent(), tooltip);
    }
}
