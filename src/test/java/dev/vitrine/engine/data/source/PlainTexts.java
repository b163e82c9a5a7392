package dev.vitrine.engine.data.source;

import java.util.List;

/** Texts that come from no file. */
public final class PlainTexts {
    private PlainTexts() {
    }

    public static List<Text> of(List<String> values) {
        return values.stream().map(value -> new Text(value, 0, new Place("test", "", 1))).toList();
    }
}
