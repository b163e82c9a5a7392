package dev.vitrine.ui.preferences;

import dev.vitrine.engine.Defaulted;

/** Where the window stands, in pixels of the desktop; a width of 0 where that is not known. */
@Defaulted
public record Place(double x, double y, double width, double height, boolean maximized) {
    public static final Place DEFAULT = new Place(0, 0, 0, 0, false);

    public Place {
        if (!Double.isFinite(x) || !Double.isFinite(y) || !(width >= 0 && width < 1e5) || !(height >= 0 && height < 1e5)) {
            throw new IllegalArgumentException("width and height must be from 0 to 100000 pixels and x and y finite, got " + width + " x "
                    + height + " at " + x + ", " + y);
        }
    }

    public boolean known() {
        return width > 0 && height > 0;
    }
}
