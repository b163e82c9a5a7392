package dev.vitrine.ui;

import dev.vitrine.engine.model.Models;
import java.util.Set;

/** Which architectures train and are shown. */
public enum Mode {
    TRANSFORMER(Set.of(Models.GPT)),
    HRM(Set.of(Models.HRM)),
    BOTH(Set.of(Models.GPT, Models.HRM));

    private final Set<String> types;

    Mode(Set<String> types) {
        this.types = types;
    }

    /** Model types, as the training service names them. */
    public Set<String> types() {
        return types;
    }
}
