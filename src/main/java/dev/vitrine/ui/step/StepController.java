package dev.vitrine.ui.step;

import dev.vitrine.training.Phase;
import dev.vitrine.ui.control.PhaseBar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javafx.fxml.FXML;
import javafx.fxml.FXMLLoader;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** Binds step.fxml: the list of pieces, the phases, and the lens of the chosen piece. */
public final class StepController {
    /** Below this width the pieces are a drop-down. */
    private static final double WIDE = 700;

    private final StepViewModel model;
    private final Map<Phase, Node> lenses = new EnumMap<>(Phase.class);
    @FXML private VBox root;
    @FXML private PhaseBar phases;
    @FXML private Label where;
    @FXML private Button back;
    @FXML private Button forward;
    @FXML private Button forwardPhase;
    @FXML private ListView<PieceRow> list;
    @FXML private ComboBox<PieceRow> choice;
    @FXML private StackPane lens;

    public StepController(StepViewModel model) {
        this.model = model;
    }

    @FXML
    private void initialize() {
        phases.paletteProperty().bind(model.session().paletteProperty());
        phases.setPhases(model.phaseNames());
        phases.currentProperty().bind(model.phaseProperty());
        where.textProperty().bind(model.whereProperty());
        back.disableProperty().bind(model.atBeginProperty());
        forward.disableProperty().bind(model.atEndProperty());
        forwardPhase.disableProperty().bind(model.atEndProperty());
        list.setItems(model.pieces());
        list.setCellFactory(view -> new PieceCell(model));
        choice.setItems(model.pieces());
        choice.setButtonCell(new PieceCell(model));
        choice.setCellFactory(view -> new PieceCell(model));
        list.managedProperty().bind(root.widthProperty().greaterThanOrEqualTo(WIDE));
        list.visibleProperty().bind(list.managedProperty());
        choice.managedProperty().bind(list.managedProperty().not());
        choice.visibleProperty().bind(choice.managedProperty());
        list.getSelectionModel().selectedIndexProperty().addListener((property, before, now) -> choose(now.intValue()));
        choice.getSelectionModel().selectedIndexProperty().addListener((property, before, now) -> choose(now.intValue()));
        model.selectedProperty().addListener((property, before, now) -> show(now.intValue()));
        model.currentProperty().addListener(change -> list.refresh());
        lenses.put(Phase.BATCH, load("batch", new BatchController(model)));
        Node tensors = load("tensor", new TensorController(model));
        lenses.put(Phase.FORWARD, tensors);
        lenses.put(Phase.BACKWARD, tensors);
        lenses.put(Phase.LOSS, load("loss", new LossController(model)));
        lenses.put(Phase.CLIP, load("clip", new ClipController(model)));
        lenses.put(Phase.UPDATE, load("update", new UpdateController(model)));
        show(model.selectedProperty().get());
    }

    private Node load(String name, Object controller) {
        FXMLLoader loader = new FXMLLoader(StepController.class.getResource("/fxml/step/" + name + ".fxml"),
                model.session().texts());
        loader.setControllerFactory(type -> controller);
        try {
            return loader.load();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void choose(int index) {
        if (index >= 0) {
            model.selectedProperty().set(index);
        }
    }

    private void show(int index) {
        if (index >= 0 && index < model.pieces().size()) {
            list.getSelectionModel().select(index);
            list.scrollTo(Math.max(0, index - 4));
            choice.getSelectionModel().select(index);
        }
        Phase phase = model.chosenPhase();
        if (phase == null) {
            lens.getChildren().clear();
        } else if (!lens.getChildren().equals(List.of(lenses.get(phase)))) {
            lens.getChildren().setAll(lenses.get(phase));
        }
    }

    @FXML
    private void back() {
        model.back();
    }

    @FXML
    private void forward() {
        model.forward();
    }

    @FXML
    private void forwardPhase() {
        model.forwardPhase();
    }
}
