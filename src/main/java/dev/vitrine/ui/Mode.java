package dev.vitrine.ui;

import dev.vitrine.engine.model.Models;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Which architectures train and are shown. */
public enum Mode {
    TRANSFORMER(Set.of(Models.GPT)),
    LOOPED(Set.of(Models.LOOPED)),
    TRM(Set.of(Models.TRM)),
    HRM(Set.of(Models.HRM)),
    /** The two that write text. */
    BOTH(Set.of(Models.GPT, Models.HRM)),
    /** Those that solve puzzles. */
    ALL(Set.of(Models.GPT, Models.LOOPED, Models.TRM, Models.HRM));

    private final Set<String> types;

    Mode(Set<String> types) {
        this.types = types;
    }

    /** Those that a person chooses from, for a run on puzzles or on text. */
    public static List<Mode> of(boolean puzzles) {
        return puzzles ? List.of(TRANSFORMER, LOOPED, TRM, HRM, ALL) : List.of(TRANSFORMER, HRM, BOTH);
    }

    /** That of one architecture alone. */
    public static Mode alone(String type) {
        for (Mode mode : values()) {
            if (mode.types.equals(Set.of(type))) {
                return mode;
            }
        }
        throw new IllegalArgumentException("no mode shows the model type '" + type + "' alone");
    }

    /** Model types, as the training service names them. */
    public Set<String> types() {
        return types;
    }

    /** Of its button. */
    String id() {
        return "mode-" + name().toLowerCase(Locale.ROOT);
    }

    /** Key of its text. */
    String key() {
        return types.size() == 1 ? "run." + types.iterator().next() : "shell." + name().toLowerCase(Locale.ROOT);
    }
}
