package dev.vitrine.ui.thought;

import dev.vitrine.ui.Session;
import dev.vitrine.ui.control.CurveChart;
import dev.vitrine.ui.control.Range;
import dev.vitrine.ui.control.Reference;
import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;

/** Binds accuracy.fxml. */
final class AccuracyPage {
    private final ThoughtViewModel model;
    @FXML private Slider segments;
    @FXML private Label count;
    @FXML private CurveChart chart;
    @FXML private Label said;

    AccuracyPage(ThoughtViewModel model) {
        this.model = model;
    }

    @FXML
    private void initialize() {
        AccuracySection section = model.accuracy();
        Session session = model.session();
        segments.setValue(section.segmentsProperty().get());
        segments.valueProperty().addListener((_, _, now) -> {
            if (!segments.isValueChanging()) {
                section.segmentsProperty().set((int) Math.rint(now.doubleValue()));
            }
        });
        segments.valueChangingProperty().addListener((_, _, changing) -> {
            if (!changing) {
                section.segmentsProperty().set((int) Math.rint(segments.getValue()));
            }
        });
        count.textProperty().bind(section.segmentsProperty().asString());
        said.textProperty().bind(section.saidProperty());
        chart.paletteProperty().bind(session.paletteProperty());
        chart.setXLabel(session.text("thought.whatif.x"));
        chart.setYLabel(session.text("thought.accuracy.y"));
        chart.cursorXProperty().set(model.minds().segments());
        chart.getReferences().setAll(new Reference(0, ""), new Reference(100, ""));
        section.curvesProperty().addListener((_, _, now) -> chart.setCurves(now));
        chart.setCurves(section.curvesProperty().get());
        section.segmentsProperty().addListener((_, _, now) -> range(now.intValue()));
        range(section.segmentsProperty().get());
    }

    private void range(int most) {
        chart.xRangeProperty().set(new Range(1, Math.max(2, Math.max(most, model.minds().segments()))));
    }
}
