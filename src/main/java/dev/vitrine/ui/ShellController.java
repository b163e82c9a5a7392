package dev.vitrine.ui;

import dev.vitrine.engine.model.Models;
import dev.vitrine.ui.settings.SettingsViewModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TextField;
import javafx.scene.control.Toggle;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** Binds shell.fxml: top bar, rail, stage; puts the chosen view, or two of it side by side, on the stage. */
public final class ShellController {
    /** With more than two side by side, each keeps this width and they scroll. */
    private static final double LEAST_HALF = 430;

    private final Session session;
    private final ShellViewModel model;
    private final SettingsViewModel settings;
    private final FileActions files;
    private final Runnable preferences;
    private final SnapshotPump pump;
    private final ViewLoader loader;
    private final Map<Toggle, Mode> modes = new LinkedHashMap<>();
    private final ToggleGroup modeGroup = new ToggleGroup();
    private final ToggleGroup viewGroup = new ToggleGroup();
    private final List<Feature> onStage = new ArrayList<>();
    private final Map<String, ViewLoader.Loaded> loaded = new LinkedHashMap<>();
    @FXML private BorderPane shell;
    @FXML private HBox modeBar;
    @FXML private Label counts;
    @FXML private ComboBox<String> preset;
    @FXML private MenuButton file;
    @FXML private Label promptLabel;
    @FXML private TextField prompt;
    @FXML private Button generate;
    @FXML private VBox rail;
    @FXML private StackPane stage;
    @FXML private Label pastNote;
    @FXML private HBox views;
    @FXML private Node inspector;
    @FXML private InspectorController inspectorController;
    @FXML private TransportController transportController;

    public ShellController(Session session, ShellViewModel model, SettingsViewModel settings, FileActions files, Runnable preferences,
                           SnapshotPump pump, ViewLoader loader) {
        this.session = session;
        this.settings = settings;
        this.files = files;
        this.preferences = preferences;
        this.model = model;
        this.pump = pump;
        this.loader = loader;
    }

    @FXML
    private void initialize() {
        shell.disableProperty().bind(settings.openProperty());   // what is covered hears no keys
        settings.openProperty().addListener((value, before, now) -> {
            if (!now) {
                shell.requestFocus();
            }
        });
        modeGroup.selectedToggleProperty().addListener((value, before, now) -> {
            if (now == null && modes.containsKey(before)) {
                modeGroup.selectToggle(before);
            } else if (now != null) {
                session.modeProperty().set(modes.get(now));
            }
        });
        session.modeProperty().addListener((value, before, now) -> selectMode(now));
        counts.textProperty().bind(model.countsProperty());
        FileMenu.fill(file, files, preferences, session);
        preset.getItems().setAll(model.presets());
        preset.valueProperty().bindBidirectional(model.presetProperty());
        preset.setOnHidden(event -> shell.requestFocus());   // so that the keys are commands again
        prompt.textProperty().bindBidirectional(session.promptProperty());
        Visible.sentence(pastNote, model.pastNoteProperty());
        pastNote.visibleProperty().addListener((value, before, now) -> markPast(now));
        fit();
        model.viewProperty().addListener((value, before, now) -> show(now));
        model.modeShownProperty().addListener((value, before, now) -> show(model.viewProperty().get()));
        session.modelProperty().addListener((value, before, now) -> {
            loaded.clear();   // view models of another model start anew
            fit();
            show(model.viewProperty().get());
        });
        shell.widthProperty().addListener((value, before, now) -> fold(now.doubleValue() < 1100));
        show(model.viewProperty().get());
    }

    /** Modes, views and words of a run on text or on puzzles. */
    private void fit() {
        rail.getChildren().setAll(model.views().stream().map(this::railButton).toList());
        modes.clear();
        for (Mode mode : model.modes()) {
            ToggleButton button = new ToggleButton(session.text(mode.key()));
            button.setId(mode.id());
            button.setMinWidth(Region.USE_PREF_SIZE);
            button.setToggleGroup(modeGroup);
            button.getStyleClass().add(modes.isEmpty() ? "left-pill" : mode == model.modes().getLast() ? "right-pill" : "center-pill");
            modes.put(button, mode);
        }
        modeBar.getChildren().setAll(modes.keySet().stream().map(Node.class::cast).toList());
        selectMode(session.modeProperty().get());
        boolean trains = session.model() == null || session.service() != null;
        preset.setPromptText(session.text(trains ? "shell.preset.own" : "shell.preset.none"));
        String what = session.puzzles() ? "shell.puzzle" : "shell.prompt";
        promptLabel.setText(session.text(what));
        prompt.getTooltip().setText(session.text(what + ".tip"));
        generate.setText(session.text(session.puzzles() ? "shell.solve" : "shell.generate"));
        generate.getTooltip().setText(session.text(session.puzzles() ? "shell.solve.tip" : "shell.generate.tip"));
    }

    private void selectMode(Mode mode) {
        modes.forEach((toggle, m) -> {
            if (m == mode) {
                modeGroup.selectToggle(toggle);
            }
        });
    }

    private void markPast(boolean past) {
        stage.getStyleClass().remove("view-past");
        if (past) {
            stage.getStyleClass().add("view-past");
        }
    }

    private void fold(boolean narrow) {
        Visible.show(counts, !narrow);
        Visible.show(inspector, !narrow);
    }

    private ToggleButton railButton(ViewSpec spec) {
        ToggleButton button = new ToggleButton(spec.key() + "  " + session.text("view." + spec.id() + ".title"));
        button.setId("rail-" + spec.id());
        button.getStyleClass().add("rail-button");
        button.setMaxWidth(Double.MAX_VALUE);
        button.setToggleGroup(viewGroup);
        button.setUserData(spec);
        button.setOnAction(event -> {
            viewGroup.selectToggle(button);
            model.viewProperty().set(spec);
        });
        return button;
    }

    private void show(ViewSpec spec) {
        onStage.forEach(pump::hide);
        onStage.clear();
        views.getChildren().clear();
        session.inspectedProperty().set(null);   // what another view pointed at is not on the stage any more
        if (spec == null || session.model() == null) {
            return;
        }
        viewGroup.getToggles().stream().filter(t -> t.getUserData() == spec).findFirst().ifPresent(viewGroup::selectToggle);
        List<String> runs = model.runsOf(spec);
        views.setMinWidth(runs.size() > 2 ? runs.size() * LEAST_HALF : 0);
        for (String run : runs) {
            ViewLoader.Loaded view = loaded.computeIfAbsent(spec.id() + "/" + run, key -> loader.load(spec, run));
            HBox.setHgrow(view.root(), Priority.ALWAYS);
            Node shown = runs.size() == 1 ? view.root() : titled(run, view.root());
            views.getChildren().add(shown);
            onStage.add(view.feature());
            pump.show(view.feature(), spec.perRun() ? Set.of(run) : Set.copyOf(Models.REGISTRY.names()));
        }
        String explain = "view." + spec.id() + ".explain";
        String puzzles = explain + ".puzzles";
        inspectorController.explainView(session.text(session.puzzles() && session.texts().containsKey(puzzles) ? puzzles : explain));
    }

    /** Side by side, each half says whose it is. */
    private Node titled(String run, Node root) {
        Label title = new Label(session.text("run." + run));
        title.getStyleClass().addAll("run-title", "run-" + run);
        title.setMaxWidth(Double.MAX_VALUE);
        BorderPane half = new BorderPane(root);
        half.setTop(title);
        half.getStyleClass().add("half");
        half.setMinWidth(0);
        half.setPrefWidth(400);
        HBox.setHgrow(half, Priority.ALWAYS);
        return half;
    }

    /** The view models that are visible now. */
    List<Feature> onStage() {
        return List.copyOf(onStage);
    }

    /** Once a frame. */
    void frame() {
        transportController.frame();
    }

    void focusPrompt() {
        prompt.requestFocus();
        prompt.selectAll();
    }

    @FXML
    private void generate() {
        model.generate();
    }

    @FXML
    private void newRun() {
        settings.show();
    }

    @FXML
    private void switchTheme() {
        model.switchTheme();
    }
}
