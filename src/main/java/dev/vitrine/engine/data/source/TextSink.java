package dev.vitrine.engine.data.source;

import dev.vitrine.engine.InputException;

/** Takes what a file holds, in its order. */
@FunctionalInterface
public interface TextSink {
    /** Returns whether it wants to have more. */
    boolean text(Text text);

    /** What is in the file and no text to train on. By default only what is {@link Refusal#harmless() harmless} is passed over.
     *  @param reason says what is wrong and what to do, to stand after the place: "must be a string, got null; correct it"
     *  @return whether it wants to have more */
    default boolean refused(Place place, Refusal refusal, String reason) {
        if (!refusal.harmless()) {
            throw new InputException(place + " " + reason);
        }
        return true;
    }
}
