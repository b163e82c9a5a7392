package dev.vitrine.ui.step;

import dev.vitrine.ui.Stale;
import dev.vitrine.ui.Visible;
import dev.vitrine.ui.control.ColorLegend;
import dev.vitrine.ui.control.Heatmap;
import dev.vitrine.ui.control.Panels;
import dev.vitrine.ui.control.RasterData;
import dev.vitrine.ui.control.Spinners;
import dev.vitrine.ui.control.ValueGrid;
import javafx.beans.binding.Bindings;
import javafx.fxml.FXML;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Spinner;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** Binds tensor.fxml: a tensor of a segment as colours and as numbers. */
public final class TensorController {
    private final StepViewModel step;
    private final TensorLens model;
    @FXML private VBox body;
    @FXML private Panels picture;
    @FXML private ComboBox<TensorName> names;
    @FXML private Spinner<Integer> sequence;
    @FXML private Spinner<Integer> head;
    @FXML private HBox sequenceBox;
    @FXML private HBox headBox;
    @FXML private Label note;
    @FXML private Heatmap heatmap;
    @FXML private ColorLegend legend;
    @FXML private Label readOut;
    @FXML private ValueGrid grid;
    @FXML private Label caption;
    @FXML private Label statistics;

    TensorController(StepViewModel step) {
        this.step = step;
        model = step.tensors();
    }

    @FXML
    private void initialize() {
        names.setItems(model.names());
        names.valueProperty().bindBidirectional(model.chosenProperty());
        Spinners.bind(sequence, step.sequenceProperty(), model.sequencesProperty());
        Spinners.bind(head, step.session().headProperty(), model.headsProperty());
        sequenceBox.disableProperty().bind(model.sequencesProperty().lessThan(2));
        headBox.disableProperty().bind(model.headsProperty().lessThan(2));
        heatmap.paletteProperty().bind(step.session().paletteProperty());
        legend.paletteProperty().bind(step.session().paletteProperty());
        grid.paletteProperty().bind(step.session().paletteProperty());
        heatmap.dataProperty().bind(model.rasterProperty());
        heatmap.titleProperty().bind(model.captionProperty());
        heatmap.squareProperty().bind(Bindings.createBooleanBinding(() -> square(model.rasterProperty().get()),
                model.rasterProperty()));
        legend.dataProperty().bind(model.rasterProperty());
        grid.dataProperty().bind(model.rasterProperty());
        heatmap.selectedProperty().bindBidirectional(model.selectedProperty());
        grid.selectedProperty().bindBidirectional(model.selectedProperty());
        heatmap.hoveredProperty().addListener((property, before, now) -> model.preview(now));
        grid.hoveredProperty().addListener((property, before, now) -> model.preview(now));
        readOut.textProperty().bind(heatmap.readOutProperty());
        caption.textProperty().bind(model.captionProperty());
        statistics.textProperty().bind(model.statisticsProperty());
        Visible.sentence(note, model.noteProperty());
        Visible.showWhile(body, model.noteProperty().isEmpty());
        Stale.bind(picture, model.staleProperty());
    }

    private static boolean square(RasterData data) {
        return data.rows() > 1 && data.rows() == data.columns();
    }
}
