package dev.vitrine.ui;

import dev.vitrine.ui.preferences.PreferencesFolder;
import dev.vitrine.ui.preferences.PreferencesStore;
import java.nio.file.Path;
import javafx.application.Application;
import javafx.stage.Stage;

/** The JavaFX application: opens the window on the preset {@code start}, or on the file of a run that it is given. */
public final class VitrineApp extends Application {
    private Window window;

    @Override
    public void start(Stage stage) {
        window = new Window(stage, new PreferencesStore(PreferencesFolder.here()));
        window.open("start");
        getParameters().getRaw().stream().map(Path::of).forEach(window::openFile);
    }

    @Override
    public void stop() {
        window.close();
    }
}
