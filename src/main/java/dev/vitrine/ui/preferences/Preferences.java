package dev.vitrine.ui.preferences;

import dev.vitrine.engine.Defaulted;

/** All that is remembered. To add something: a component, or a record of its own that is {@link Defaulted}. */
public record Preferences(Look look, Place place, Recent recent, Logging logging) {
    /** Of a first start. */
    public static final Preferences DEFAULT = new Preferences(Look.DEFAULT, Place.DEFAULT, Recent.DEFAULT, Logging.DEFAULT);

    public Preferences withLook(Look other) {
        return new Preferences(other, place, recent, logging);
    }

    public Preferences withPlace(Place other) {
        return new Preferences(look, other, recent, logging);
    }

    public Preferences withRecent(Recent other) {
        return new Preferences(look, place, other, logging);
    }

    public Preferences withLogging(Logging other) {
        return new Preferences(look, place, recent, other);
    }
}
