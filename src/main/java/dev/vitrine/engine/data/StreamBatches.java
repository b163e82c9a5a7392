package dev.vitrine.engine.data;

import dev.vitrine.engine.Draws;
import dev.vitrine.engine.Draws.Purpose;
import dev.vitrine.engine.InputException;
import java.util.Arrays;
import java.util.List;

/** One long text: each row of a training batch is a window of T tokens from a random place, its targets one further on. */
public final class StreamBatches implements Batches {
    private final int[] text;
    private final int batchSize;
    private final int time;
    private final Draws draws;
    private final long site;

    /** @param tokens not modified, kept by reference
     *  @param name   of the training stage: stages of one run see different places */
    public StreamBatches(int[] tokens, int batchSize, int contextLength, long seed, String name) {
        Sizes.check(batchSize, contextLength);
        Sizes.checkBatch(batchSize, contextLength);
        if (tokens.length <= contextLength) {
            throw new InputException("the text has " + tokens.length + " tokens, but a context of " + contextLength
                    + " needs at least " + (contextLength + 1L) + "; give more text or a shorter context");
        }
        this.text = tokens;
        this.batchSize = batchSize;
        this.time = contextLength;
        this.draws = new Draws(seed);
        this.site = Draws.site(name);
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
        return Math.max(1, text.length / (batchSize * time));
    }

    @Override
    public long fill(int step, int[] tokens, int[] targets) {
        for (int row = 0; row < batchSize; row++) {
            int from = draws.below(text.length - time, Purpose.DATA_ORDER, site, step, row);
            System.arraycopy(text, from, tokens, row * time, time);
            System.arraycopy(text, from + 1, targets, row * time, time);
        }
        return (long) batchSize * time;
    }

    @Override
    public int evaluationBatches() {
        return Math.ceilDiv(windows(), batchSize);
    }

    /** Windows side by side from the start; what is left over makes a shorter last one. */
    @Override
    public long fillEvaluation(int index, int[] tokens, int[] targets) {
        Arrays.fill(tokens, 0, batchSize * time, 0);
        Arrays.fill(targets, 0, batchSize * time, IGNORED);
        long scored = 0;
        for (int row = 0; row < batchSize && index * batchSize + row < windows(); row++) {
            int from = (index * batchSize + row) * time;
            int count = Math.min(time, text.length - 1 - from);
            System.arraycopy(text, from, tokens, row * time, count);
            System.arraycopy(text, from + 1, targets, row * time, count);
            scored += count;
        }
        return scored;
    }

    /** NaN: windows overlap and begin anywhere. */
    @Override
    public double lossFloor() {
        return Double.NaN;
    }

    @Override
    public List<String> notes() {
        return List.of();
    }

    private int windows() {
        return Math.ceilDiv(text.length - 1, time);
    }
}
