package dev.vitrine.ui;

import dev.vitrine.engine.InputException;
import dev.vitrine.engine.Version;
import dev.vitrine.training.InferenceService;
import dev.vitrine.training.ModelService;
import dev.vitrine.training.TrainingService;
import dev.vitrine.training.metrics.LogFile;
import dev.vitrine.training.metrics.LogLevel;
import dev.vitrine.ui.preferences.Logging;
import dev.vitrine.ui.preferences.PreferencesStore;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** What happened in the window, in {@code log.jsonl} beside what is remembered: runs that were opened, and what the person was told. */
final class WindowLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WindowLog.class);

    private final PreferencesStore preferences;
    private final Path path;      // null: nothing is kept
    private LogFile file;         // null: none, or it cannot be written

    WindowLog(PreferencesStore preferences) {
        this.preferences = preferences;
        path = preferences.folder("log.jsonl").orElse(null);
    }

    /** Begins; that nothing can be written there stops nobody's work. */
    void begin(Session session) {
        if (path != null && level() != LogLevel.OFF) {
            open();
        }
        LOG.atInfo().addKeyValue("program", Version.text()).addKeyValue("java", Runtime.version()).log("window opened");
        session.modelProperty().addListener((value, before, now) -> opened(now));
        session.messageProperty().addListener((value, before, now) -> {
            if (!now.isEmpty()) {
                LOG.atWarn().addKeyValue("sentence", now).log("told");
            }
        });
    }

    private static void opened(ModelService model) {
        LoggingEventBuilder event = LOG.atInfo().addKeyValue("model", model.type()).addKeyValue("parameters", model.parameterCount(model.type()));
        switch (model) {
            case TrainingService run -> event.addKeyValue("run", run.config().name()).addKeyValue("seed", run.config().seed()).log("run opened");
            case InferenceService _ -> event.log("model opened");
        }
    }

    private void open() {
        try {
            file = LogFile.open(path, level());
        } catch (InputException e) {
            file = null;
        }
    }

    /** Where it is written, if it is. */
    Optional<Path> path() {
        return file == null ? Optional.empty() : Optional.of(path);
    }

    LogLevel level() {
        return LogLevel.of(preferences.now().logging().level());
    }

    /** From now on, and at the next start. */
    void level(LogLevel level) {
        preferences.change(p -> p.withLogging(new Logging(level.toString())));
        if (file != null) {
            file.level(level);
        } else if (path != null && level != LogLevel.OFF) {
            open();
        }
        LOG.atInfo().addKeyValue("log_level", level).log("log level set");
    }

    @Override
    public void close() {
        LOG.atInfo().log("window closed");
        if (file != null) {
            file.close();
        }
    }
}
