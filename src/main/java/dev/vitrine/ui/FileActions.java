package dev.vitrine.ui;

import dev.vitrine.engine.checkpoint.ModelFiles;
import dev.vitrine.training.Command;
import dev.vitrine.training.RunFile;
import dev.vitrine.training.TrainingService;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.control.TextArea;
import javafx.scene.layout.StackPane;
import javafx.stage.FileChooser.ExtensionFilter;
import javafx.stage.Window;

/** What a person does with files: opens runs and models, and saves them. FX thread only; reading and writing are done elsewhere. */
public final class FileActions {
    private static final double NOTES_HEIGHT = 180;

    private final Session session;
    private final RunOpener opener;
    private final Window owner;

    FileActions(Session session, RunOpener opener, Window owner) {
        this.session = session;
        this.opener = opener;
        this.owner = owner;
    }

    /** Asks for a file and opens it. */
    void open() {
        choose(() -> session.files().open(owner, session.text("shell.file.open.title"),
                new ExtensionFilter(session.text("shell.file.all"), "*" + RunFile.EXTENSION, "*.bin", "*.json", "*.safetensors"))).ifPresent(this::open);
    }

    /** Asks for the folder of a model and opens it. */
    void openFolder() {
        choose(() -> session.files().folder(owner, session.text("shell.open.title"))).ifPresent(this::open);
    }

    /** Opens the file of a run, or a model: its folder, one of the files in it, or its one file. */
    public void open(Path place) {
        if (place.toString().endsWith(RunFile.EXTENSION)) {
            opener.openRun(place, () -> remember(place));
        } else {
            Path folder = place.toAbsolutePath().getParent();
            boolean inFolder = Files.isRegularFile(place) && folder != null && ModelFiles.holdsModel(folder)
                    && List.of("config.json", "tokenizer.json", "model.safetensors").contains(place.getFileName().toString());
            opener.openModel(inFolder ? folder : place, () -> remember(place));
        }
    }

    /** Stops the opening of a run whose vocabulary is being learned. */
    void cancelOpening() {
        opener.cancel();
    }

    /** Asks where, and writes the run with its whole timeline. */
    void saveRun() {
        if (trains()) {
            choose(() -> session.files().save(owner, session.text("shell.file.save.title"), session.service().config().name() + RunFile.EXTENSION,
                    new ExtensionFilter(session.text("shell.file.run"), "*" + RunFile.EXTENSION))).ifPresent(this::saveRun);
        }
    }

    /** Writes the run with its whole timeline, between two pieces of training. */
    public void saveRun(Path chosen) {
        Path file = chosen.toString().endsWith(RunFile.EXTENSION) ? chosen : chosen.resolveSibling(chosen.getFileName() + RunFile.EXTENSION);
        CompletableFuture<Path> answer = new CompletableFuture<>();
        session.send(new Command.Save(file, true, answer));
        tell(answer, file);
    }

    /** Asks where, and writes the model that is shown as it is now. */
    void saveModel() {
        if (trains()) {
            choose(() -> session.files().save(owner, session.text("shell.file.saveModel.title"), session.service().config().name(),
                    new ExtensionFilter(session.text("shell.file.folder"), "*"), new ExtensionFilter(session.text("shell.file.bin"), "*.bin"),
                    new ExtensionFilter(session.text("shell.file.json"), "*.json"))).ifPresent(this::saveModel);
        }
    }

    /** Writes the model that is shown: a folder, or one file that ends in .bin or .json. */
    public void saveModel(Path place) {
        TrainingService service = session.service();
        String type = session.snapshotsProperty().get().isEmpty() ? service.type() : session.snapshotsProperty().get().getFirst().run();
        tell(session.weights(type).thenApplyAsync(at -> {
            ModelFiles.save(place, at.model(), at.weights(), service.tokenizer(), service.config().supervised());
            return place;
        }, session.background()), place);
    }

    /** Lets the person write about the run; what they write is saved with it. */
    void notes() {
        if (trains()) {
            TrainingService service = session.service();
            TextArea text = new TextArea(service.notes());
            text.setId("notes");
            text.setWrapText(true);
            text.setMinHeight(NOTES_HEIGHT);
            text.setAccessibleText(session.text("shell.file.notes.title"));
            Dialog<ButtonType> dialog = new Dialog<>();
            dialog.initOwner(owner);
            dialog.setTitle(session.text("shell.file.notes.title"));
            dialog.setHeaderText(session.text("shell.file.notes.header", service.config().name()));
            dialog.getDialogPane().setContent(new StackPane(text));
            dialog.getDialogPane().getButtonTypes().setAll(ButtonType.OK, ButtonType.CANCEL);
            dialog.setOnShown(event -> Platform.runLater(text::requestFocus));   // after the dialog gave it to its first button
            dialog.showAndWait().filter(ButtonType.OK::equals).ifPresent(ok -> service.setNotes(text.getText()));
        }
    }

    private boolean trains() {
        boolean trains = session.service() != null;
        if (!trains) {
            session.messageProperty().set(session.text("shell.file.nothing"));
        }
        return trains;
    }

    private void tell(CompletableFuture<Path> saved, Path place) {
        session.messageProperty().set("");
        session.noticeProperty().set(session.text("shell.file.saving", place));
        saved.whenComplete((file, e) -> Platform.runLater(() -> {
            if (e == null) {
                session.noticeProperty().set(session.text("shell.file.saved", place));
                remember(place);
            } else {
                session.noticeProperty().set("");
                session.messageProperty().set(e.getCause() == null ? e.getMessage() : e.getCause().getMessage());
            }
        }));
    }

    /** Opened and saved lately, the newest first, as far as they are still there. */
    List<Path> recent() {
        return session.preferences().now().recent().files().stream().map(Path::of).filter(Files::exists).toList();
    }

    private void remember(Path place) {
        session.preferences().change(p -> p.withRecent(p.recent().with(place)));
    }

    private Optional<Path> choose(Supplier<Optional<Path>> dialog) {
        try {
            return dialog.get();
        } catch (UnsupportedOperationException e) {
            session.messageProperty().set(session.text("shell.open.unsupported"));
            return Optional.empty();
        }
    }
}
