package dev.vitrine.engine.layer;

import dev.vitrine.engine.Draws;
import dev.vitrine.engine.Registry;

/** Every order of the parts of a block. To add one: write the class, add the line. */
public final class Blocks {
    /** Puts the four parts of a block together. */
    @FunctionalInterface
    interface Composer {
        Layer compose(Layer norm1, Layer attn, Layer norm2, Layer mlp, int channels);
    }

    /**
     * @param finalNorm whether a stack of such blocks ends with a norm of its own
     */
    public record Order(Composer composer, boolean finalNorm) {
    }

    public static final Registry<Order> REGISTRY = new Registry<Order>("norm_order")
            .add("pre", new Order(PreNormBlock::new, true))
            .add("post", new Order(PostNormBlock::new, false))
            .add("parallel", new Order(ParallelBlock::new, true));

    private Blocks() {
    }

    public static Layer create(String name, BlockConfig config, Draws draws) {
        Mixers.Half first = Mixers.REGISTRY.get(config.mixing().kind()).create(name, config, draws);
        return REGISTRY.get(config.order()).composer().compose(
                first.norm(),
                Dropped.of(first.mixer(), config),
                Norms.create(name + ".norm2", config),
                Dropped.of(FeedForwards.create(name + ".mlp", config, draws), config),
                config.channels());
    }
}
