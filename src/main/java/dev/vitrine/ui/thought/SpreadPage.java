package dev.vitrine.ui.thought;

import java.util.List;
import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;

/** Binds spread.fxml. */
final class SpreadPage {
    private final ThoughtViewModel model;
    @FXML private Label said;
    @FXML private GridPane table;

    SpreadPage(ThoughtViewModel model) {
        this.model = model;
    }

    @FXML
    private void initialize() {
        said.textProperty().bind(model.spread().saidProperty());
        model.spread().rowsProperty().addListener((_, _, now) -> fill(now));
        fill(model.spread().rowsProperty().get());
    }

    private void fill(List<SpreadSection.Row> rows) {
        table.getChildren().clear();
        table.setVisible(!rows.isEmpty());
        table.setManaged(!rows.isEmpty());
        table.addRow(0, label("thought.spread.level"), label("thought.spread.tokens"), label("thought.spread.grids"));
        for (int i = 0; i < rows.size(); i++) {
            table.addRow(i + 1, value(rows.get(i).level()), value(rows.get(i).tokens()), value(rows.get(i).grids()));
        }
    }

    private Label label(String key) {
        Label label = new Label(model.session().text(key));
        label.getStyleClass().add("caption");
        return label;
    }

    private static Label value(String text) {
        Label label = new Label(text);
        label.getStyleClass().add("value");
        return label;
    }
}
