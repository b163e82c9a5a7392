package dev.vitrine.engine.layer;

import dev.vitrine.engine.Draws;
import dev.vitrine.engine.Registry;

/** Every feed-forward part. To add one: write the class, add the line. */
public final class FeedForwards {
    @FunctionalInterface
    interface Factory {
        Layer create(String name, BlockConfig config, Draws draws);
    }

    /** @param matrices that a token is multiplied with: 2, or 3 where one is a gate */
    public record Kind(int matrices, Factory factory) {
        Layer create(String name, BlockConfig config, Draws draws) {
            return factory.create(name, config, draws);
        }

        private static Kind plain(Activation function) {
            return new Kind(2, (name, c, draws) -> new Mlp(name, c, function, draws));
        }

        private static Kind gated(Gate function) {
            return new Kind(3, (name, c, draws) -> new GatedMlp(name, c, function, draws));
        }
    }

    public static final Registry<Kind> REGISTRY = new Registry<Kind>("feed_forward")
            .add("gelu", Kind.plain(Activation.GELU))
            .add("gelu_erf", Kind.plain(Activation.GELU_ERF))
            .add("relu", Kind.plain(Activation.RELU))
            .add("silu", Kind.plain(Activation.SILU))
            .add("swiglu", Kind.gated(Gate.SWIGLU))
            .add("geglu", Kind.gated(Gate.GEGLU))
            .add("geglu_erf", Kind.gated(Gate.GEGLU_ERF))
            .add("reglu", Kind.gated(Gate.REGLU));

    private FeedForwards() {
    }

    /** One layer of the configured kind, or several of which a router picks some. */
    static Layer create(String name, BlockConfig config, Draws draws) {
        return config.experts().count() == 1 ? REGISTRY.get(config.feedForward()).create(name, config, draws)
                : new Experts(name, config, draws);
    }
}
