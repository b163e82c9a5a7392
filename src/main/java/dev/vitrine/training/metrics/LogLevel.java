package dev.vitrine.training.metrics;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How much is logged; each level has those before it. */
public enum LogLevel {
    OFF, ERROR, WARN, INFO, DEBUG;

    public static List<String> names() {
        return Arrays.stream(values()).map(LogLevel::toString).toList();
    }

    /** @throws IllegalArgumentException naming the choices */
    public static LogLevel of(String name) {
        return Arrays.stream(values()).filter(l -> l.toString().equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown log level '" + name + "'; choose one of " + names()));
    }

    /** As it is written in files. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
