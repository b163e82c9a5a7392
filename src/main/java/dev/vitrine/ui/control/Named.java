package dev.vitrine.ui.control;

import java.util.function.Function;
import javafx.util.StringConverter;

/** Names things that are chosen, not typed. */
public final class Named<T> extends StringConverter<T> {
    private final String none;
    private final Function<T, String> name;

    /** @param name how one is shown; null is shown as nothing */
    public Named(Function<T, String> name) {
        this("", name);
    }

    /** @param none how null is shown */
    public Named(String none, Function<T, String> name) {
        this.none = none;
        this.name = name;
    }

    @Override
    public String toString(T value) {
        return value == null ? none : name.apply(value);
    }

    @Override
    public T fromString(String text) {
        throw new UnsupportedOperationException("this is chosen, not typed");
    }
}
