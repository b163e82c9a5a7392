package dev.vitrine.engine.layer;

/**
 * Tokens that only fill a sequence up: no query sees them, and positions are counted without them. (Windows and ALiBi count
 * distances with them.)
 */
public final class Padding {
    public static final Padding NONE = new Padding(new int[0], new boolean[0]);

    private final int[] positions;   // (B*T), of a padding token 0; empty where nothing is padding
    private final boolean[] hidden;  // (B*T); the same

    private Padding(int[] positions, boolean[] hidden) {
        this.positions = positions;
        this.hidden = hidden;
    }

    /** @param hidden (B*T), where the padding is; copied
     *  @param time   T */
    public static Padding of(boolean[] hidden, int time) {
        int[] positions = new int[hidden.length];
        for (int row = 0, before = 0; row < hidden.length; row++) {
            before = row % time == 0 ? 0 : before;
            positions[row] = hidden[row] ? 0 : before++;
        }
        return new Padding(positions, hidden.clone());
    }

    boolean any() {
        return hidden.length > 0;
    }

    boolean hides(int row) {
        return hidden[row];
    }

    /** The position of a row of (B*T). */
    int position(int row, int time) {
        return any() ? positions[row] : row % time;
    }
}
