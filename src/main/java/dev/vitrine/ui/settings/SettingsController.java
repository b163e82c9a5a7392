package dev.vitrine.ui.settings;

import dev.vitrine.ui.Enabled;
import dev.vitrine.ui.Session;
import dev.vitrine.ui.control.Curve;
import dev.vitrine.ui.control.CurveChart;
import dev.vitrine.ui.control.Named;
import dev.vitrine.ui.control.Numbers;
import dev.vitrine.ui.control.Range;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.collections.FXCollections;
import javafx.fxml.FXML;
import javafx.geometry.Bounds;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;

/** Binds settings.fxml: the fields of the form, what a run would be, and the files. */
public final class SettingsController {
    private final SettingsViewModel model;
    private final List<String> presets;
    private final Session session;
    private final SettingTexts texts;
    @FXML private StackPane cover;
    @FXML private ComboBox<String> base;
    @FXML private Button undo;
    @FXML private Button save;
    @FXML private Button start;
    @FXML private VBox jumps;
    @FXML private ScrollPane scroll;
    @FXML private VBox fields;
    @FXML private VBox outlook;
    @FXML private Label parameters;
    @FXML private Label size;
    @FXML private GridPane memory;
    @FXML private CurveChart plan;
    @FXML private Label problem;
    @FXML private Label note;

    /** @param presets names to begin with */
    public SettingsController(SettingsViewModel model, List<String> presets) {
        this.model = model;
        this.presets = presets;
        session = model.session();
        texts = new SettingTexts(session);
    }

    @FXML
    private void initialize() {
        cover.visibleProperty().bind(model.openProperty());
        cover.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        model.openProperty().addListener((value, before, now) -> {
            if (now) {
                base.requestFocus();
            }
        });
        List<String> bases = new ArrayList<>(List.of(SettingsViewModel.PRESENT));
        bases.addAll(presets);
        base.setItems(FXCollections.observableArrayList(bases));
        base.setConverter(new Named<>(session.text("settings.base.file"),
                name -> name.equals(SettingsViewModel.PRESENT) ? session.text("settings.base.present") : name));
        base.valueProperty().bindBidirectional(model.baseProperty());
        Enabled.enableWhile(session, undo, model.editedProperty(), "settings.undo.tip", "settings.undo.not");
        Enabled.enableWhile(session, save, model.validProperty(), "settings.save.tip", "settings.save.not");
        start.disableProperty().bind(model.problemProperty().isNotEmpty());
        Tooltip why = new Tooltip();
        why.setWrapText(true);
        why.setMaxWidth(480);
        why.textProperty().bind(Bindings.when(model.problemProperty().isEmpty()).then(session.text("settings.start.tip"))
                .otherwise(model.problemProperty()));
        Tooltip.install(start.getParent(), why);
        start.accessibleHelpProperty().bind(why.textProperty());
        problem.textProperty().bind(model.problemProperty());
        note.textProperty().bind(model.noteProperty());
        note.visibleProperty().bind(model.problemProperty().isEmpty());
        plan.paletteProperty().bind(session.paletteProperty());
        plan.setTitle(session.text("settings.plan"));
        plan.setXLabel(session.text("settings.plan.x"));
        plan.setEmptyText(session.text("settings.plan.empty"));
        model.formProperty().addListener((value, before, now) -> fill(now));
        model.forecastProperty().addListener((value, before, now) -> foretell(now));
        model.currentProperty().addListener((value, before, now) -> {
            outlook.getStyleClass().remove("stale");
            if (!now) {
                outlook.getStyleClass().add("stale");
            }
        });
    }

    private void key(KeyEvent e) {
        if (e.getCode() == KeyCode.ESCAPE) {
            model.close();
            e.consume();
        } else if (e.getCode() == KeyCode.ENTER && e.isControlDown()) {
            model.start();
            e.consume();
        }
    }

    private void fill(SettingsForm form) {
        jumps.getChildren().clear();
        fields.getChildren().clear();
        for (Section section : form.sections()) {
            SectionBox box = new SectionBox(section, texts);
            if (section.beginsStage()) {
                offerStages(section.number() - 1, form.stages(), box);
            }
            fields.getChildren().add(box);
            jumps.getChildren().add(jump(section, box));
        }
        scroll.setVvalue(0);
    }

    private void offerStages(int stage, int stages, SectionBox box) {
        Runnable add = () -> {
            model.addStage(stage);
            revealStage(stage + 1);
        };
        Runnable remove = () -> {
            model.removeStage(stage);
            revealStage(Math.min(stage, model.formProperty().get().stages() - 1));
        };
        box.offer(new StageActions(session, stage, stages == 1, add, remove));
        box.addEventFilter(KeyEvent.KEY_PRESSED, e -> {
            if (e.isAltDown() && (e.getCode() == KeyCode.INSERT || e.getCode() == KeyCode.DELETE)) {
                (e.getCode() == KeyCode.INSERT ? add : remove).run();
                e.consume();
            }
        });
    }

    /** The fields are new, and have no place yet. */
    private void revealStage(int stage) {
        cover.applyCss();
        cover.layout();
        List<Section> sections = model.formProperty().get().sections();
        for (int i = 0; i < sections.size(); i++) {
            if (sections.get(i).beginsStage() && sections.get(i).number() == stage + 1) {
                reveal((SectionBox) fields.getChildren().get(i));
            }
        }
    }

    private Button jump(Section section, SectionBox box) {
        Button button = new Button(texts.title(section));
        button.getStyleClass().add("rail-button");
        button.setMaxWidth(Double.MAX_VALUE);
        button.setWrapText(true);
        button.setOnAction(e -> reveal(box));
        section.settings().forEach(s -> s.problemProperty().addListener(change -> {
            boolean wrong = section.settings().stream().anyMatch(one -> !one.problem().isEmpty());
            button.getStyleClass().removeAll("warning");
            if (wrong) {
                button.getStyleClass().add("warning");
            }
            button.setText(texts.title(section) + (wrong ? " (!)" : ""));
        }));
        return button;
    }

    private void reveal(SectionBox box) {
        Bounds bounds = box.getBoundsInParent();
        double beyond = fields.getHeight() - scroll.getViewportBounds().getHeight();
        box.first().requestFocus();
        scroll.setVvalue(beyond <= 0 ? 0 : Math.min(1, bounds.getMinY() / beyond));
    }

    private void foretell(Forecast forecast) {
        plan.getCurves().clear();
        for (Plan one : forecast.plans()) {
            plan.getCurves().add(new Curve(one.stage(), one.points(), plan.getCurves().size() % Curve.MUTED, false));
        }
        boolean known = forecast.parameters() > 0;
        plan.xRangeProperty().set(forecast.plans().isEmpty() ? null : new Range(0, forecast.plans().getLast().end()));
        parameters.setText(known ? Numbers.integer(forecast.parameters()) : "–");
        size.setText(known ? session.text("settings.size", Numbers.integer(forecast.vocabulary()), Numbers.integer(forecast.steps())) : "");
        memory.getChildren().clear();
        forecast.memory().forEach(m -> memory("settings.memory." + m.what(), m.bytes(), "body"));
        if (known) {
            memory("settings.memory.total", forecast.bytes(), "memory-total");
        }
    }

    private void memory(String text, long bytes, String style) {
        Label name = new Label(session.text(text));
        Label value = new Label(Bytes.text(bytes));
        name.getStyleClass().add(style);
        value.getStyleClass().addAll("value", style);
        memory.addRow(memory.getRowCount(), name, value);
    }

    @FXML
    private void undo() {
        model.undo();
    }

    @FXML
    private void open() {
        model.read(session.files().open(cover.getScene().getWindow(), session.text("settings.open"), kind()));
    }

    @FXML
    private void save() {
        model.save(this::fileToWrite);
    }

    private Optional<Path> fileToWrite(String suggested) {
        return session.files().save(cover.getScene().getWindow(), session.text("settings.save"), suggested, kind());
    }

    private FileChooser.ExtensionFilter kind() {
        return new FileChooser.ExtensionFilter(session.text("settings.files"), "*.yaml", "*.yml", "*.json");
    }

    @FXML
    private void close() {
        model.close();
    }

    @FXML
    private void start() {
        model.start();
    }
}
