package dev.vitrine.ui;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What the views are called, for tests elsewhere. */
public final class ViewNames {
    private ViewNames() {
    }

    public static List<String> all() {
        Texts texts = new Texts(Stream.concat(Stream.of("shell"), Views.all().stream().map(ViewSpec::id)).toList(), Locale.ROOT);
        return Views.all().stream().map(view -> texts.getString("view." + view.id() + ".title")).distinct().toList();
    }
}
