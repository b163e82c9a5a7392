package dev.vitrine.ui.thought;

import dev.vitrine.ui.Session;
import dev.vitrine.ui.control.CurveChart;
import dev.vitrine.ui.control.Named;
import dev.vitrine.ui.control.NumberField;
import dev.vitrine.ui.control.Spinners;
import dev.vitrine.ui.thought.Supposing.Blow;
import java.util.List;
import java.util.Locale;
import javafx.beans.binding.Bindings;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.value.ObservableIntegerValue;
import javafx.fxml.FXML;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.Spinner;
import javafx.scene.control.TextField;

/** Binds whatif.fxml. */
final class WhatIfPage {
    private static final ObservableIntegerValue CYCLES = new SimpleIntegerProperty(16);
    private static final ObservableIntegerValue SEEDS = new SimpleIntegerProperty(10_000);

    private final ThoughtViewModel model;
    @FXML private Spinner<Integer> high;
    @FXML private Spinner<Integer> low;
    @FXML private CheckBox swap;
    @FXML private ChoiceBox<Blow> blow;
    @FXML private ChoiceBox<String> level;
    @FXML private NumberField sigma;
    @FXML private Spinner<Integer> seed;
    @FXML private Label where;
    @FXML private TextField symbol;
    @FXML private Label said;
    @FXML private CurveChart chart;

    WhatIfPage(ThoughtViewModel model) {
        this.model = model;
    }

    @FXML
    private void initialize() {
        WhatIfSection section = model.whatIf();
        Supposing supposing = section.supposing();
        Session session = model.session();
        Spinners.bind(high, supposing.hCyclesProperty(), 1, CYCLES);
        Spinners.bind(low, supposing.lCyclesProperty(), 1, CYCLES);
        Spinners.bind(seed, supposing.seedProperty(), SEEDS);
        swap.selectedProperty().bindBidirectional(supposing.swapProperty());
        for (var node : List.of(high, low, swap)) {
            node.disableProperty().bind(Bindings.not(section.cyclesProperty()));
        }
        blow.getItems().setAll(Blow.values());
        blow.setConverter(new Named<>(b -> session.text("thought.whatif.blow." + b.name().toLowerCase(Locale.ROOT))));
        blow.valueProperty().bindBidirectional(supposing.blowProperty());
        level.valueProperty().bindBidirectional(supposing.levelProperty());
        section.levelsProperty().addListener((_, _, now) -> levels(now));
        levels(section.levelsProperty().get());
        sigma.valueProperty().bindBidirectional(supposing.sigmaProperty());
        var noNoise = supposing.blowProperty().isNotEqualTo(Blow.NOISE);
        sigma.disableProperty().bind(noNoise);
        seed.disableProperty().bind(noNoise);
        level.disableProperty().bind(supposing.blowProperty().isEqualTo(Blow.NOTHING));
        where.textProperty().bind(section.whereProperty());
        said.textProperty().bind(section.saidProperty());
        chart.paletteProperty().bind(session.paletteProperty());
        chart.setXLabel(session.text("thought.whatif.x"));
        chart.setYLabel(session.text("thought.whatif.y"));
        section.curvesProperty().addListener((_, _, now) -> chart.setCurves(now));
        chart.setCurves(section.curvesProperty().get());
    }

    private void levels(List<String> now) {
        String before = level.getValue();
        level.getItems().setAll(now);
        level.setValue(before != null && now.contains(before) ? before : now.isEmpty() ? null : now.getLast());
    }

    @FXML
    private void here() {
        model.whatIf().here();
    }

    @FXML
    private void edit() {
        model.whatIf().edit(model.attention().cellProperty().get(), symbol.getText());
    }

    @FXML
    private void none() {
        model.whatIf().supposing().none();
    }
}
