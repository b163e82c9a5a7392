package dev.vitrine.engine.layer;

import dev.vitrine.engine.Draws;
import dev.vitrine.engine.Registry;

/** Every way in which positions of a sequence learn of each other. To add one: write the class, add the line. */
public final class Mixers {
    public static final String ATTENTION = "attention";
    public static final String MLP = "mlp";

    /** The first half of a block: the layer that mixes, and the norm that stands before or after it. */
    record Half(Layer norm, Layer mixer) {
    }

    @FunctionalInterface
    interface Factory {
        Half create(String name, BlockConfig config, Draws draws);
    }

    public static final Registry<Factory> REGISTRY = new Registry<Factory>("mixing")
            .add(ATTENTION, (name, c, draws) -> new Half(Norms.create(name + ".norm1", c), new SelfAttention(name + ".attn", c, draws)))
            .add(MLP, Mixers::mlp);

    private Mixers() {
    }

    /** A feed-forward layer over the positions of each channel, and a norm over them: MLP-Mixer (Tolstikhin et al. 2021,
     *  arXiv:2105.01601), as TRM has it (arXiv:2510.04871). */
    private static Half mlp(String name, BlockConfig config, Draws draws) {
        BlockConfig turned = config.overPositions();
        return new Half(new Transposed(Norms.create(name + ".norm1", turned), config.channels(), config.mixing().length()),
                new Transposed(FeedForwards.REGISTRY.get(turned.feedForward()).create(name + ".mix", turned, draws), config.channels(),
                        config.mixing().length()));
    }
}
