package dev.vitrine.ui.home;

import java.util.List;

/**
 * A text that the model wrote.
 *
 * @param step   the state whose weights wrote it
 * @param hash   of that state
 * @param pieces the prompt and what came after it, in order
 * @param known  words after the prompt that stand in the training text
 * @param words  words after the prompt
 */
record Writing(int step, long hash, List<Piece> pieces, int known, int words) {
    /** How a stretch of the text is marked. */
    enum Kind { PROMPT, WORD, OTHER }

    record Piece(String text, Kind kind) {
    }

    Writing {
        pieces = List.copyOf(pieces);
    }

    String text() {
        StringBuilder all = new StringBuilder();
        pieces.forEach(p -> all.append(p.text()));
        return all.toString();
    }

    /** What was written, without the prompt, on one line. */
    String line() {
        StringBuilder all = new StringBuilder();
        pieces.stream().filter(p -> p.kind() != Kind.PROMPT).forEach(p -> all.append(p.text()));
        return all.toString().replace("\n", " ⏎ ").strip();
    }
}
