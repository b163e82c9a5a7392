package dev.vitrine.ui;

import dev.vitrine.ui.preferences.PreferencesStore;
import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import javafx.stage.FileChooser.ExtensionFilter;
import javafx.stage.Window;

/** Asks the person for files, beginning where the last one was chosen; nothing where they change their mind. */
public final class FileDialogs {
    private final PreferencesStore preferences;

    FileDialogs(PreferencesStore preferences) {
        this.preferences = preferences;
    }

    public Optional<Path> open(Window owner, String title, ExtensionFilter... kinds) {
        return chosen(chooser(title, kinds).showOpenDialog(owner));
    }

    /** @param suggested name of the file */
    public Optional<Path> save(Window owner, String title, String suggested, ExtensionFilter... kinds) {
        FileChooser chooser = chooser(title, kinds);
        chooser.setInitialFileName(suggested);
        return chosen(chooser.showSaveDialog(owner));
    }

    public Optional<Path> folder(Window owner, String title) {
        DirectoryChooser chooser = new DirectoryChooser();
        chooser.setTitle(title);
        begin(chooser::setInitialDirectory);
        return chosen(chooser.showDialog(owner));
    }

    private FileChooser chooser(String title, ExtensionFilter... kinds) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(title);
        chooser.getExtensionFilters().addAll(kinds);
        begin(chooser::setInitialDirectory);
        return chooser;
    }

    private void begin(Consumer<File> setter) {
        File folder = new File(preferences.now().recent().folder());
        if (folder.isDirectory()) {
            setter.accept(folder);
        }
    }

    private Optional<Path> chosen(File file) {
        if (file == null) {
            return Optional.empty();
        }
        Path path = file.toPath().toAbsolutePath();
        preferences.change(p -> p.withRecent(p.recent().in(path.getParent() == null ? path : path.getParent())));
        return Optional.of(path);
    }
}
