package dev.vitrine.engine.layer;

import dev.vitrine.engine.Registry;
import dev.vitrine.engine.kernel.Half;
import org.jspecify.annotations.Nullable;

/** Every format in which numbers are kept. To add one: write its conversions, add the line. */
public final class Precisions {
    /**
     * @param half   the format; null for the floats that everything is worked in
     * @param scaled whether small gradients would vanish in it unless the loss is scaled
     */
    public record Precision(@Nullable Half half, boolean scaled) {
    }

    public static final Registry<Precision> REGISTRY = new Registry<Precision>("precision")
            .add("fp32", new Precision(null, false))
            .add("bf16", new Precision(Half.BF16, false))
            .add("fp16", new Precision(Half.FP16, true));

    private Precisions() {
    }
}
