package dev.vitrine.ui;

import java.util.List;
import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.layout.VBox;

/** Binds inspector.fxml: what is pointed at, its address, value and formula, and what the view shows. */
public final class InspectorController {
    private final Session session;
    @FXML private Label title;
    @FXML private Label address;
    @FXML private TextArea value;
    @FXML private Label formula;
    @FXML private VBox terms;
    @FXML private VBox summary;
    @FXML private Label explain;
    @FXML private Label viewExplain;

    public InspectorController(Session session) {
        this.session = session;
    }

    @FXML
    private void initialize() {
        session.inspectedProperty().addListener((property, before, now) -> show(now));
        show(null);
    }

    /** What the present view shows, for the panel that answers "what am I seeing?". */
    void explainView(String text) {
        viewExplain.setText(text);
    }

    private void show(Inspected i) {
        title.setText(i == null ? session.text("inspector.nothing") : i.title());
        fill(address, i == null ? "" : i.address());
        value.setText(i == null ? "" : i.value());
        value.setVisible(!value.getText().isEmpty());
        value.setManaged(value.isVisible());
        fill(formula, i == null ? "" : i.formula());
        terms.getChildren().setAll(i == null ? List.of() : i.terms().stream().map(t -> line(t, "term")).toList());
        summary.getChildren().setAll(i == null ? List.of() : i.summary().stream().map(t -> line(t, "caption")).toList());
        fill(explain, i == null ? session.text("inspector.hint") : i.explain());
    }

    private static void fill(Label label, String text) {
        label.setText(text);
        label.setVisible(!text.isEmpty());
        label.setManaged(!text.isEmpty());
    }

    private static Label line(String text, String style) {
        Label label = new Label(text);
        label.setWrapText(true);
        label.getStyleClass().add(style);
        return label;
    }
}
