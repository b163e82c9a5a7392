package dev.vitrine.ui;

import java.nio.file.Path;
import java.util.List;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;

/** The menu of {@link FileActions}, whose keys {@link Keys} knows. */
final class FileMenu {
    private FileMenu() {
    }

    static void fill(MenuButton button, FileActions actions, Runnable preferences, Session session) {
        Menu recent = new Menu(session.text("shell.file.recent"));
        recent.setId("fileRecent");
        button.getItems().setAll(item(session, "open", actions::open), item(session, "openFolder", actions::openFolder), recent,
                new SeparatorMenuItem(), item(session, "save", actions::saveRun), item(session, "saveModel", actions::saveModel),
                new SeparatorMenuItem(), item(session, "notes", actions::notes),
                new SeparatorMenuItem(), item(session, "preferences", preferences));
        button.setOnShowing(event -> {
            List<Path> files = actions.recent();
            recent.getItems().setAll(files.stream().map(file -> recentItem(file, actions)).toList());
            recent.setDisable(files.isEmpty());
        });
    }

    private static MenuItem item(Session session, String key, Runnable action) {
        MenuItem item = new MenuItem(session.text("shell.file." + key));
        item.setId("file." + key);
        item.setOnAction(event -> action.run());
        return item;
    }

    private static MenuItem recentItem(Path file, FileActions actions) {
        MenuItem item = new MenuItem(file.toString());
        item.setMnemonicParsing(false);
        item.setOnAction(event -> actions.open(file));
        return item;
    }
}
