package dev.vitrine.engine.layer;

import dev.vitrine.engine.Defaulted;

/**
 * What may differ in attention. Immutable and checked on construction; {@link BlockConfig} checks what depends on the sizes.
 *
 * @param headSize     hs, channels of a head; 0 for C / NH
 * @param kvHeads      heads of keys and values, each shared by NH / kvHeads query heads: NH for multi-head, fewer for
 *                     grouped-query (Ainslie et al. 2023, arXiv:2305.13245), 1 for multi-query; 0 for NH
 * @param window       how many of the last positions a query sees, itself included; 0 for all of them
 * @param causal       whether a position sees only itself and what is before it; otherwise all, or those less than
 *                     {@code window} away
 * @param qkNorm       whether each head's queries and keys pass through an RMSNorm before they are turned
 *                     (Henry et al. 2020, arXiv:2010.04245)
 * @param ropeFraction share of a head's channels that rotary positions turn, from the first on
 * @param otherBias    whether its linear layers have a bias where those of the feed-forward part have none, and none where
 *                     those have one
 * @param ropeScaling  of the rotary frequencies
 */
@Defaulted
public record AttentionConfig(int headSize, int kvHeads, int window, boolean causal, boolean qkNorm, double ropeFraction,
                              boolean otherBias, RopeScaling ropeScaling) {
    /** Multi-head, causal, over all positions. */
    public static final AttentionConfig DEFAULT = new AttentionConfig(0, 0, 0, true, false, 1);

    public AttentionConfig {
        notNegative("head_size", headSize);
        notNegative("kv_heads", kvHeads);
        notNegative("window", window);
        if (!(ropeFraction > 0 && ropeFraction <= 1)) {
            throw new IllegalArgumentException("rope_fraction must be above 0 and at most 1, got " + ropeFraction);
        }
    }

    /** With a bias where the other linear layers have one, and frequencies as they are. */
    public AttentionConfig(int headSize, int kvHeads, int window, boolean causal, boolean qkNorm, double ropeFraction) {
        this(headSize, kvHeads, window, causal, qkNorm, ropeFraction, false, RopeScaling.DEFAULT);
    }

    private static void notNegative(String name, int value) {
        if (value < 0) {
            throw new IllegalArgumentException(name + " must not be negative, got " + value + ": 0 stands for the usual");
        }
    }
}
