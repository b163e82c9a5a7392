package dev.vitrine.engine.model;

import dev.vitrine.engine.Draws;
import dev.vitrine.engine.layer.BlockStack;
import dev.vitrine.engine.layer.Layer;
import java.util.List;

/**
 * A Tiny Recursive Model: one net f, of two blocks in the paper, renews both the answer y = z_H and what is noted down on the
 * way to it, z = z_L; that E is added tells f which of them it works on:
 * <pre>
 * repeat N times:  { repeat T times: z_L = f(z_L + z_H + E) ;  z_H = f(z_H + z_L) }
 * logits = head(z_H)
 * </pre>
 * with gradients through the whole last cycle. Jolicoeur-Martineau 2025, arXiv:2510.04871.
 */
public final class Trm extends Recurrent {
    public Trm(ModelConfig config, Draws draws) {
        this(config, new BlockStack("net", config.layers(), config.block(), draws), draws);
    }

    private Trm(ModelConfig config, Layer net, Draws draws) {
        super(config, List.of(new Level("L", "z_L", net, config.layers(), start("L_init", config, draws), true),
                new Level("H", "z_H", net, config.layers(), start("H_init", config, draws), false)), cycles(config), draws);
    }
}
