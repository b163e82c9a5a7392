package dev.vitrine.engine.layer;

import dev.vitrine.engine.Registry;

/** How a model knows where a token stands. */
public final class Positions {
    /**
     * @param learned a table of (T, C) is added to the token embeddings
     * @param waves   sines and cosines of the position are added (Vaswani et al. 2017, section 3.5)
     * @param rotary  queries and keys are turned by their position, see {@link Rotary}
     * @param alibi   scores fall with the distance, see {@link ScoreTiles}
     */
    public record Kind(boolean learned, boolean waves, boolean rotary, boolean alibi) {
    }

    public static final Registry<Kind> REGISTRY = new Registry<Kind>("position")
            .add("learned", new Kind(true, false, false, false))
            .add("sinusoidal", new Kind(false, true, false, false))
            .add("rope", new Kind(false, false, true, false))
            .add("rope+learned", new Kind(true, false, true, false))
            .add("alibi", new Kind(false, false, false, true))
            .add("none", new Kind(false, false, false, false));

    private Positions() {
    }
}
