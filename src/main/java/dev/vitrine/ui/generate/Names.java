package dev.vitrine.ui.generate;

import java.util.function.Function;
import javafx.util.StringConverter;

/** Names things that are chosen, not typed. */
final class Names<T> extends StringConverter<T> {
    private final Function<T, String> name;

    Names(Function<T, String> name) {
        this.name = name;
    }

    @Override
    public String toString(T value) {
        return value == null ? "" : name.apply(value);
    }

    @Override
    public T fromString(String text) {
        throw new UnsupportedOperationException("this is chosen, not typed");
    }
}
