package dev.vitrine.engine.model;

import dev.vitrine.engine.Draws;
import dev.vitrine.engine.layer.BlockStack;
import java.util.List;

/**
 * A Hierarchical Reasoning Model: two stacks of blocks used over and over. With E = sqrt(C) wte[token],
 * <pre>
 * repeat N times:  { repeat T times: z_L = f_L(z_L + z_H + E) ;  z_H = f_H(z_H + z_L) }
 * logits = head(z_H)
 * </pre>
 * in the order of the reference's code (sapientinc/HRM; arXiv:2506.21734). Both states start from one fixed random
 * vector each, at every position. {@link HrmGradient} says which calls are differentiated.
 */
public final class Hrm extends Recurrent {
    public Hrm(ModelConfig config, Draws draws) {
        super(config, List.of(
                new Level("L", "z_L", new BlockStack("L", config.lLayers(), config.block(), draws), config.lLayers(),
                        start("L_init", config, draws), true),
                new Level("H", "z_H", new BlockStack("H", config.hLayers(), config.block(), draws), config.hLayers(),
                        start("H_init", config, draws), false)),
                cycles(config), draws);
    }
}
