package dev.vitrine.ui.control;

import java.util.HashMap;
import java.util.Map;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;

/** The three sizes of a chart's text, from the size of the text around it, and how wide a text will be. */
final class TextMeter {
    private static final double SMALLEST = 11;
    private static final double TICK_SHARE = 0.8;
    private final Map<Font, Lettering> letterings = new HashMap<>();
    private Font body = Font.getDefault();
    private Font bold = body;
    private Font tick = body;

    void setBase(Font base) {
        letterings.clear();
        double size = Math.max(SMALLEST, Math.rint(base.getSize() * 13 / 14));
        body = Font.font(base.getFamily(), size);
        bold = Font.font(base.getFamily(), FontWeight.BOLD, size);
        tick = Font.font(base.getFamily(), Math.max(SMALLEST, Math.rint(base.getSize() * TICK_SHARE)));
    }

    Font body() {
        return body;
    }

    Font bold() {
        return bold;
    }

    Font tick() {
        return tick;
    }

    double width(String text, Font font) {
        return Math.ceil(letterings.computeIfAbsent(font, Lettering::new).width(text));
    }

    /** The height of a line of this font. */
    double line(Font font) {
        return Math.ceil(font.getSize() * 1.35);
    }

    /** The text, or as much of its head and tail as fits with an ellipsis between. */
    String fit(String text, Font font, double width) {
        if (width(text, font) <= width) {
            return text;
        }
        for (int keep = text.length() - 1; keep > 1; keep--) {
            String cut = text.substring(0, (keep + 1) / 2) + "…" + text.substring(text.length() - keep / 2);
            if (width(cut, font) <= width) {
                return cut;
            }
        }
        return "…";
    }
}
