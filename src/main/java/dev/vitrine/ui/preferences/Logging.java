package dev.vitrine.ui.preferences;

import dev.vitrine.engine.Defaulted;
import dev.vitrine.training.metrics.LogLevel;

/** What goes to the log of the window. @param level name of a {@link LogLevel} */
@Defaulted
public record Logging(String level) {
    public static final Logging DEFAULT = new Logging(LogLevel.INFO.toString());

    public Logging {
        LogLevel.of(level);
    }
}
