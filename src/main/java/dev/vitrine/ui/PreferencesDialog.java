package dev.vitrine.ui;

import dev.vitrine.training.metrics.LogLevel;
import dev.vitrine.ui.control.Named;
import dev.vitrine.ui.preferences.Look;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.geometry.Insets;
import javafx.scene.control.ButtonType;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Dialog;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.stage.Modality;
import javafx.stage.Stage;

/** What the program remembers, to change: the theme and how much is logged. Everything acts at once. */
final class PreferencesDialog {
    private final Session session;
    private final WindowLog log;
    private final Consumer<String> theme;

    /** @param theme takes the name of a theme of {@link Look} */
    PreferencesDialog(Session session, WindowLog log, Consumer<String> theme) {
        this.session = session;
        this.log = log;
        this.theme = theme;
    }

    void show(Stage owner) {
        Label where = new Label();
        where.getStyleClass().add("caption");
        where.setWrapText(true);
        where.setMaxWidth(420);
        tell(where);
        GridPane grid = new GridPane(12, 8);
        grid.setPadding(new Insets(16));
        addChoice(grid, "theme", Look.THEMES, session.preferences().now().look().theme(), name -> session.text("shell.preferences.theme." + name), theme);
        addChoice(grid, "log", LogLevel.names(), log.level().toString(), name -> name, name -> {
            log.level(LogLevel.of(name));
            tell(where);
        });
        grid.add(where, 0, grid.getRowCount(), 2, 1);
        Dialog<ButtonType> dialog = new Dialog<>();
        dialog.setTitle(session.text("shell.preferences"));
        dialog.getDialogPane().setId("preferencesPane");
        dialog.getDialogPane().setContent(grid);
        dialog.getDialogPane().getButtonTypes().add(ButtonType.CLOSE);
        dialog.getDialogPane().getStylesheets().setAll(owner.getScene().getStylesheets());
        dialog.initOwner(owner);
        dialog.initModality(Modality.WINDOW_MODAL);
        dialog.show();
    }

    private void addChoice(GridPane grid, String id, List<String> names, String now, Function<String, String> text, Consumer<String> chosen) {
        ComboBox<String> box = new ComboBox<>();
        box.setId("preferences-" + id);
        box.getItems().setAll(names);
        box.setValue(now);
        box.setConverter(new Named<>(text));
        box.setOnAction(e -> chosen.accept(box.getValue()));
        Label label = new Label(session.text("shell.preferences." + id));
        label.setLabelFor(box);
        grid.addRow(grid.getRowCount(), label, box);
    }

    private void tell(Label where) {
        where.setText(log.path().map(path -> session.text("shell.preferences.log.file", path)).orElse(session.text("shell.preferences.log.none")));
    }
}
