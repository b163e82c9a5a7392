package dev.vitrine.ui.step;

import dev.vitrine.ui.Stale;
import dev.vitrine.ui.control.RatioBars;
import javafx.beans.binding.Bindings;
import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/** Binds clip.fxml. */
public final class ClipController {
    private final StepViewModel step;
    private final ClipLens model;
    @FXML private VBox picture;
    @FXML private Label norm;
    @FXML private Label stages;
    @FXML private Label limit;
    @FXML private Label factor;
    @FXML private RatioBars bars;
    @FXML private Label caption;

    ClipController(StepViewModel step) {
        this.step = step;
        model = step.clip();
    }

    @FXML
    private void initialize() {
        norm.textProperty().bind(model.normProperty());
        stages.textProperty().bind(model.stagesProperty());
        limit.textProperty().bind(model.limitProperty());
        factor.textProperty().bind(model.factorProperty());
        bars.paletteProperty().bind(step.session().paletteProperty());
        bars.titleProperty().set(step.session().text("step.clip.bars"));
        bars.valueLabelProperty().set(step.session().text("step.clip.axis"));
        bars.emptyTextProperty().set(step.session().text("step.clip.empty"));
        Bindings.bindContent(bars.getRows(), model.rows());
        bars.selectedRowProperty().bindBidirectional(model.selectedProperty());
        caption.textProperty().bind(model.captionProperty());
        Stale.bind(picture, model.staleProperty());
    }
}
