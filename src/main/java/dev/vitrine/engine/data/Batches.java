package dev.vitrine.engine.data;

import java.util.List;

/**
 * Where a training step gets its tokens from. All batches have as many rows, of one of a few lengths; what {@link #fill}
 * writes depends on the seed and the step alone, so that any step may be looked at again. For one thread at a time.
 */
public interface Batches {
    /** A target that is not scored. */
    int IGNORED = -1;

    /** B, rows of a batch. */
    int batchSize();

    /** The longest T of a batch: positions of its rows. */
    int time();

    /** Every T that a batch may have, ascending. */
    default int[] times() {
        return new int[] {time()};
    }

    /** T of the batch of a training step, one of {@link #times()}. */
    default int time(int step) {
        return time();
    }

    /** T of an evaluation batch, one of {@link #times()}. */
    default int evaluationTime(int index) {
        return time();
    }

    /** Steps until every line was seen once, or as many tokens as the text has. */
    int stepsPerEpoch();

    /** Writes the batch of a training step.
     *  @param step    0, 1, 2, ...
     *  @param tokens  (B*T) at least, of which B*T are overwritten, with T of this step
     *  @param targets (B*T) at least, likewise: the token to predict at each position, or {@link #IGNORED}
     *  @return how many targets are scored */
    long fill(int step, int[] tokens, int[] targets);

    /** How many batches show everything once, in a fixed order. */
    int evaluationBatches();

    /** As {@link #fill}, for one of the {@link #evaluationBatches()}. Rows at the end of the last one may be empty. */
    long fillEvaluation(int index, int[] tokens, int[] targets);

    /** Lowest mean loss a token, in nats, that any model could reach by memorising; NaN where it is not known. */
    double lossFloor();

    /** What a person should know about these data: lines cut, unknown tokens. One sentence each. */
    List<String> notes();
}
