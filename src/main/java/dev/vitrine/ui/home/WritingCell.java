package dev.vitrine.ui.home;

import dev.vitrine.ui.Session;
import dev.vitrine.ui.control.Numbers;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/** An earlier text: its step, as much of it as there is room for, and how many of its words are words. */
final class WritingCell extends ListCell<Writing> {
    private final Session session;
    private final Label step = new Label();
    private final Label text = new Label();
    private final Label words = new Label();
    private final HBox row = new HBox(8, step, text, words);

    WritingCell(Session session) {
        this.session = session;
        step.getStyleClass().add("caption");
        step.setMinWidth(64);
        text.getStyleClass().add("mono");
        text.setMinWidth(0);
        text.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(text, Priority.ALWAYS);
        words.getStyleClass().add("caption");
        words.setMinWidth(USE_PREF_SIZE);
        setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        setPrefWidth(0);
    }

    @Override
    protected void updateItem(Writing item, boolean empty) {
        super.updateItem(item, empty);
        if (empty || item == null) {
            setGraphic(null);
            setAccessibleText(null);
            return;
        }
        step.setText(session.text("home.earlier.step", Numbers.integer(item.step())));
        text.setText(item.line());
        words.setText(session.text("home.earlier.words", Integer.toString(item.known()), Integer.toString(item.words())));
        setAccessibleText(step.getText() + " " + item.line() + " " + words.getText());
        setGraphic(row);
    }
}
