package dev.vitrine.ui.thought;

import dev.vitrine.ui.control.BoardStrip;
import dev.vitrine.ui.control.Named;
import dev.vitrine.ui.thought.StripSection.Pace;
import javafx.fxml.FXML;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ChoiceBox;

/** Binds strip.fxml. */
final class StripPage {
    private final ThoughtViewModel model;
    @FXML private ChoiceBox<Pace> pace;
    @FXML private CheckBox preliminary;
    @FXML private BoardStrip strip;

    StripPage(ThoughtViewModel model) {
        this.model = model;
    }

    @FXML
    private void initialize() {
        StripSection section = model.strip();
        pace.getItems().setAll(Pace.values());
        pace.setConverter(new Named<>(p -> model.session().text(StripSection.key(p))));
        pace.valueProperty().bindBidirectional(section.paceProperty());
        preliminary.selectedProperty().bindBidirectional(model.preliminaryProperty());
        strip.paletteProperty().bind(model.session().paletteProperty());
        section.framesProperty().addListener((_, _, now) -> strip.framesProperty().set(now));
        strip.framesProperty().set(section.framesProperty().get());
        section.atProperty().addListener((_, _, now) -> strip.selectedProperty().set(now));
        strip.selectedProperty().set(section.atProperty().get());
        strip.selectedProperty().addListener((_, _, now) -> {
            if (now == null) {
                strip.selectedProperty().set(section.atProperty().get());
            } else if (!now.equals(section.atProperty().get())) {
                section.choose(now);
            }
        });
    }
}
