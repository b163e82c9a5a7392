package dev.vitrine.engine.model;

import dev.vitrine.engine.Draws;
import dev.vitrine.engine.layer.BlockConfig;
import dev.vitrine.engine.layer.FeedForwards;
import dev.vitrine.engine.layer.Mixers;

/**
 * Floating-point operations of a model's matrix products, a multiplication and an addition counting as two: of a block with
 * multi-head attention and a gated feed-forward layer 2 (4 C^2 + 3 C H) + 4 T C a token. Backward costs two times forward, and
 * what carries no gradient has none. Attention is counted whole, also where half of it is masked.
 *
 * @param block    of one token in one block, forward, with its share of the positions before a puzzle's cells
 * @param head     of one token in the head, forward
 * @param forward  blocks that a token passes, in one segment where the model reasons
 * @param backward blocks that its gradient passes
 */
public record Flops(double block, double head, int forward, int backward) {
    /** @param time positions of a sequence */
    public static Flops of(ModelConfig config, int time) {
        double head = 2.0 * config.channels() * config.vocabularySize();
        Model model = Models.create(config, new Draws(0));
        int forward = model.depth();
        int backward = forward;
        if (model instanceof Recurrent recurrent) {
            for (Call call : recurrent.calls()) {
                backward -= call.differentiated() ? 0 : recurrent.levels().get(call.level()).blocks();
            }
        }
        int positions = config.prefix() + time;
        double block = mixing(config.block(), positions) + feedForward(config.block());
        return new Flops(block * positions / time, head, forward, backward);
    }

    private static double mixing(BlockConfig c, int time) {
        if (c.mixing().kind().equals(Mixers.MLP)) {
            return 2.0 * matrices(c) * c.mixing().hidden() * c.channels();
        }
        double queries = c.heads() * c.headSize();
        double keysAndValues = 2.0 * c.kvHeads() * c.headSize();
        int seen = c.attention().window() > 0 ? Math.min(time, c.attention().window()) : time;
        return 2 * c.channels() * (2 * queries + keysAndValues) + 4 * seen * queries;
    }

    private static double feedForward(BlockConfig c) {
        double one = 2.0 * matrices(c) * c.channels() * c.hidden();
        return c.experts().count() == 1 ? one : one * c.experts().active() + 2.0 * c.channels() * c.experts().count();
    }

    private static int matrices(BlockConfig c) {
        return FeedForwards.REGISTRY.get(c.feedForward()).matrices();
    }

    /** Of a step that trains on so many tokens.
     *  @param looksAhead whether the next segment is worked, too, forward, to learn q_continue */
    public double training(long tokens, boolean looksAhead) {
        return tokens * (block * (forward + 2 * backward) + 3 * head + (looksAhead ? block * forward + head : 0));
    }

    /** Of so many tokens read without learning, in one segment. */
    public double reading(long tokens) {
        return tokens * (block * forward + head);
    }
}
