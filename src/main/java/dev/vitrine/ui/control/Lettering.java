package dev.vitrine.ui.control;

import java.util.HashMap;
import java.util.Map;
import javafx.scene.text.Font;
import javafx.scene.text.Text;

/** The type of the canvases: sans for words, monospaced for tokens and figures; and how wide a text is. FX thread only. */
final class Lettering {
    static final Font SMALL = Font.font("System", 11);
    static final Font BODY = Font.font("System", 13);
    static final Font SMALL_MONO = Font.font("Monospaced", 11);
    static final Font MONO = Font.font("Monospaced", 13);

    private static final int CACHED = 8192;
    private final Font font;
    private final Map<String, Double> widths = new HashMap<>();
    private final Text ruler = new Text();

    Lettering(Font font) {
        this.font = font;
        ruler.setFont(font);
    }

    Font font() {
        return font;
    }

    double width(String text) {
        if (widths.size() > CACHED) {
            widths.clear();
        }
        return widths.computeIfAbsent(text, this::measured);
    }

    /** The text, or its longest beginning with an ellipsis that fits; empty if not even one letter does. */
    String elided(String text, double room) {
        if (width(text) <= room) {
            return text;
        }
        int shortest = 0;
        int longest = text.codePointCount(0, text.length()) - 1;
        while (shortest < longest) {
            int length = (shortest + longest + 1) / 2;
            if (width(beginning(text, length)) <= room) {
                shortest = length;
            } else {
                longest = length - 1;
            }
        }
        return shortest > 0 ? beginning(text, shortest) : "";
    }

    private static String beginning(String text, int length) {
        return text.substring(0, text.offsetByCodePoints(0, length)) + "…";
    }

    private double measured(String text) {
        ruler.setText(text);
        return ruler.getLayoutBounds().getWidth();
    }
}
