package dev.vitrine.engine.data.puzzle;

/** Turns and mirrors of a square grid. */
final class Squares {
    private Squares() {
    }

    /** Where each cell comes from, for the eight symmetries of a square. */
    static int[][] symmetries(int width) {
        int[][] all = new int[8][width * width];
        for (int s = 0; s < 8; s++) {
            for (int r = 0; r < width; r++) {
                for (int c = 0; c < width; c++) {
                    int row = (s & 1) == 0 ? r : width - 1 - r;
                    int column = (s & 2) == 0 ? c : width - 1 - c;
                    all[s][r * width + c] = (s & 4) == 0 ? row * width + column : column * width + row;
                }
            }
        }
        return all;
    }
}
