package dev.vitrine.cli;

import dev.vitrine.engine.InputException;
import dev.vitrine.engine.InputFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Texts to compare, one a line, as they stand: a line may be empty, and only a line feed ends it. */
final class SegmentFiles {
    private static final int LIMIT = 512 << 20;
    private static final String WANTED = "a text file with one text a line";

    private SegmentFiles() {
    }

    static List<String> lines(Path file) {
        String text = InputFiles.utf8(file.toString(), InputFiles.bytes(file, WANTED, LIMIT));
        if (text.isEmpty()) {
            throw new InputException(file + " is empty; give " + WANTED);
        }
        return Arrays.asList((text.endsWith("\n") ? text.substring(0, text.length() - 1) : text).split("\n", -1));
    }

    /** The references of each text, with tabs between; an empty one among several is left out.
     *  @param texts how many there are */
    static List<List<String>> references(Path file, int texts) {
        List<String> lines = lines(file);
        if (lines.size() != texts) {
            throw new InputException(file + " has " + lines.size() + (lines.size() == 1 ? " line" : " lines") + ", but there "
                    + (texts == 1 ? "is 1 text" : "are " + texts + " texts") + "; give the references of one text on each line");
        }
        List<List<String>> all = new ArrayList<>();
        for (String line : lines) {
            List<String> references = Arrays.stream(line.split("\t")).filter(r -> !r.isBlank()).toList();
            if (references.isEmpty()) {
                throw new InputException(file + ": line " + (all.size() + 1) + " holds no reference; write what should be said there");
            }
            all.add(references);
        }
        return all;
    }
}
