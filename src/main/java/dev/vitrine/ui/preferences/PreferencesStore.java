package dev.vitrine.ui.preferences;

import dev.vitrine.engine.InputException;
import dev.vitrine.engine.InputFiles;
import dev.vitrine.engine.JsonRecords;
import dev.vitrine.engine.Reason;
import dev.vitrine.engine.checkpoint.AtomicFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Keeps what is remembered in {@code settings.json}, written anew with each change. That it cannot be read or written stops
 * nobody's work: {@link #notice()} tells.
 */
public final class PreferencesStore {
    private static final String NAME = "settings.json";
    private static final int LIMIT = 1 << 20;

    private final Path folder;   // null: nothing is kept
    private Preferences now = Preferences.DEFAULT;
    private String notice = "";

    /** Remembers until the program ends. */
    public PreferencesStore() {
        folder = null;
    }

    /** Reads what is there. A file that is damaged is set aside, and all is as at a first start. */
    public PreferencesStore(Path folder) {
        this.folder = folder;
        Path file = folder.resolve(NAME);
        if (Files.exists(file)) {
            try {
                String source = file.toString();
                now = JsonRecords.read(source, InputFiles.json(source, InputFiles.utf8(source,
                        InputFiles.bytes(file, "the settings of the program", LIMIT))), Preferences.class);
            } catch (InputException e) {
                notice = setAside(file, e.getMessage());
            }
        }
    }

    private static String setAside(Path file, String why) {
        Path aside = file.resolveSibling(NAME + ".damaged");
        try {
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
            return "The settings of the program could not be read, so they begin anew and the file is now " + aside + ": " + why;
        } catch (IOException e) {
            return "The settings of the program could not be read, so they begin anew: " + why;
        }
    }

    /** A folder or a file for larger things that are kept; empty where nothing is. */
    public Optional<Path> folder(String name) {
        return Optional.ofNullable(folder).map(f -> f.resolve(name));
    }

    public Preferences now() {
        return now;
    }

    /** The last thing that went wrong, in a sentence; empty where nothing did. */
    public String notice() {
        return notice;
    }

    /** Remembers a change. */
    public void change(UnaryOperator<Preferences> change) {
        Preferences changed = change.apply(now);
        if (changed.equals(now)) {
            return;
        }
        now = changed;
        if (folder != null) {
            write();
        }
    }

    private void write() {
        try {
            Files.createDirectories(folder);
            AtomicFiles.write(folder.resolve(NAME), JsonRecords.write(now).toPrettyString() + "\n");
        } catch (InputException e) {
            notice = e.getMessage();
        } catch (IOException e) {
            notice = "the folder " + folder + " for the settings of the program could not be made (" + Reason.of(e) + ")";
        }
    }
}
