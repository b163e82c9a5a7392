package dev.vitrine.engine.layer;

import dev.vitrine.engine.Draws;
import dev.vitrine.engine.Registry;

/** Every feed-forward part. To add one: write the class, add the line. */
public final class FeedForwards {
    @FunctionalInterface
    public interface Factory {
        Layer create(String name, BlockConfig config, Draws draws);
    }

    public static final Registry<Factory> REGISTRY = new Registry<Factory>("feed_forward")
            .add("gelu", Mlp::new)
            .add("swiglu", SwiGlu::new);

    private FeedForwards() {
    }
}
