package dev.vitrine.ui.control;

/**
 * Where the cells of a raster lie. A cell is a whole number of pixels. When a cell would be smaller than 2 px, several
 * of them share a block of at least 2 px that shows the largest of them.
 *
 * @param rowBin    rows that share a block, 1 if there is room for each
 * @param columnBin columns that share a block
 * @param width     pixels of a block from left to right
 * @param height    pixels of a block from top to bottom
 * @param left      pixels before the first block
 * @param top       pixels above the first block
 */
record RasterLayout(int rows, int columns, int rowBin, int columnBin, int width, int height, int left, int top) {
    private static final int SMALLEST = 2;
    private static final int LARGEST = 96;

    /** The largest blocks that fit between the given left and top and the given right and bottom. */
    static RasterLayout fit(int rows, int columns, double left, double top, double right, double bottom, boolean square) {
        int across = Math.max(SMALLEST, (int) (right - left));
        int down = Math.max(SMALLEST, (int) (bottom - top));
        int columnBin = bin(columns, across);
        int rowBin = bin(rows, down);
        if (square) {
            columnBin = rowBin = Math.max(columnBin, rowBin);
        }
        int width = Math.min(LARGEST, across / Math.max(1, Math.ceilDiv(columns, columnBin)));
        int height = Math.min(LARGEST, down / Math.max(1, Math.ceilDiv(rows, rowBin)));
        if (square) {
            width = height = Math.min(width, height);
        }
        return new RasterLayout(rows, columns, rowBin, columnBin, width, height, (int) left, (int) top);
    }

    /** The same blocks in the middle of the space. */
    RasterLayout centred(double right, double bottom) {
        return new RasterLayout(rows, columns, rowBin, columnBin, width, height,
                left + (int) Math.max(0, right - left - pictureWidth()) / 2,
                top + (int) Math.max(0, bottom - top - pictureHeight()) / 2);
    }

    int blocksAcross() {
        return Math.ceilDiv(columns, columnBin);
    }

    int blocksDown() {
        return Math.ceilDiv(rows, rowBin);
    }

    int cellsPerBlock() {
        return rowBin * columnBin;
    }

    int pictureWidth() {
        return blocksAcross() * width;
    }

    int pictureHeight() {
        return blocksDown() * height;
    }

    int x(int column) {
        return left + column / columnBin * width;
    }

    int y(int row) {
        return top + row / rowBin * height;
    }

    /** Number of the block under a point, row by row, or -1. */
    int blockAt(double x, double y) {
        if (x < left || y < top || x >= left + pictureWidth() || y >= top + pictureHeight()) {
            return -1;
        }
        return (int) (y - top) / height * blocksAcross() + (int) (x - left) / width;
    }

    int blockOf(Cell cell) {
        return cell.row() / rowBin * blocksAcross() + cell.column() / columnBin;
    }

    private static int bin(int cells, int pixels) {
        return Math.max(1, Math.ceilDiv(SMALLEST * cells, pixels));
    }
}
