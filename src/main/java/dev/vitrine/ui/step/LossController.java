package dev.vitrine.ui.step;

import dev.vitrine.ui.Stale;
import dev.vitrine.ui.control.ColorLegend;
import dev.vitrine.ui.control.Heatmap;
import dev.vitrine.ui.control.Spinners;
import dev.vitrine.ui.control.TokenStrip;
import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.control.Spinner;
import javafx.scene.layout.VBox;

/** Binds loss.fxml. */
public final class LossController {
    private final StepViewModel step;
    private final LossLens model;
    @FXML private Spinner<Integer> sequence;
    @FXML private VBox picture;
    @FXML private TokenStrip strip;
    @FXML private Label mean;
    @FXML private Heatmap heatmap;
    @FXML private ColorLegend legend;
    @FXML private Label readOut;
    @FXML private Label caption;

    LossController(StepViewModel step) {
        this.step = step;
        model = step.loss();
    }

    @FXML
    private void initialize() {
        Spinners.bind(sequence, step.sequenceProperty(), model.countProperty());
        strip.paletteProperty().bind(step.session().paletteProperty());
        heatmap.paletteProperty().bind(step.session().paletteProperty());
        legend.paletteProperty().bind(step.session().paletteProperty());
        strip.dataProperty().bind(model.stripProperty());
        heatmap.dataProperty().bind(model.rasterProperty());
        heatmap.titleProperty().bind(model.captionProperty());
        legend.dataProperty().bind(model.rasterProperty());
        heatmap.selectedProperty().bindBidirectional(model.selectedProperty());
        heatmap.hoveredProperty().addListener((property, before, now) -> model.preview(now));
        strip.hoveredProperty().addListener((property, before, now) -> model.preview(model.cellOf(now)));
        strip.selectedProperty().addListener((property, before, now) -> model.selectedProperty().set(model.cellOf(now)));
        readOut.textProperty().bind(heatmap.readOutProperty());
        mean.textProperty().bind(model.meanProperty());
        caption.textProperty().bind(model.captionProperty());
        Stale.bind(picture, model.staleProperty());
    }
}
