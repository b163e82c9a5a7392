package dev.vitrine.engine;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** A named choice: what a config file, a command line and a combo box can all pick from. Order is display order. */
public final class Registry<T> {
    private final String kind;
    private final Map<String, T> entries = new LinkedHashMap<>();

    public Registry(String kind) {
        this.kind = kind;
    }

    public Registry<T> add(String name, T entry) {
        if (entries.putIfAbsent(name, entry) != null) {
            throw new IllegalStateException(kind + " '" + name + "' is registered twice");
        }
        return this;
    }

    /** @throws IllegalArgumentException naming the choices and the one that was probably meant, if there is no such entry */
    public T get(String name) {
        T entry = entries.get(name);
        if (entry == null) {
            throw new IllegalArgumentException("unknown " + kind + " '" + InputFiles.shortened(String.valueOf(name), 40) + "'; choose one of " + names()
                    + Nearest.meant(String.valueOf(name), names()).map(meant -> "; did you mean '" + meant + "'?").orElse(""));
        }
        return entry;
    }

    public Set<String> names() {
        return Collections.unmodifiableSet(entries.keySet());
    }
}
