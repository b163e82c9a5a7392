package dev.vitrine.engine.layer;

/**
 * What every block of a model shares. Immutable and checked on construction.
 *
 * @param channels     C, width of the residual stream
 * @param heads        NH; each head works on C / NH channels
 * @param hidden       width inside the feed-forward part
 * @param feedForward  name in {@link FeedForwards}
 * @param norm         name in {@link Norms}
 * @param normEps      added to the mean square before its root
 * @param order        name in {@link Blocks}: where the norms stand
 * @param position     name in {@link Positions}
 * @param ropeTheta    base of the rotary frequencies
 * @param bias         whether linear layers and LayerNorm have a bias; attention may differ
 * @param residualScale factor on the initial standard deviation of the layers that write to the residual stream
 * @param attention    what may differ in attention
 * @param experts      of the feed-forward part
 * @param dropout      what is left out in training
 * @param mixing       how positions learn of each other
 * @param initialization what weight matrices begin with
 */
public record BlockConfig(int channels, int heads, int hidden, String feedForward, String norm, double normEps, String order,
                          String position, double ropeTheta, boolean bias, double residualScale, AttentionConfig attention,
                          ExpertsConfig experts, DropoutConfig dropout, MixingConfig mixing,
                          Initialization initialization) {
    public BlockConfig {
        atLeastOne("channels", channels);
        atLeastOne("heads", heads);
        atLeastOne("hidden", hidden);
        if (attention.headSize() == 0 && channels % heads != 0) {
            throw new IllegalArgumentException("channels (" + channels + ") must be a multiple of heads (" + heads
                    + "): try " + Math.max(1, channels / heads) * heads + " or " + (channels / heads + 1) * heads);
        }
        FeedForwards.REGISTRY.get(feedForward);
        Norms.REGISTRY.get(norm);
        Blocks.REGISTRY.get(order);
        if (attention.kvHeads() > 0 && heads % attention.kvHeads() != 0) {
            throw new IllegalArgumentException("attention.kv_heads (" + attention.kvHeads() + ") must divide heads (" + heads
                    + ")");
        }
        int hs = attention.headSize() > 0 ? attention.headSize() : channels / heads;
        boolean rotary = Positions.REGISTRY.get(position).rotary();
        if (rotary && hs % 2 != 0) {
            throw new IllegalArgumentException("position '" + position + "' turns pairs of channels, so channels / heads must be"
                    + " even, got " + channels + " / " + heads + " = " + hs + ": choose other heads");
        }
        if (!(normEps > 0) || normEps > 0.1) {
            throw new IllegalArgumentException("norm_eps must be above 0 and at most 0.1, got " + normEps);
        }
        if (!(ropeTheta > 1)) {
            throw new IllegalArgumentException("rope_theta must be above 1, got " + ropeTheta + ": 10000 is usual");
        }
    }

    private static void atLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, got " + value);
        }
    }

    /** For layers that work over the positions of each channel. */
    BlockConfig overPositions() {
        return new BlockConfig(mixing.length(), 1, mixing.hidden(), feedForward, norm, normEps, order, "none", ropeTheta, bias,
                residualScale, AttentionConfig.DEFAULT, ExpertsConfig.DEFAULT, dropout, mixing, initialization);
    }

    /** hs, usually C / NH. */
    public int headSize() {
        return attention.headSize() > 0 ? attention.headSize() : channels / heads;
    }

    /** Heads of keys and values. */
    public int kvHeads() {
        return attention.kvHeads() > 0 ? attention.kvHeads() : heads;
    }
}
