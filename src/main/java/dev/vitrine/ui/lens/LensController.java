package dev.vitrine.ui.lens;

import dev.vitrine.ui.ProbeRow;
import dev.vitrine.ui.Visible;
import dev.vitrine.ui.control.TokenTable;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.Pane;

/** Binds lens.fxml. */
public final class LensController {
    private final LensViewModel model;
    @FXML private Label viewing;
    @FXML private Label stale;
    @FXML private TextField probe;
    @FXML private Button pin;
    @FXML private Label note;
    @FXML private Label missing;
    @FXML private Pane body;
    @FXML private Label window;
    @FXML private Button earlier;
    @FXML private Button later;
    @FXML private ScrollPane scroll;
    @FXML private TokenTable table;
    @FXML private Label waiting;
    @FXML private Label summary;
    @FXML private Label caption;

    public LensController(LensViewModel model) {
        this.model = model;
    }

    @FXML
    private void initialize() {
        ProbeRow.bind(model.draft(), probe, pin, note);
        model.notes().bind(viewing, stale, missing, body);
        earlier.disableProperty().bind(model.earlierProperty().not());
        later.disableProperty().bind(model.laterProperty().not());
        for (Node node : new Node[] {earlier, later}) {
            Visible.showWhile(node, model.earlierProperty().or(model.laterProperty()));
        }
        table.paletteProperty().bind(model.session().paletteProperty());
        table.hoveredProperty().addListener((_, _, now) -> model.point(now));
        table.selectedProperty().addListener((_, _, now) -> model.choose(now));
        model.session().tokenProperty().addListener(_ -> table.markedProperty().set(model.marked()));
        model.pictureProperty().addListener((_, _, now) -> draw(now));
        draw(model.pictureProperty().get());
    }

    private void draw(LensPicture now) {
        boolean some = !now.table().columns().isEmpty();
        Visible.show(waiting, !some);
        Visible.show(scroll, some);
        table.setData(now.table());
        table.markedProperty().set(model.marked());
        window.setText(now.window());
        summary.setText(now.summary());
        caption.setText(now.caption());
    }

    @FXML
    private void earlier() {
        model.move(-1);
    }

    @FXML
    private void later() {
        model.move(1);
    }
}
