package dev.vitrine.ui.curves;

import dev.vitrine.ui.control.CurveChart;
import dev.vitrine.ui.control.Numbers;
import dev.vitrine.ui.control.Panels;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javafx.beans.binding.Bindings;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** Binds curves.fxml: a panel for each plot. */
public final class CurvesController {
    private final CurvesViewModel model;
    private final Map<Plot, CurveChart> charts = new EnumMap<>(Plot.class);
    @FXML private Label viewing;
    @FXML private CheckBox logarithmic;
    @FXML private CheckBox wholePlan;
    @FXML private CheckBox following;
    @FXML private Slider smoothing;
    @FXML private Label smoothingValue;
    @FXML private Button everything;
    @FXML private StackPane everythingHolder;
    @FXML private Panels large;
    @FXML private Panels small;

    public CurvesController(CurvesViewModel model) {
        this.model = model;
    }

    @FXML
    private void initialize() {
        viewing.textProperty().bind(model.viewingProperty());
        logarithmic.selectedProperty().bindBidirectional(model.logarithmicProperty());
        wholePlan.selectedProperty().bindBidirectional(model.wholePlanProperty());
        following.selectedProperty().bindBidirectional(model.followingProperty());
        smoothing.valueProperty().bindBidirectional(model.smoothingProperty());
        smoothingValue.textProperty().bind(Bindings.createStringBinding(
                () -> Numbers.format(model.smoothingProperty().get(), 2), model.smoothingProperty()));
        everything.disableProperty().bind(model.zoomProperty().isNull());
        Tooltip tip = new Tooltip();
        tip.textProperty().bind(Bindings.when(model.zoomProperty().isNull()).then(model.session().text("curves.all.not"))
                .otherwise(model.session().text("curves.all.tip")));
        Tooltip.install(everythingHolder, tip);
        for (Plot plot : Plot.values()) {
            (plot == Plot.LOSS ? large : small).getChildren().add(panel(plot));
        }
        model.seriesProperty().addListener((value, before, now) -> fill());
        model.pointsProperty().addListener((value, before, now) -> charts.values().forEach(CurveChart::refresh));
        fill();
    }

    private VBox panel(Plot plot) {
        CurveChart chart = new CurveChart();
        charts.put(plot, chart);
        chart.setId(plot.name().toLowerCase(Locale.ROOT));
        chart.setTitle(model.session().text(plot.key() + ".title"));
        chart.setYLabel(model.session().text(plot.key() + ".y"));
        chart.setXLabel(model.session().text("curves.x"));
        chart.setEmptyText(model.session().text("curves.empty"));
        chart.setMinHeight(plot == Plot.LOSS ? 215 : 200);
        chart.setPrefHeight(plot == Plot.LOSS ? 280 : 230);
        VBox.setVgrow(chart, Priority.ALWAYS);
        chart.paletteProperty().bind(model.session().paletteProperty());
        chart.cursorXProperty().bind(model.stepProperty());
        chart.xRangeProperty().bind(model.everythingProperty());
        chart.zoomProperty().bindBidirectional(model.zoomProperty());
        chart.hoveredXProperty().addListener((value, before, now) -> {
            if (!Double.isNaN(now.doubleValue())) {
                model.pointedProperty().set(plot);
            } else if (model.pointedProperty().get() == plot) {
                model.pointedProperty().set(null);
            }
        });
        chart.sharedXProperty().bindBidirectional(model.crosshairProperty());
        chart.followNewestProperty().bind(model.followingProperty());
        chart.onPickProperty().set(model::seek);
        if (plot.smoothed()) {
            chart.smoothingProperty().bind(model.smoothingProperty());
        }
        if (plot.logarithmic()) {
            chart.logYProperty().bind(model.logarithmicProperty());
        }
        Label caption = new Label();
        caption.getStyleClass().add("caption");
        caption.setWrapText(true);
        caption.setMinHeight(Region.USE_PREF_SIZE);
        caption.textProperty().bind(model.captionProperty(plot));
        VBox panel = new VBox(chart, caption);
        panel.getStyleClass().add("panel");
        return panel;
    }

    private void fill() {
        charts.forEach((plot, chart) -> {
            List<Series> all = model.seriesProperty().get().getOrDefault(plot, List.of());
            chart.setCurves(all.stream().map(Series::curve).toList());
            chart.getReferences().setAll(all.isEmpty() ? List.of() : plot.references(model.session()));
        });
    }

    @FXML
    private void showEverything() {
        model.showEverything();
    }
}
