package dev.vitrine.ui.control;

/** Which of many equally high rows are in sight of a window that is {@code offset} pixels down. */
record RowWindow(int rows, double rowHeight, double offset, double height) {
    RowWindow within() {
        return at(Math.clamp(offset, 0, Math.max(0, rows * rowHeight - height)));
    }

    RowWindow revealing(int row) {
        double top = row * rowHeight;
        return at(Math.clamp(offset, Math.min(top, Math.max(0, top + rowHeight - height)), top)).within();
    }

    int first() {
        return Math.clamp((long) (offset / rowHeight), 0, rows);
    }

    /** One past the last. */
    int last() {
        return (int) Math.min(rows, Math.ceil((offset + height) / rowHeight));
    }

    double top(int row) {
        return row * rowHeight - offset;
    }

    /** The row at y below the window's top edge; -1 if there is none. */
    int rowAt(double y) {
        int row = (int) Math.floor((y + offset) / rowHeight);
        return y >= 0 && y < height && row < rows ? row : -1;
    }

    boolean scrolls() {
        return rows * rowHeight > height;
    }

    private RowWindow at(double newOffset) {
        return new RowWindow(rows, rowHeight, newOffset, height);
    }
}
