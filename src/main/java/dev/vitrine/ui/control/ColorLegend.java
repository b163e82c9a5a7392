package dev.vitrine.ui.control;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.VPos;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.text.TextAlignment;

/**
 * What the colours of a raster mean: its map from left to right over the domain, with the least, middle and greatest
 * value printed beneath. Bind {@code data} to the heat map's.
 */
public final class ColorLegend extends CanvasRegion {
    private static final int BAR = 12;
    private static final int GAP = 8;

    private final ObjectProperty<RasterData> data = new SimpleObjectProperty<>(this, "data", RasterData.EMPTY);
    private final Lettering figures = new Lettering(Lettering.SMALL_MONO);

    public ColorLegend() {
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setAccessibleRoleDescription(Words.of("legend.role"));
        data.addListener(change -> replaced());
        replaced();
    }

    public ObjectProperty<RasterData> dataProperty() {
        return data;
    }

    public RasterData getData() {
        return data.get();
    }

    public void setData(RasterData value) {
        data.set(value);
    }

    @Override
    protected void paint(GraphicsContext g, double width, double height) {
        RasterData raster = data.get();
        int room = (int) width - 2 * EDGE;
        for (int x = 0; x < room; x++) {
            g.setFill(Colours.of(raster.map().argb(room == 1 ? 0.5 : x / (room - 1.0))));
            g.fillRect(EDGE + x, EDGE, 1, BAR);
        }
        g.setStroke(getPalette().border());
        g.setLineWidth(1);
        g.strokeRect(EDGE - 0.5, EDGE - 0.5, room + 1.0, BAR + 1.0);

        String min = Numbers.format(raster.min());
        String mid = Numbers.format(middle(raster));
        String max = Numbers.format(raster.max());
        g.setFont(figures.font());
        g.setFill(getPalette().muted());
        g.setTextBaseline(VPos.TOP);
        double y = EDGE + BAR + 4;
        print(g, TextAlignment.LEFT, min, EDGE, y);
        print(g, TextAlignment.RIGHT, max, EDGE + room, y);
        double sides = Math.max(figures.width(min), figures.width(max)) + GAP + figures.width(mid) / 2;
        if (raster.min() < raster.max() && sides <= room / 2.0) {
            print(g, TextAlignment.CENTER, mid, EDGE + room / 2.0, y);
        }
    }

    @Override
    protected double computePrefWidth(double height) {
        return 160;
    }

    @Override
    protected double computeMinWidth(double height) {
        return 80;
    }

    @Override
    protected double computePrefHeight(double width) {
        return 2 * EDGE + BAR + 4 + 15;
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    private void replaced() {
        RasterData raster = data.get();
        setAccessibleText(Words.of("legend.range", Numbers.format(raster.min()), Numbers.format(raster.max())));
        repaint();
    }

    private static double middle(RasterData raster) {
        return raster.map().signed() && raster.min() == -raster.max() ? 0 : raster.min() / 2 + raster.max() / 2;
    }

    private static void print(GraphicsContext g, TextAlignment side, String text, double x, double y) {
        g.setTextAlign(side);
        g.fillText(text, x, y);
    }
}
