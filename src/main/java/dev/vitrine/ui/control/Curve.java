package dev.vitrine.ui.control;

import java.util.Objects;

/**
 * One named line of a chart.
 *
 * @param style      0 to 7: hue and dash pattern together, so that no two lines differ by hue alone; or {@link #MUTED}
 * @param smoothable false for values that are drawn as they are whatever the chart's smoothing (validation)
 */
public record Curve(String name, Points points, int style, boolean smoothable) {
    /** Recessive and dotted: what was planned, not what was. */
    public static final int MUTED = 8;

    public Curve {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(points, "points");
        if (style < 0 || style >= LineStyle.COUNT) {
            throw new IllegalArgumentException("style of curve '" + name + "' must be 0 to 8, got " + style);
        }
    }

    public Curve(String name, Points points, int style) {
        this(name, points, style, true);
    }
}
