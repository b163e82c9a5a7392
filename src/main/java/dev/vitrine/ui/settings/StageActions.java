package dev.vitrine.ui.settings;

import dev.vitrine.ui.Session;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;

/** Buttons that put another stage after one, and that take it out. */
final class StageActions extends HBox {
    private final Session session;

    /** @param alone whether there is no other stage, so that it must stay */
    StageActions(Session session, int stage, boolean alone, Runnable add, Runnable remove) {
        this.session = session;
        getStyleClass().add("settings-actions");
        getChildren().setAll(button("settings.stage.add", "settingsAddStage" + stage, "settings.stage.add.tip", false, add),
                button("settings.stage.remove", "settingsRemoveStage" + stage,
                        alone ? "settings.stage.remove.not" : "settings.stage.remove.tip", alone, remove));
    }

    /** The tooltip hangs on the button's holder, for a disabled button hears no mouse. */
    private StackPane button(String text, String id, String tip, boolean disabled, Runnable action) {
        Button button = new Button(session.text(text));
        button.setId(id);
        button.setMinWidth(USE_PREF_SIZE);
        button.setDisable(disabled);
        button.setAccessibleHelp(session.text(tip));
        button.setOnAction(e -> action.run());
        StackPane holder = new StackPane(button);
        Tooltip.install(holder, new Tooltip(session.text(tip)));
        return holder;
    }
}
