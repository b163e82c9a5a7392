package dev.vitrine.ui.thought;

import dev.vitrine.ui.Session;
import dev.vitrine.ui.control.CurveChart;
import dev.vitrine.ui.control.Reference;
import javafx.fxml.FXML;
import javafx.scene.control.Label;

/** Binds halting.fxml. */
final class HaltPage {
    private final ThoughtViewModel model;
    @FXML private CurveChart chart;
    @FXML private Label said;

    HaltPage(ThoughtViewModel model) {
        this.model = model;
    }

    @FXML
    private void initialize() {
        HaltSection section = model.halting();
        Session session = model.session();
        said.textProperty().bind(section.saidProperty());
        chart.paletteProperty().bind(session.paletteProperty());
        chart.setXLabel(session.text("thought.settling.x"));
        chart.setYLabel(session.text("thought.halting.y"));
        section.curvesProperty().addListener((_, _, now) -> chart.setCurves(now));
        chart.setCurves(section.curvesProperty().get());
        if (!model.minds().continues()) {
            chart.getReferences().setAll(new Reference(0, session.text("thought.halting.line")));
        }
    }
}
