package dev.vitrine.ui.preferences;

import dev.vitrine.engine.Defaulted;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What was opened and saved.
 *
 * @param folder where the last file was chosen; empty before the first
 * @param files  files and folders of runs and models, the newest first
 */
@Defaulted
public record Recent(String folder, List<String> files) {
    public static final Recent DEFAULT = new Recent("", List.of());

    private static final int MOST = 10;

    public Recent {
        if (folder == null) {
            throw new IllegalArgumentException("folder must be a text; leave it empty for none");
        }
        files = files.stream().limit(MOST).toList();
    }

    /** Another folder where the next choice begins. */
    public Recent in(Path other) {
        return new Recent(other.toAbsolutePath().toString(), files);
    }

    /** With this file as the newest. */
    public Recent with(Path file) {
        String name = file.toAbsolutePath().toString();
        return new Recent(folder, Stream.concat(Stream.of(name), files.stream().filter(f -> !f.equals(name))).toList());
    }

    /** Without a file that is not there any more. */
    public Recent without(Path file) {
        String name = file.toAbsolutePath().toString();
        return new Recent(folder, files.stream().filter(f -> !f.equals(name)).toList());
    }
}
