package dev.vitrine.engine.layer;

/** Which rows of its buffers a pass works on: all of them, or those that hold an expert's tokens in this step. */
final class RowRange {
    private int from;
    private int count;

    RowRange(int from, int count) {
        set(from, count);
    }

    void set(int from, int count) {
        this.from = from;
        this.count = count;
    }

    int from() {
        return from;
    }

    int count() {
        return count;
    }
}
