package dev.vitrine.ui.control;

import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.image.Image;
import javafx.scene.paint.Color;
import javafx.scene.text.TextAlignment;

/** Paints one raster: hatch, colours, marks and numbers in the cells, labels, and the outlines of cursor and lock. */
final class RasterPainter {
    private static final int MARK_FROM = 6;        // px of a cell
    private static final int NUMBER_HEIGHT = 28;
    private static final int NUMBER_WIDTH = 36;
    private static final int MARKS = 4_000;        // beyond it only the colour speaks: a canvas draws no 100,000 shapes

    private final Lettering figures = new Lettering(Lettering.SMALL_MONO);
    private final GraphicsContext g;
    private final Palette palette;
    private final RasterData data;
    private final RasterLayout layout;
    private final RasterImage image;

    RasterPainter(GraphicsContext g, Palette palette, RasterData data, RasterLayout layout, RasterImage image) {
        this.g = g;
        this.palette = palette;
        this.data = data;
        this.layout = layout;
        this.image = image;
    }

    void cells(boolean numbers) {
        Image colours = image.image();
        if (colours == null) {
            return;
        }
        if (!data.band().equals(Band.ALL)) {
            Hatch.fill(g, palette, layout.left(), layout.top(), layout.pictureWidth(), layout.pictureHeight());
        }
        g.setImageSmoothing(false);
        g.drawImage(colours, layout.left(), layout.top(), layout.pictureWidth(), layout.pictureHeight());
        g.setStroke(palette.border());
        g.setLineWidth(1);
        g.strokeRect(layout.left() - 0.5, layout.top() - 0.5, layout.pictureWidth() + 1.0, layout.pictureHeight() + 1.0);
        boolean roomForNumbers = numbers && layout.height() >= NUMBER_HEIGHT && layout.width() >= NUMBER_WIDTH;
        if (Math.min(layout.width(), layout.height()) >= MARK_FROM) {
            marks(roomForNumbers);
        }
    }

    /** The cursor has a thin outline, the lock a thick one in the focus colour; both stand off any cell by a halo. */
    void outline(Cell cell, boolean locked) {
        if (!data.contains(cell)) {
            return;
        }
        double x = layout.x(cell.column());
        double y = layout.y(cell.row());
        box(x, y, locked ? 5 : 3, palette.background());
        box(x, y, locked ? 3 : 1, locked ? palette.focus() : palette.text());
    }

    void rowLabels(double gutter, Lettering type, Cell current) {
        g.setFont(type.font());
        g.setTextAlign(TextAlignment.RIGHT);
        g.setTextBaseline(VPos.CENTER);
        for (int row = 0; row < data.rows(); row++) {
            g.setFill(current != null && current.row() == row ? palette.text() : palette.muted());
            String label = type.elided(TokenText.visible(data.rowLabels().get(row)), gutter);
            g.fillText(label, layout.left() - 6.0, layout.y(row) + layout.height() / 2.0);
        }
    }

    void columnLabels(double gutter, boolean upright, Lettering type, Cell current) {
        g.setFont(type.font());
        g.setTextBaseline(upright ? VPos.BOTTOM : VPos.CENTER);
        g.setTextAlign(upright ? TextAlignment.CENTER : TextAlignment.LEFT);
        for (int column = 0; column < data.columns(); column++) {
            g.setFill(current != null && current.column() == column ? palette.text() : palette.muted());
            String label = type.elided(TokenText.visible(data.columnLabels().get(column)), gutter);
            double middle = layout.x(column) + layout.width() / 2.0;
            if (upright) {
                g.fillText(label, middle, layout.top() - 4.0);
            } else {
                g.save();
                g.translate(middle, layout.top() - 6.0);
                g.rotate(-90);
                g.fillText(label, 0, 0);
                g.restore();
            }
        }
    }

    private void marks(boolean numbers) {
        int left = MARKS;
        int blocks = layout.blocksAcross() * layout.blocksDown();
        g.setFont(figures.font());
        g.setTextAlign(TextAlignment.CENTER);
        g.setTextBaseline(VPos.CENTER);
        for (int block = 0; block < blocks && left > 0; block++) {
            int index = image.shown(block);
            if (index < 0) {
                continue;
            }
            float value = data.values()[index];
            double x = layout.left() + block % layout.blocksAcross() * layout.width();
            double y = layout.top() + block / layout.blocksAcross() * layout.height();
            Color ink = ColorMap.inkOn(image.argb(block));
            if (!Float.isFinite(value)) {
                broken(value, x, y, ink, numbers);
                left--;
                continue;
            }
            if (data.beyond(value) != 0) {
                corner(x, y, ink, data.beyond(value) > 0);
                left--;
            }
            if (numbers) {
                number(value, x, y, ink);
            }
        }
    }

    private void broken(float value, double x, double y, Color ink, boolean numbers) {
        double size = Math.min(Math.min(layout.width(), layout.height()) * 0.5, 10);
        double middle = y + layout.height() / 2.0 - (numbers ? 6 : 0);
        Hatch.cross(g, ink, x + (layout.width() - size) / 2, middle - size / 2, size);
        if (numbers) {
            g.setFill(ink);
            g.fillText(Numbers.format(value), x + layout.width() / 2.0, y + layout.height() / 2.0 + 7);
        }
    }

    /** A triangle in the upper right corner: above the domain; in the lower right: below it. */
    private void corner(double x, double y, Color ink, boolean above) {
        double size = Math.clamp(Math.min(layout.width(), layout.height()) / 3.0, 3, 8);
        double right = x + layout.width();
        double edge = above ? y : y + layout.height();
        double inner = above ? y + size : edge - size;
        g.setFill(ink);
        g.fillPolygon(new double[] {right - size, right, right}, new double[] {edge, edge, inner}, 3);
    }

    /** With as many of four digits as there is room for; with none rather than a wrong one. */
    private void number(float value, double x, double y, Color ink) {
        for (int digits = 4; digits >= 2; digits--) {
            String text = Numbers.format(value, digits);
            if (figures.width(text) <= layout.width() - 3) {
                g.setFill(ink);
                g.fillText(text, x + layout.width() / 2.0, y + layout.height() / 2.0);
                return;
            }
        }
    }

    private void box(double x, double y, double line, Color colour) {
        g.setStroke(colour);
        g.setLineWidth(line);
        g.strokeRect(x - 0.5, y - 0.5, layout.width() + 1.0, layout.height() + 1.0);
    }
}
