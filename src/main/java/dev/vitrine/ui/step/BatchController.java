package dev.vitrine.ui.step;

import dev.vitrine.ui.control.Spinners;
import dev.vitrine.ui.control.TokenStrip;
import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.Spinner;

/** Binds batch.fxml. */
public final class BatchController {
    private final StepViewModel step;
    private final BatchLens model;
    @FXML private Spinner<Integer> sequence;
    @FXML private TokenStrip tokens;
    @FXML private TokenStrip targets;
    @FXML private ListView<String> sequences;
    @FXML private Label caption;

    BatchController(StepViewModel step) {
        this.step = step;
        model = step.batch();
    }

    @FXML
    private void initialize() {
        Spinners.bind(sequence, step.sequenceProperty(), model.countProperty());
        sequence.disableProperty().bind(model.countProperty().lessThan(2));
        tokens.paletteProperty().bind(step.session().paletteProperty());
        targets.paletteProperty().bind(step.session().paletteProperty());
        tokens.dataProperty().bind(model.tokensProperty());
        targets.dataProperty().bind(model.targetsProperty());
        tokens.selectedProperty().bindBidirectional(targets.selectedProperty());
        for (TokenStrip strip : new TokenStrip[] {tokens, targets}) {
            strip.hoveredProperty().addListener((property, before, now) ->
                    model.preview(now != null ? now : strip.selectedProperty().get()));
        }
        tokens.selectedProperty().addListener((property, before, now) -> model.preview(now));
        sequences.setItems(model.sequences());
        sequences.getSelectionModel().selectedIndexProperty().addListener((property, before, now) -> {
            if (now.intValue() >= 0) {
                step.sequenceProperty().set(now.intValue());
            }
        });
        step.sequenceProperty().addListener((property, before, now) -> sequences.getSelectionModel().select(now.intValue()));
        caption.textProperty().bind(model.captionProperty());
    }
}
