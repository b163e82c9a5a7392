package dev.vitrine.engine.layer;

import dev.vitrine.engine.Registry;

/** Every normalisation. To add one: write the class, add the line. */
public final class Norms {
    /** Makes the norm of the given name for a block. */
    @FunctionalInterface
    public interface Factory {
        Layer create(String name, BlockConfig config);
    }

    public static final Registry<Factory> REGISTRY = new Registry<Factory>("norm")
            .add("rms_norm", (name, c) -> new RmsNorm(name, c.channels(), c.normEps()))
            .add("rms_norm_no_gain", (name, c) -> RmsNorm.withoutGain(c.channels(), c.normEps()))
            .add("layer_norm", (name, c) -> new LayerNorm(name, c.channels(), c.normEps(), c.bias()))
            .add("dyt", (name, c) -> new DynamicTanh(name, c.channels(), c.bias()));

    private Norms() {
    }

    public static Layer create(String name, BlockConfig config) {
        return REGISTRY.get(config.norm()).create(name, config);
    }
}
