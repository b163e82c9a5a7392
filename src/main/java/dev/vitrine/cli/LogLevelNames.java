package dev.vitrine.cli;

import dev.vitrine.training.metrics.LogLevel;
import java.util.Iterator;

/** For the help. */
final class LogLevelNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
        return LogLevel.names().iterator();
    }
}
