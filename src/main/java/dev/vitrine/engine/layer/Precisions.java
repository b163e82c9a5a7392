package dev.vitrine.engine.layer;

import dev.vitrine.engine.Registry;

/** Every format of the numbers that are kept. To add one: write its conversions, add the line. */
public final class Precisions {
    /** @param bytes   of a number
     *  @param scaled  whether small gradients would vanish unless the loss is scaled */
    public record Format(int bytes, boolean scaled) {
    }

    public static final Registry<Format> REGISTRY = new Registry<Format>("precision")
            .add("fp32", new Format(4, false))
            .add("bf16", new Format(2, false))
            .add("fp16", new Format(2, true));

    private Precisions() {
    }
}
