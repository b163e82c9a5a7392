package dev.vitrine.engine.model;

import dev.vitrine.engine.Draws;
import dev.vitrine.engine.layer.BlockStack;
import java.util.List;

/**
 * A looped Transformer: z = f(z + E) once a segment, with all blocks in f; logits = head(z). Dehghani et al. 2018,
 * arXiv:1807.03819. Beside HRM it shows what the loop alone does, without levels.
 */
public final class Looped extends Recurrent {
    public Looped(ModelConfig config, Draws draws) {
        super(config, List.of(new Level("loop", "z", new BlockStack("net", config.layers(), config.block(), draws),
                config.layers(), start("init", config, draws), true)), List.of(new Call(0, "0", true)), draws);
    }
}
