package dev.vitrine.ui.control;

import java.nio.IntBuffer;
import java.util.Arrays;
import javafx.scene.image.Image;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;

/**
 * One pixel a block, coloured through the map's table of 256. Masked blocks are transparent, so that the hatch behind
 * shows; broken values (NaN, infinite) have a colour of their own. Buffers are kept while the size stays.
 */
final class RasterImage {
    private IntBuffer pixels = IntBuffer.allocate(0);
    private PixelBuffer<IntBuffer> buffer;
    private Image image;
    private int width;
    private int height;
    private int[] shown = new int[0];

    /** @param broken colour of what is no number */
    void fill(RasterData data, RasterLayout layout, int broken) {
        resize(layout.blocksAcross(), layout.blocksDown());
        if (width == 0 || height == 0) {
            return;
        }
        int[] argb = pixels.array();
        int[] table = data.map().table();
        float[] values = data.values();
        double scale = data.max() > data.min() ? (table.length - 1) / (data.max() - data.min()) : 0;
        for (int block = 0; block < shown.length; block++) {
            int index = largest(data, layout, block / width * layout.rowBin(), block % width * layout.columnBin());
            shown[block] = index;
            if (index < 0) {
                argb[block] = 0;
            } else if (!Float.isFinite(values[index])) {
                argb[block] = broken;
            } else if (scale == 0) {
                argb[block] = data.map().argb(data.unit(values[index]));
            } else {
                argb[block] = table[(int) (Math.clamp((values[index] - data.min()) * scale, 0, table.length - 1) + 0.5)];
            }
        }
        buffer.updateBuffer(all -> null);
    }

    /** Null while there is not one cell. */
    Image image() {
        return width == 0 || height == 0 ? null : image;
    }

    /** Index of the value that a block shows, -1 if all its cells are masked. */
    int shown(int block) {
        return shown[block];
    }

    int argb(int block) {
        return pixels.get(block);
    }

    /** Of a block's cells: a broken one if there is any, else the largest (by magnitude, if values have signs). */
    private static int largest(RasterData data, RasterLayout layout, int row, int column) {
        if (layout.rowBin() == 1 && layout.columnBin() == 1) {
            return data.masked(row, column) ? -1 : row * data.columns() + column;
        }
        int best = -1;
        float most = Float.NEGATIVE_INFINITY;
        int rowEnd = Math.min(row + layout.rowBin(), data.rows());
        int columnEnd = Math.min(column + layout.columnBin(), data.columns());
        for (int r = row; r < rowEnd; r++) {
            for (int c = column; c < columnEnd; c++) {
                if (data.masked(r, c)) {
                    continue;
                }
                float value = data.value(r, c);
                if (!Float.isFinite(value)) {
                    return r * data.columns() + c;
                }
                float size = data.map().signed() ? Math.abs(value) : value;
                if (size > most) {
                    most = size;
                    best = r * data.columns() + c;
                }
            }
        }
        return best;
    }

    private void resize(int newWidth, int newHeight) {
        if (newWidth == width && newHeight == height) {
            return;
        }
        width = newWidth;
        height = newHeight;
        shown = new int[width * height];
        Arrays.fill(shown, -1);
        if (shown.length > 0) {
            pixels = IntBuffer.allocate(shown.length);
            buffer = new PixelBuffer<>(width, height, pixels, PixelFormat.getIntArgbPreInstance());
            image = new WritableImage(buffer);
        }
    }
}
