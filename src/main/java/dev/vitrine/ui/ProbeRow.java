package dev.vitrine.ui;

import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/** The row of a view in which the probe is typed: Enter pins it, Escape takes back what was typed. */
public final class ProbeRow {
    private ProbeRow() {
    }

    public static void bind(ProbeDraft draft, TextField field, Button pin, Label note) {
        field.textProperty().bindBidirectional(draft.textProperty());
        field.setOnAction(_ -> draft.pin());
        field.addEventHandler(KeyEvent.KEY_PRESSED, e -> {
            if (e.getCode() == KeyCode.ESCAPE) {
                draft.reset();
                e.consume();
            }
        });
        pin.setOnAction(_ -> draft.pin());
        pin.disableProperty().bind(draft.pinned());
        Visible.sentence(note, draft.noteProperty());
    }
}
