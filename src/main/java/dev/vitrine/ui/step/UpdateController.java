package dev.vitrine.ui.step;

import dev.vitrine.ui.Stale;
import dev.vitrine.ui.control.Spinners;
import javafx.collections.ListChangeListener;
import javafx.fxml.FXML;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Spinner;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Binds update.fxml. */
public final class UpdateController {
    private final UpdateLens model;
    @FXML private VBox picture;
    @FXML private ComboBox<String> parameter;
    @FXML private Spinner<Integer> index;
    @FXML private Label place;
    @FXML private Label heading;
    @FXML private Label formula;
    @FXML private GridPane table;
    @FXML private Label verdict;
    @FXML private Label caption;

    UpdateController(StepViewModel step) {
        model = step.update();
    }

    @FXML
    private void initialize() {
        parameter.setItems(model.parameters());
        parameter.valueProperty().bindBidirectional(model.parameterProperty());
        Spinners.bind(index, model.indexProperty(), model.sizeProperty());
        index.setEditable(true);
        place.textProperty().bind(model.placeProperty());
        heading.textProperty().bind(model.headingProperty());
        formula.textProperty().bind(model.formulaProperty());
        verdict.textProperty().bind(model.verdictProperty());
        caption.textProperty().bind(model.captionProperty());
        model.rows().addListener((ListChangeListener<UpdateRow>) change -> fill());
        table.setOnMouseClicked(e -> model.preview());
        Stale.bind(picture, model.staleProperty());
        fill();
    }

    @FXML
    private void steepest() {
        model.chooseSteepest();
    }

    private void fill() {
        table.getChildren().clear();
        for (int i = 0; i < model.rows().size(); i++) {
            UpdateRow row = model.rows().get(i);
            table.addRow(i, label(row.symbol(), "update-symbol"), label(row.value(), "update-value"),
                    label(row.formula(), "update-formula"));
        }
    }

    private static Label label(String text, String style) {
        Label label = new Label(text);
        label.getStyleClass().add(style);
        label.setWrapText(style.equals("update-formula"));
        if (!style.equals("update-formula")) {
            label.setMinWidth(Region.USE_PREF_SIZE);
        }
        return label;
    }
}
