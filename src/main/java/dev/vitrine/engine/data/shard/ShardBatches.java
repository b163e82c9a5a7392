package dev.vitrine.engine.data.shard;

import dev.vitrine.engine.Draws;
import dev.vitrine.engine.InputException;
import dev.vitrine.engine.data.Batches;
import java.util.Arrays;
import java.util.List;

/**
 * Token shards cut into windows of T tokens side by side, targets one further on. An epoch shows every window once, in an
 * order of its own ({@link BlockOrder}); nothing is kept of it, so that any step of a text of any size may be looked at again.
 */
public final class ShardBatches implements Batches {
    /** A loss is measured on at most as many batches, evenly over the whole. */
    private static final int MOST_MEASURED = 256;

    private final TokenShards shards;
    private final long begin;        // of this part, in tokens
    private final long windows;      // whole ones; what is left over at the end is not trained on
    private final int batchSize;
    private final int time;
    private final BlockOrder order;
    private final int[] window;

    private ShardBatches(TokenShards shards, long begin, long end, int batchSize, int time, long seed, String name) {
        this.shards = shards;
        this.begin = begin;
        this.batchSize = batchSize;
        this.time = time;
        windows = (end - begin - 1) / time;
        if (windows < 1) {
            throw new InputException("a part of " + (end - begin) + " tokens of the shards is too short for a context of " + time
                    + " tokens; give more text, another validation_fraction or a shorter context");
        }
        if ((windows + batchSize - 1) / batchSize > Integer.MAX_VALUE) {
            throw new InputException("an epoch of " + windows + " windows has more steps than can be counted; make batch_size larger");
        }
        order = new BlockOrder(new Draws(seed), Draws.site(name), windows);
        window = new int[time + 1];
    }

    /** All but the held-out end.
     *  @param fraction that is held out
     *  @param name     of the training stage: stages of one run see different orders */
    public static ShardBatches training(TokenShards shards, double fraction, int batchSize, int contextLength, long seed, String name) {
        return new ShardBatches(shards, 0, cut(shards, fraction), batchSize, contextLength, seed, name);
    }

    /** The held-out end. */
    public static ShardBatches validation(TokenShards shards, double fraction, int batchSize, int contextLength, long seed, String name) {
        return new ShardBatches(shards, cut(shards, fraction), shards.size(), batchSize, contextLength, seed, name);
    }

    private static long cut(TokenShards shards, double fraction) {
        return shards.size() - Math.round(shards.size() * fraction);
    }

    @Override
    public int batchSize() {
        return batchSize;
    }

    @Override
    public int time() {
        return time;
    }

    @Override
    public int stepsPerEpoch() {
        return (int) ((windows + batchSize - 1) / batchSize);
    }

    /** Row r of step s is window s B + r of the epochs in a row, so that an epoch ends within a batch. */
    @Override
    public long fill(int step, int[] tokens, int[] targets) {
        for (int row = 0; row < batchSize; row++) {
            long i = (long) step * batchSize + row;
            copy(order.at(i / windows, i % windows), row, tokens, targets);
        }
        return (long) batchSize * time;
    }

    @Override
    public int evaluationBatches() {
        return Math.min(MOST_MEASURED, stepsPerEpoch());
    }

    @Override
    public long fillEvaluation(int index, int[] tokens, int[] targets) {
        Arrays.fill(tokens, 0, batchSize * time, 0);
        Arrays.fill(targets, 0, batchSize * time, IGNORED);
        long first = (long) index * stepsPerEpoch() / evaluationBatches() * batchSize;
        int rows = (int) Math.min(batchSize, windows - first);
        for (int row = 0; row < rows; row++) {
            copy(first + row, row, tokens, targets);
        }
        return (long) rows * time;
    }

    private void copy(long index, int row, int[] tokens, int[] targets) {
        shards.copy(begin + index * time, time + 1, window, 0);
        System.arraycopy(window, 0, tokens, row * time, time);
        System.arraycopy(window, 1, targets, row * time, time);
    }

    /** NaN: nobody counts what repeats in a text of any size. */
    @Override
    public double lossFloor() {
        return Double.NaN;
    }

    @Override
    public List<String> notes() {
        return stepsPerEpoch() <= MOST_MEASURED ? List.of() : List.of("a loss over these shards is measured on " + MOST_MEASURED
                + " batches of " + stepsPerEpoch() + ", evenly over the whole");
    }
}
