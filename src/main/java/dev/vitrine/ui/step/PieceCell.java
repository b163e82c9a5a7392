package dev.vitrine.ui.step;

import javafx.css.PseudoClass;
import javafx.scene.control.ListCell;

/** A piece in a list: ticked, marked, or still to come. */
final class PieceCell extends ListCell<PieceRow> {
    private static final PseudoClass CURRENT = PseudoClass.getPseudoClass("current");
    private static final PseudoClass TO_COME = PseudoClass.getPseudoClass("to-come");

    private final StepViewModel model;

    PieceCell(StepViewModel model) {
        this.model = model;
        getStyleClass().add("piece");
    }

    @Override
    protected void updateItem(PieceRow row, boolean empty) {
        super.updateItem(row, empty);
        PieceRow.State state = empty || row == null ? null : model.stateOf(row.index());
        pseudoClassStateChanged(CURRENT, state == PieceRow.State.CURRENT);
        pseudoClassStateChanged(TO_COME, state == PieceRow.State.TO_COME);
        if (state == null) {
            setText(null);
            return;
        }
        String mark = switch (state) {
            case DONE -> "✓ ";
            case CURRENT -> "▶ ";
            case TO_COME -> "· ";
        };
        setText(mark + row.text() + (row.detached().isEmpty() ? "" : " · " + row.detached()));
    }
}
