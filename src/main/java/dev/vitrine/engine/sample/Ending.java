package dev.vitrine.engine.sample;

/** Says when a text is over, beside the most tokens that it may have. */
public interface Ending {
    /** The token that ends a text and is no part of it, or -1. */
    int endId();

    /** Whether a text is over that ends with another token. */
    boolean over(TextSoFar text);

    /** At this token, -1 for never. */
    static Ending at(int endId) {
        return new Ending() {
            @Override
            public int endId() {
                return endId;
            }

            @Override
            public boolean over(TextSoFar text) {
                return false;
            }
        };
    }
}
