package dev.vitrine.engine.data;

import java.util.List;

/**
 * Where a training step gets its tokens from. All batches have one size; what {@link #fill} writes depends on the seed and
 * the step alone, so that any step may be looked at again. For one thread at a time.
 */
public interface Batches {
    /** A target that is not scored. */
    int IGNORED = -1;

    /** B, rows of a batch. */
    int batchSize();

    /** T, positions of a row. */
    int time();

    /** Steps until every line was seen once, or as many tokens as the text has. */
    int stepsPerEpoch();

    /** Writes the batch of a training step.
     *  @param step    0, 1, 2, ...
     *  @param tokens  (B*T), overwritten
     *  @param targets (B*T), overwritten: the token to predict at each position, or {@link #IGNORED}
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
