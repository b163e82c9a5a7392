package dev.vitrine.ui.control;

import javafx.geometry.Insets;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.text.Text;

/**
 * What the drawn controls share: a picture and, above it, what follows the pointer, each painted at most once a pulse and
 * only when something changed; colours from a palette, the font from the style sheets ({@code -fx-font-size} and so on).
 */
public abstract class ChartRegion extends PaintedRegion {
    private final Canvas picture = new Canvas();
    private final Canvas overlay = new Canvas();
    /** Empty, and only there to be given the font that the style sheets say. */
    private final Text type = new Text();
    private final TextMeter text = new TextMeter();
    private boolean pictureStale = true;
    private boolean overlayStale = true;

    ChartRegion(String styleClass) {
        getStyleClass().add(styleClass);
        setFocusTraversable(true);
        type.setManaged(false);
        type.setMouseTransparent(true);
        getChildren().addAll(picture, overlay, type);
        text.setBase(type.getFont());
        type.fontProperty().addListener(_ -> {
            text.setBase(type.getFont());
            requestLayout();
            repaint();
        });
        focusVisibleProperty().addListener(_ -> repaintOverlay());
    }

    /** Paints the picture with the next pulse. */
    @Override
    protected final void repaint() {
        pictureStale = true;
        repaintOverlay();
    }

    /** Paints what follows the pointer with the next pulse. */
    final void repaintOverlay() {
        overlayStale = true;
        setNeedsLayout(true);
    }

    /** The node that takes the mouse; its coordinates are those of the painting. */
    final Canvas surface() {
        return overlay;
    }

    final TextMeter text() {
        return text;
    }

    abstract void paint(GraphicsContext g, double width, double height);

    abstract void paintOverlay(GraphicsContext g, double width, double height);

    @Override
    protected void layoutChildren() {
        Insets insets = getInsets();
        double width = Math.max(0, Math.floor(getWidth() - insets.getLeft() - insets.getRight()));
        double height = Math.max(0, Math.floor(getHeight() - insets.getTop() - insets.getBottom()));
        if (width != picture.getWidth() || height != picture.getHeight()) {
            size(picture, width, height, insets);
            size(overlay, width, height, insets);
            pictureStale = true;
            overlayStale = true;
        }
        if (pictureStale) {
            pictureStale = false;
            paint(cleared(picture), width, height);
        }
        if (overlayStale) {
            overlayStale = false;
            GraphicsContext g = cleared(overlay);
            paintOverlay(g, width, height);
            if (isFocusVisible()) {
                focusRing(g, width, height);
            }
        }
    }

    private static void size(Canvas canvas, double width, double height, Insets insets) {
        canvas.setWidth(width);
        canvas.setHeight(height);
        canvas.relocate(insets.getLeft(), insets.getTop());
    }

    private static GraphicsContext cleared(Canvas canvas) {
        GraphicsContext g = canvas.getGraphicsContext2D();
        g.clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
        return g;
    }
}
