package dev.vitrine.engine.data.report;

import java.util.List;

/**
 * One kind of trouble.
 *
 * @param count    how often
 * @param examples the first of them: place and what is wrong
 */
public record Finding(Kind kind, long count, List<String> examples) {
    /** Every kind of trouble, those first for which a text is not used. */
    public enum Kind {
        EMPTY(false), OTHER_FILE(false), ENCODING(false), SHAPE(false), GIGANTIC(false),
        DUPLICATE(true), NEAR_DUPLICATE(true), OVERLAP(true), CONTROL_CHARACTER(true), TOO_LONG(true), UNKNOWN_TOKEN(true);

        private final boolean used;

        Kind(boolean used) {
            this.used = used;
        }

        /** Whether such a text is trained on all the same. */
        public boolean used() {
            return used;
        }
    }
}
