package dev.vitrine.ui;

import dev.vitrine.engine.InputException;
import dev.vitrine.training.Recovery;
import dev.vitrine.training.RunFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/** Offers the run that an earlier window left, by being closed or by a crash. */
final class LeftRun {
    private final Session session;
    private final Recovery recovery;   // null for none
    private final RunOpener opener;
    private final ReadOnlyStringWrapper offer = new ReadOnlyStringWrapper("");
    private Path file;

    LeftRun(Session session, Recovery recovery, RunOpener opener) {
        this.session = session;
        this.recovery = recovery;
        this.opener = opener;
    }

    /** Looks in the background for the newest one that can be read; what another version wrote is left for that. */
    void look() {
        if (recovery != null) {
            session.background().execute(this::offerNewest);
        }
    }

    private void offerNewest() {
        for (Path left : recovery.left()) {
            if (offers(left)) {
                return;
            }
        }
    }

    private boolean offers(Path left) {
        try {
            RunFile.Summary run = RunFile.summary(left);
            String when = LocalDateTime.ofInstant(Files.getLastModifiedTime(left).toInstant(), ZoneId.systemDefault())
                    .format(DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT));
            Platform.runLater(() -> {
                file = left;
                offer.set(session.text("shell.left", run.name(), Integer.toString(run.step()), when));
            });
            return true;
        } catch (InputException | IOException e) {
            return false;
        }
    }

    /** What is offered, in a sentence; empty for nothing. */
    ReadOnlyStringProperty offerProperty() {
        return offer.getReadOnlyProperty();
    }

    void goOn() {
        offer.set("");
        opener.openLeft(file);
    }

    void discard() {
        offer.set("");
        recovery.discard(file);
    }

    /** It is offered again at the next start. */
    void later() {
        offer.set("");
    }
}
