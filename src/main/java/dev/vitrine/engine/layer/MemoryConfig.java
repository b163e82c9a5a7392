package dev.vitrine.engine.layer;

import dev.vitrine.engine.Defaulted;

/**
 * What a training step keeps of each block until its backward, and in which numbers. Immutable and checked on construction.
 *
 * @param recompute      whether a block's activations are worked again in backward from its input, with the same bits (Chen et
 *                       al. 2016, arXiv:1604.06174)
 * @param precision      name in {@link Precisions}: of the activations that are kept, of gradients between blocks, and of
 *                       the weights that passes read (Micikevicius et al. 2018, arXiv:1710.03740); sums, the optimizer and its
 *                       weights are fp32
 * @param lossScale      factor on the loss at the start where precision is fp16, a power of two
 * @param lossScaleSteps updates without an overflow after which the factor doubles
 */
@Defaulted
public record MemoryConfig(boolean recompute, String precision, double lossScale, int lossScaleSteps) {
    /** All activations in fp32. */
    public static final MemoryConfig DEFAULT = new MemoryConfig(false, "fp32", 65536, 2000);

    /** Of each block its output alone: for who reads a text once, and looks at a block before the next one works. */
    public static final MemoryConfig LEAST = new MemoryConfig(true, "fp32", 65536, 2000);

    public MemoryConfig {
        Precisions.REGISTRY.get(precision);
        if (!(lossScale >= 1 && lossScale <= 0x1p24) || Math.scalb(1.0, Math.getExponent(lossScale)) != lossScale) {
            throw new IllegalArgumentException("loss_scale must be a power of two from 1 to 16777216, got " + lossScale
                    + ": 65536 is usual");
        }
        if (lossScaleSteps < 1) {
            throw new IllegalArgumentException("loss_scale_steps must be at least 1, got " + lossScaleSteps + ": 2000 is usual");
        }
    }
}
