package dev.vitrine.ui;

import javafx.application.Application;
import javafx.stage.Stage;

/** The JavaFX application: opens the window on the preset {@code start}. */
public final class VitrineApp extends Application {
    private Window window;

    @Override
    public void start(Stage stage) {
        window = new Window(stage);
        window.open("start");
    }

    @Override
    public void stop() {
        window.close();
    }
}
