package dev.vitrine.ui;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.Scene;
import javafx.scene.input.DragEvent;
import javafx.scene.input.TransferMode;

/** A file or a folder that is dropped anywhere onto the window. */
final class FileDrop {
    private final Consumer<Path> taken;

    FileDrop(Consumer<Path> taken) {
        this.taken = taken;
    }

    void install(Scene scene) {
        scene.setOnDragOver(this::over);
        scene.setOnDragDropped(this::dropped);
    }

    private void over(DragEvent e) {
        if (e.getDragboard().hasFiles()) {
            e.acceptTransferModes(TransferMode.COPY);
            e.consume();
        }
    }

    private void dropped(DragEvent e) {
        e.setDropCompleted(e.getDragboard().hasFiles() && take(e.getDragboard().getFiles()));
        e.consume();
    }

    /** Takes the first of some files; returns whether there was one. */
    boolean take(List<File> files) {
        if (files.isEmpty()) {
            return false;
        }
        taken.accept(files.getFirst().toPath());
        return true;
    }
}
