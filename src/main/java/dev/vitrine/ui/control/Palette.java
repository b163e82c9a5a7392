package dev.vitrine.ui.control;

import java.util.List;
import javafx.scene.paint.Color;

/**
 * The colours that canvases draw with, one set a theme; the same values stand in the style sheets. Text has at least
 * 4.5:1 on the background, edges and curves 3:1 (WCAG 2.2, 1.4.3 and 1.4.11).
 *
 * @param series four series; always drawn with a line style of their own as well
 * @param high   HRM's high level (solid, circle)
 * @param low    HRM's low level (dashed, triangle)
 */
public record Palette(boolean dark, Color background, Color panel, Color text, Color muted, Color border, Color focus,
                      Color query, Color key, Color value, Color high, Color low, List<Color> series) {
    public static final Palette LIGHT = new Palette(false, Color.web("#FFFFFF"), Color.web("#F6F7F9"),
            Color.web("#1B1F27"), Color.web("#5B6472"), Color.web("#7E8796"), Color.web("#0B5FCC"),
            Color.web("#0072B2"), Color.web("#B25000"), Color.web("#444444"), Color.web("#0072B2"), Color.web("#B25000"),
            List.of(Color.web("#0072B2"), Color.web("#B25000"), Color.web("#222222"), Color.web("#882255")));
    public static final Palette DARK = new Palette(true, Color.web("#14171C"), Color.web("#1D2129"),
            Color.web("#E7EAF0"), Color.web("#A3ADBB"), Color.web("#6B7686"), Color.web("#7CB7FF"),
            Color.web("#56B4E9"), Color.web("#F0A04B"), Color.web("#E7EAF0"), Color.web("#56B4E9"), Color.web("#F0A04B"),
            List.of(Color.web("#56B4E9"), Color.web("#F0A04B"), Color.web("#E7EAF0"), Color.web("#ACA49C")));
}
