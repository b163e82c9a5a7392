package dev.vitrine.ui.preferences;

import java.nio.file.Path;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** The folder for what is remembered, where the platform keeps such things; {@code -Dvitrine.settings=DIR} names another. */
public final class PreferencesFolder {
    private static final String OTHER = "vitrine.settings";

    private PreferencesFolder() {
    }

    /** Of this machine and this person. */
    public static Path here() {
        String other = System.getProperty(OTHER, "");
        return other.isBlank() ? of(System.getProperty("os.name"), Path.of(System.getProperty("user.home")), System::getenv) : Path.of(other);
    }

    /**
     * Linux and others: XDG Base Directory Specification 0.8, which has a relative path ignored.
     *
     * @param environment gives a variable, or null
     */
    static Path of(String system, Path home, UnaryOperator<String> environment) {
        String name = system.toLowerCase(Locale.ROOT);
        if (name.startsWith("windows")) {
            return absolute(environment.apply("APPDATA"), home.resolve("AppData").resolve("Roaming")).resolve("Vitrine");
        }
        if (name.startsWith("mac")) {
            return home.resolve("Library").resolve("Application Support").resolve("Vitrine");
        }
        return absolute(environment.apply("XDG_CONFIG_HOME"), home.resolve(".config")).resolve("vitrine");
    }

    private static Path absolute(String given, Path otherwise) {
        return given == null || given.isBlank() || !Path.of(given).isAbsolute() ? otherwise : Path.of(given);
    }
}
