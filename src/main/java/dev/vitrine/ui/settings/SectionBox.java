package dev.vitrine.ui.settings;

import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** A section of the form: its title, and a row for each setting. */
final class SectionBox extends VBox {
    private static final double NAME = 140;
    private static final double CONTROL = 148;

    private final GridPane grid = new GridPane();
    private final HBox head = new HBox();

    SectionBox(Section section, SettingTexts texts) {
        getStyleClass().add("panel");
        Label title = new Label(texts.title(section));
        title.getStyleClass().add("panel-title");
        ColumnConstraints help = new ColumnConstraints(120, 240, Double.MAX_VALUE);
        help.setHgrow(Priority.ALWAYS);
        grid.getColumnConstraints().setAll(new ColumnConstraints(NAME), new ColumnConstraints(CONTROL), help);
        grid.getStyleClass().add("settings-grid");
        for (Setting setting : section.settings()) {
            SettingRow row = new SettingRow(setting, texts);
            grid.addRow(grid.getRowCount(), row.name(), row.control(), row.help());
        }
        grid.getChildren().forEach(n -> GridPane.setValignment(n, VPos.CENTER));
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        head.getChildren().setAll(title, space);
        head.getStyleClass().add("settings-head");
        getChildren().setAll(head, grid);
    }

    /** Puts what can be done with the section beside its title. */
    void offer(Node actions) {
        head.getChildren().add(actions);
    }

    /** The first control. */
    Node first() {
        return grid.getChildren().get(1);
    }
}
