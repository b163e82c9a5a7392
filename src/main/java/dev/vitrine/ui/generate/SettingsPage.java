package dev.vitrine.ui.generate;

import dev.vitrine.ui.SamplingSettings;
import dev.vitrine.ui.Session;
import dev.vitrine.ui.control.NumberField;
import dev.vitrine.ui.control.Numbers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import javafx.beans.InvalidationListener;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/** Binds settings.fxml: every setting of token choice, and beside it what it does to the bars. */
final class SettingsPage {
    private static final String TEMPERATURE = "temperature";

    private final GenerateViewModel model;
    private final Session session;
    private final Map<String, NumberField> fields = new LinkedHashMap<>();      // by name of their texts
    private final ReadOnlyStringWrapper problems = new ReadOnlyStringWrapper("");
    @FXML private Label problem;
    @FXML private GridPane knobs;
    @FXML private NumberField seed;
    @FXML private NumberField maxTokens;
    @FXML private CheckBox stop;
    @FXML private Label biases;
    @FXML private Button neutral;

    SettingsPage(GenerateViewModel model) {
        this.model = model;
        session = model.session();
    }

    @FXML
    private void initialize() {
        SamplingSettings settings = model.settings();
        Knob.ALL.forEach(this::row);
        maxTokens.setMax(SamplingSettings.LONGEST);
        seed.valueProperty().bindBidirectional(settings.seedProperty());
        maxTokens.valueProperty().bindBidirectional(settings.maxTokensProperty());
        stop.selectedProperty().bindBidirectional(settings.stopAtLineEndProperty());
        fields.put("seed", seed);
        fields.put("maxTokens", maxTokens);
        InvalidationListener told = change -> problems.set(fields.entrySet().stream()
                .filter(e -> !e.getValue().problemProperty().get().isEmpty())
                .map(e -> session.text("generate.problem", session.text("generate." + e.getKey()), e.getValue().problemProperty().get()))
                .collect(Collectors.joining(" ")));
        fields.values().forEach(field -> field.problemProperty().addListener(told));
        Bind.sentence(problem, problems);
        ReadOnlyStringWrapper biased = new ReadOnlyStringWrapper("");
        settings.logitBiasProperty().addListener((property, before, now) -> biased.set(biased(now)));
        biased.set(biased(settings.logitBiasProperty().get()));
        Bind.sentence(biases, biased);
    }

    private void row(Knob knob) {
        int row = knobs.getRowCount();
        NumberField field = new NumberField();
        field.setId("generate-" + knob.name());
        field.setMin(knob.min());
        field.setMax(knob.max());
        field.setStep(knob.step());
        field.setWhole(knob.whole());
        field.setPrefColumnCount(4);
        field.setMinWidth(64);
        field.setAccessibleText(session.text("generate." + knob.name()));
        Tooltip tip = new Tooltip(session.text("generate." + knob.name() + ".tip"));
        tip.setWrapText(true);
        tip.setMaxWidth(420);
        field.setTooltip(tip);
        field.valueProperty().bindBidirectional(knob.property().apply(model.settings()));
        fields.put(knob.name(), field);
        Label name = new Label(session.text("generate." + knob.name()));
        name.getStyleClass().add("caption");
        name.setMinWidth(Label.USE_PREF_SIZE);
        name.setLabelFor(field);
        Label effect = new Label();
        effect.getStyleClass().add("caption");
        effect.setWrapText(true);
        effect.setId("generate-effect-" + knob.name());
        model.next().effectsProperty().addListener((property, before, now) ->
                effect.setText(now == null ? "" : now.of(session, knob.name())));
        HBox.setHgrow(effect, Priority.ALWAYS);
        GridPane.setHgrow(effect, Priority.ALWAYS);
        knobs.addRow(row, name, field, effect);
        if (knob.name().equals(TEMPERATURE)) {
            knobs.add(slider(field), 1, row + 1, 2, 1);
        }
    }

    /** The same number by hand. */
    private Slider slider(NumberField field) {
        Slider slider = new Slider(0, SamplingSettings.HOTTEST, field.getValue());
        slider.setId("generateTemperature");
        slider.setBlockIncrement(field.getStep());
        slider.setAccessibleText(field.getAccessibleText());
        slider.valueProperty().addListener((property, before, now) -> field.setValue(Math.rint(now.doubleValue() * 100) / 100));
        field.valueProperty().addListener((property, before, now) -> slider.setValue(now.doubleValue()));
        return slider;
    }

    private String biased(Map<Integer, Double> all) {
        return all.isEmpty() ? "" : session.text("generate.biases", all.entrySet().stream()
                .map(e -> model.name(e.getKey()) + " " + (e.getValue() > 0 ? "+" : "") + Numbers.format(e.getValue()))
                .collect(Collectors.joining(", ")));
    }

    @FXML
    private void neutral() {
        model.settings().neutral();
    }
}
