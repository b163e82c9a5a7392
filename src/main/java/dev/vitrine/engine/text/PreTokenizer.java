package dev.vitrine.engine.text;

import java.util.ArrayList;
import java.util.List;

/** Cuts a text into pieces, over whose borders no token reaches. */
@FunctionalInterface
interface PreTokenizer {
    List<Piece> cut(Piece piece);

    /** The other on each piece of this one. */
    default PreTokenizer then(PreTokenizer other) {
        return piece -> {
            List<Piece> all = new ArrayList<>();
            for (Piece part : cut(piece)) {
                all.addAll(other.cut(part));
            }
            return all;
        };
    }
}
