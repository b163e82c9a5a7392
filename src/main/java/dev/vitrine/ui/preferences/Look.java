package dev.vitrine.ui.preferences;

import dev.vitrine.engine.Defaulted;
import java.util.List;

/** How the window looks. @param theme {@code system}, {@code light} or {@code dark} */
@Defaulted
public record Look(String theme) {
    public static final String SYSTEM = "system";
    public static final String LIGHT = "light";
    public static final String DARK = "dark";

    public static final List<String> THEMES = List.of(SYSTEM, LIGHT, DARK);

    public static final Look DEFAULT = new Look(SYSTEM);

    public Look {
        if (!THEMES.contains(theme)) {
            throw new IllegalArgumentException("unknown theme '" + theme + "'; choose one of " + THEMES);
        }
    }
}
