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
            .add("gelu", (name, c, draws) -> new Mlp(name, c, Activation.GELU, draws))
            .add("gelu_erf", (name, c, draws) -> new Mlp(name, c, Activation.GELU_ERF, draws))
            .add("relu", (name, c, draws) -> new Mlp(name, c, Activation.RELU, draws))
            .add("silu", (name, c, draws) -> new Mlp(name, c, Activation.SILU, draws))
            .add("swiglu", (name, c, draws) -> new GatedMlp(name, c, Gate.SWIGLU, draws))
            .add("geglu", (name, c, draws) -> new GatedMlp(name, c, Gate.GEGLU, draws))
            .add("geglu_erf", (name, c, draws) -> new GatedMlp(name, c, Gate.GEGLU_ERF, draws))
            .add("reglu", (name, c, draws) -> new GatedMlp(name, c, Gate.REGLU, draws));

    private FeedForwards() {
    }

    /** One layer of the configured kind, or several of which a router picks some. */
    static Layer create(String name, BlockConfig config, Draws draws) {
        return config.experts().count() == 1 ? REGISTRY.get(config.feedForward()).create(name, config, draws)
                : new Experts(name, config, draws);
    }
}
