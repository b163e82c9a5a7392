package dev.vitrine.engine.data.source;

/** Why something in a file is not a text to train on. */
public enum Refusal {
    /** Nothing but white space. */
    EMPTY(true),
    /** A file in a folder, of a kind that is not read. */
    OTHER_FILE(true),
    /** Bytes that are not UTF-8. */
    ENCODING(false),
    /** Not what the kind of file says, such as a number where a string should be. */
    SHAPE(false),
    /** Longer than {@link TextFormat#LONGEST}. */
    GIGANTIC(false);

    private final boolean harmless;

    Refusal(boolean harmless) {
        this.harmless = harmless;
    }

    /** Whether training may go on without it. */
    public boolean harmless() {
        return harmless;
    }
}
