package dev.vitrine.ui.control;

import java.util.List;

/**
 * Tokens with, perhaps, a number each.
 *
 * @param values  one a token, or empty; not copied, so it must have no writer any more
 * @param min     value of the first colour
 * @param max     value of the last colour
 * @param map     colours of the values, or null for none
 * @param changed one a token, or empty: which differ from before; not copied
 */
public record StripData(List<String> tokens, float[] values, double min, double max, ColorMap map, boolean[] changed) {
    public static final StripData EMPTY = of(List.of());

    public StripData {
        tokens = List.copyOf(tokens);
        check("values", values.length, tokens.size());
        check("changed marks", changed.length, tokens.size());
        if (!(min <= max)) {
            throw new IllegalArgumentException("domain of a strip must have min <= max, got " + min + " to " + max);
        }
    }

    public static StripData of(List<String> tokens) {
        return new StripData(tokens, new float[0], 0, 1, null, new boolean[0]);
    }

    public static StripData of(List<String> tokens, float[] values, double min, double max, ColorMap map) {
        return new StripData(tokens, values, min, max, map, new boolean[0]);
    }

    public StripData withChanged(boolean[] which) {
        return new StripData(tokens, values, min, max, map, which);
    }

    public boolean isChanged(int token) {
        return changed.length > 0 && changed[token];
    }

    boolean coloured() {
        return map != null && values.length > 0;
    }

    /** @param broken colour of what is no number */
    int argb(int token, int broken) {
        float value = values[token];
        double span = max - min;
        return Float.isFinite(value) ? map.argb(span > 0 ? (value - min) / span : map.signed() ? 0.5 : 0) : broken;
    }

    private static void check(String what, int got, int tokens) {
        if (got != 0 && got != tokens) {
            throw new IllegalArgumentException(what + " of a strip: expected none or " + tokens + ", got " + got);
        }
    }
}
