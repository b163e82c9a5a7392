package dev.vitrine.ui.thought;

import dev.vitrine.ui.Session;
import dev.vitrine.ui.control.CurveChart;
import dev.vitrine.ui.control.UpdateChart;
import javafx.fxml.FXML;
import javafx.scene.control.Label;

/** Binds settling.fxml. */
final class SettlePage {
    private final ThoughtViewModel model;
    @FXML private Label verdict;
    @FXML private UpdateChart marks;
    @FXML private CurveChart drift;

    SettlePage(ThoughtViewModel model) {
        this.model = model;
    }

    @FXML
    private void initialize() {
        SettleSection section = model.settling();
        Session session = model.session();
        verdict.textProperty().bind(section.verdictProperty());
        marks.paletteProperty().bind(session.paletteProperty());
        marks.marksProperty().bind(section.marksProperty());
        marks.selectedProperty().addListener((_, _, now) -> {
            if (now != null) {
                section.choose(now);
            }
        });
        drift.paletteProperty().bind(session.paletteProperty());
        drift.setLogY(true);
        drift.setXLabel(session.text("thought.settling.x"));
        drift.setYLabel(session.text("thought.settling.drift.y"));
        section.driftProperty().addListener((_, _, now) -> drift.setCurves(now));
        section.lineProperty().addListener((_, _, now) -> drift.getReferences().setAll(now));
        drift.setCurves(section.driftProperty().get());
        drift.getReferences().setAll(section.lineProperty().get());
    }
}
