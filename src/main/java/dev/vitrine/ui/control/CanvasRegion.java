package dev.vitrine.ui.control;

import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;

/**
 * A picture painted on a canvas that fills the region. However many properties change, it is painted at most once a
 * pulse, and not at all while it is in no scene. Along the edge there is room for the focus ring.
 */
public abstract class CanvasRegion extends PaintedRegion {
    /** Room on every side: a ring of 2 px and a gap of 2 px. */
    static final int EDGE = 4;

    private final Canvas canvas = new Canvas();
    private boolean dirty = true;
    private int paints;

    @SuppressWarnings("this-escape")    // nothing calls back before the first layout
    protected CanvasRegion() {
        canvas.setManaged(false);
        canvas.setMouseTransparent(true);
        getChildren().add(canvas);
        focusedProperty().addListener(change -> repaint());
    }

    /** Asks for one painting at the next layout; local, so the parents do not measure themselves again. */
    @Override
    protected final void repaint() {
        dirty = true;
        setNeedsLayout(true);
    }

    /** Paints everything; the canvas has been cleared, what lies behind shows through. */
    protected abstract void paint(GraphicsContext g, double width, double height);

    /** Places other children, such as scroll bars, before the painting. */
    protected void arrange(double width, double height) { }

    @Override
    protected final void layoutChildren() {
        double width = Math.floor(getWidth());
        double height = Math.floor(getHeight());
        if (canvas.getWidth() != width || canvas.getHeight() != height) {
            canvas.setWidth(width);
            canvas.setHeight(height);
            dirty = true;
        }
        if (!dirty || width < 1 || height < 1) {
            return;
        }
        arrange(width, height);
        dirty = false;
        paints++;
        GraphicsContext g = canvas.getGraphicsContext2D();
        g.clearRect(0, 0, width, height);
        g.save();
        paint(g, width, height);
        g.restore();
        if (isFocused()) {
            focusRing(g, width, height);
        }
    }

    /** How often it was painted since it was made. */
    final int paints() {
        return paints;
    }

    @Override
    protected double computeMinWidth(double height) {
        return 32;
    }

    @Override
    protected double computeMinHeight(double width) {
        return 32;
    }
}
