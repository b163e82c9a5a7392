package dev.vitrine.ui.generate;

import dev.vitrine.ui.Session;
import dev.vitrine.ui.Visible;
import dev.vitrine.ui.control.Named;
import dev.vitrine.ui.control.TokenStrip;
import javafx.fxml.FXML;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;

/** Binds compare.fxml: the text and that of other weights, one above the other. */
final class ComparePage {
    private final GenerateViewModel model;
    private final Session session;
    @FXML private ComboBox<Other> other;
    @FXML private Label message;
    @FXML private Label firstStatus;
    @FXML private TokenStrip first;
    @FXML private Label firstProbability;
    @FXML private Label secondStatus;
    @FXML private TokenStrip second;
    @FXML private Label secondProbability;
    @FXML private Label reading;

    ComparePage(GenerateViewModel model) {
        this.model = model;
        session = model.session();
    }

    @FXML
    private void initialize() {
        Comparison comparison = model.comparison();
        other.setItems(comparison.others());
        other.setConverter(new Named<>(Other::name));
        other.valueProperty().bindBidirectional(comparison.chosenProperty());
        Visible.sentence(message, comparison.messageProperty());
        first.paletteProperty().bind(session.paletteProperty());
        first.dataProperty().bind(comparison.first().stripProperty());
        first.selectedProperty().bindBidirectional(model.selectedProperty());
        firstStatus.textProperty().bind(comparison.first().statusProperty());
        Visible.sentence(firstProbability, comparison.first().probabilityProperty());
        second.paletteProperty().bind(session.paletteProperty());
        second.dataProperty().bind(comparison.text().stripProperty());
        second.selectedProperty().addListener((property, before, now) -> {
            if (now != null) {
                model.lookAtOther(now);
            }
        });
        secondStatus.textProperty().bind(comparison.text().statusProperty());
        Visible.sentence(secondProbability, comparison.text().probabilityProperty());
        Visible.sentence(reading, comparison.readingProperty());
    }

    @FXML
    private void keep() {
        model.comparison().keep();
    }

    @FXML
    private void open() {
        try {
            session.files().folder(other.getScene().getWindow(), session.text("generate.compare.open")).ifPresent(model.comparison()::load);
        } catch (UnsupportedOperationException e) {
            model.comparison().cannotChoose();
        }
    }
}
