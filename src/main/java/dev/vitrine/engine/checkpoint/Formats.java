package dev.vitrine.engine.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vitrine.engine.InputFiles;
import java.nio.file.Path;

/** What a file says that it is. */
final class Formats {
    private Formats() {
    }

    /** @param newest version that is read here */
    static void check(Path file, JsonNode format, JsonNode version, String wanted, int newest) {
        if (!format.asText().equals(wanted) || !format.isTextual()) {
            throw new CheckpointException(file + ": format must be '" + wanted + "', got " + InputFiles.describe(format)
                    + "; give a file of that format");
        }
        if (!version.isInt() || version.intValue() < 1) {
            throw new CheckpointException(file + ": version must be a whole number above 0, got " + InputFiles.describe(version)
                    + "; save or copy the file again");
        }
        if (version.intValue() > newest) {
            throw new CheckpointException(file + " was saved by a newer Vitrine: it has version " + version.intValue() + " of the format "
                    + wanted + ", and this program reads up to version " + newest + "; use the newer program");
        }
    }
}
