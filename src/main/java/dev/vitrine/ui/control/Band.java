package dev.vitrine.ui.control;

/**
 * Which cells of a square hold values: in each row those from {@code back} columns before the diagonal to {@code ahead} columns
 * behind it. The others are masked.
 */
public record Band(int back, int ahead) {
    private static final int FAR = 1 << 30;

    /** Every cell. */
    public static final Band ALL = new Band(FAR, FAR);

    /** Those up to the diagonal: a query cannot look at later tokens. */
    public static final Band CAUSAL = new Band(FAR, 0);

    /** What a query sees with such attention.
     *  @param window last positions that it sees, itself included, 0 for all; where it looks ahead, too, as many on that side */
    public static Band of(boolean causal, int window) {
        int side = window == 0 ? FAR : window - 1;
        return new Band(side, causal ? 0 : side);
    }

    public boolean holds(int row, int column) {
        return column >= row - back && column <= row + ahead;
    }
}
