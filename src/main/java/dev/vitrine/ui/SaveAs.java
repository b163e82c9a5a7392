package dev.vitrine.ui;

import java.nio.file.Path;
import java.util.Optional;

/** Asks the person for a file to write. */
@FunctionalInterface
public interface SaveAs {
    /**
     * @param suggested file name
     * @return nothing if the person changed their mind
     * @throws UnsupportedOperationException where there is no window system to ask with
     */
    Optional<Path> choose(String suggested);
}
