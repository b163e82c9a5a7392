package dev.vitrine.ui.control;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Region;

/** A picture in the colours of a palette, with a ring around it while it has the focus. */
public abstract class PaintedRegion extends Region {
    private final ObjectProperty<Palette> palette = new SimpleObjectProperty<>(this, "palette", Palette.LIGHT);

    PaintedRegion() {
        palette.addListener(change -> repaint());
    }

    public final ObjectProperty<Palette> paletteProperty() {
        return palette;
    }

    public final Palette getPalette() {
        return palette.get();
    }

    public final void setPalette(Palette value) {
        palette.set(value);
    }

    /** Asks for one painting with the next pulse. */
    protected abstract void repaint();

    final void focusRing(GraphicsContext g, double width, double height) {
        g.setStroke(getPalette().focus());
        g.setLineWidth(2);
        g.strokeRoundRect(1, 1, width - 2, height - 2, 6, 6);
    }
}
