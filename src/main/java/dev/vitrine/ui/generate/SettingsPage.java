package dev.vitrine.ui.generate;

import dev.vitrine.engine.sample.Strategies;
import dev.vitrine.ui.SamplingSettings;
import dev.vitrine.ui.Session;
import dev.vitrine.ui.Visible;
import dev.vitrine.ui.control.Named;
import dev.vitrine.ui.control.NumberField;
import dev.vitrine.ui.control.Numbers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.beans.InvalidationListener;
import javafx.beans.binding.Bindings;
import javafx.beans.property.Property;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.fxml.FXML;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.TextField;
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
    @FXML private ComboBox<String> strategy;
    @FXML private GridPane search;
    @FXML private Label draft;
    @FXML private TextField stops;
    @FXML private NumberField seed;
    @FXML private NumberField maxTokens;
    @FXML private CheckBox stop;
    @FXML private Label biases;

    SettingsPage(GenerateViewModel model) {
        this.model = model;
        session = model.session();
    }

    @FXML
    private void initialize() {
        SamplingSettings settings = model.settings();
        Knob.ALL.forEach(this::row);
        strategies(settings);
        stops.textProperty().bindBidirectional(settings.stopsProperty());
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
        Visible.sentence(problem, Bindings.concat(problems, model.problemProperty()));
        ReadOnlyStringWrapper biased = new ReadOnlyStringWrapper("");
        settings.logitBiasProperty().addListener((property, before, now) -> biased.set(biased(now)));
        biased.set(biased(settings.logitBiasProperty().get()));
        Visible.sentence(biases, biased);
    }

    /** The strategies, and the settings that the chosen one reads. */
    private void strategies(SamplingSettings settings) {
        strategy.getItems().add(SamplingSettings.GREEDY);
        strategy.getItems().addAll(Strategies.REGISTRY.names());
        strategy.setConverter(new Named<>(name -> session.text("generate.strategy." + name)));
        strategy.valueProperty().bindBidirectional(settings.strategyProperty());
        Set<String> beamed = Set.of(Strategies.BEAM, Strategies.DIVERSE_BEAM);
        number("beams", settings.beamsProperty(), true, 1, 64, 1, beamed);
        number("groups", settings.groupsProperty(), true, 1, 64, 1, Set.of(Strategies.DIVERSE_BEAM));
        number("diversity", settings.diversityProperty(), false, 0, 100, 0.1, Set.of(Strategies.DIVERSE_BEAM));
        number("length_penalty", settings.lengthPenaltyProperty(), false, -10, 10, 0.1, beamed);
        number("n_best", settings.nBestProperty(), true, 1, 64, 1, beamed);
        number("candidates", settings.candidatesProperty(), true, 1, 1000, 1, Set.of(Strategies.CONTRASTIVE));
        number("alpha", settings.alphaProperty(), false, 0, 1, 0.05, Set.of(Strategies.CONTRASTIVE));
        number("draft_tokens", settings.draftTokensProperty(), true, 1, 64, 1, Set.of(Strategies.SPECULATIVE));
        draft.textProperty().bind(Bindings.createStringBinding(() -> model.comparison().chosenProperty().get() == null
                ? session.text("generate.draft.none") : session.text("generate.draft", model.comparison().chosenProperty().get().name()),
                model.comparison().chosenProperty()));
        Visible.showWhile(draft, settings.strategyProperty().isEqualTo(Strategies.SPECULATIVE));
    }

    private void number(String name, Property<Number> value, boolean whole, double min, double max, double step, Set<String> of) {
        NumberField field = field(name, whole, min, max, step);
        field.valueProperty().bindBidirectional(value);
        Label label = label(name, field);
        search.addRow(search.getChildren().size() / 2, label, field);   // its row count leaves out what is hidden
        var needed = Bindings.createBooleanBinding(() -> of.contains(model.settings().strategyProperty().get()),
                model.settings().strategyProperty());
        Visible.showWhile(field, needed);
        Visible.showWhile(label, needed);
    }

    private void row(Knob knob) {
        int row = knobs.getRowCount();
        NumberField field = field(knob.name(), knob.whole(), knob.min(), knob.max(), knob.step());
        field.valueProperty().bindBidirectional(knob.property().apply(model.settings()));
        Label name = label(knob.name(), field);
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

    private NumberField field(String name, boolean whole, double min, double max, double step) {
        NumberField field = new NumberField();
        field.setId("generate-" + name);
        field.setMin(min);
        field.setMax(max);
        field.setStep(step);
        field.setWhole(whole);
        field.setPrefColumnCount(4);
        field.setMinWidth(64);
        field.setAccessibleText(session.text("generate." + name));
        Tooltip tip = new Tooltip(session.text("generate." + name + ".tip"));
        tip.setWrapText(true);
        tip.setMaxWidth(420);
        field.setTooltip(tip);
        fields.put(name, field);
        return field;
    }

    private Label label(String name, NumberField field) {
        Label label = new Label(session.text("generate." + name));
        label.getStyleClass().add("caption");
        label.setMinWidth(Label.USE_PREF_SIZE);
        label.setLabelFor(field);
        return label;
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
