package dev.vitrine.analysis;

import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.model.Gpt;
import dev.vitrine.engine.tensor.Weights;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.ejml.data.FMatrixRMaj;

/**
 * The logit lens: what a Transformer would say if it stopped after a block, softmax(head(final_norm(resid_post))) for every block
 * and position. nostalgebraist 2020, "interpreting GPT: the logit lens"; with the final norm. Before the first block it reads the
 * embeddings; after the last one it is the model's output, bit for bit.
 *
 * @param from    first position that is read
 * @param rows    blocks + 1 of one reading a position from {@code from} on
 */
public record LogitLens(int[] tokens, int from, List<List<Reading>> rows) {
    /** Tokens that are named of each reading. */
    public static final int TOP = 10;

    /**
     * One position after one block.
     *
     * @param top      ids of the most probable tokens, the most probable first, the lowest id first among equals
     * @param p        their probabilities
     * @param entropy  -sum p ln p over the vocabulary, nats
     * @param answer   id that is most probable at this position after the last block
     * @param rank     of the answer, 0 for the most probable
     * @param pAnswer  its probability
     */
    public record Reading(int[] top, float[] p, double entropy, int answer, int rank, float pAnswer) {
        static Reading of(float[] p, int answer) {
            int[] top = Ranked.top(p, TOP);
            float[] best = new float[top.length];
            double entropy = 0;
            for (int i = 0; i < top.length; i++) {
                best[i] = p[top[i]];
            }
            for (float one : p) {
                entropy -= one > 0 ? one * Math.log(one) : 0;
            }
            return new Reading(top, best, entropy, answer, Ranked.rank(p, answer), p[answer]);
        }
    }

    /**
     * @param tokens    of which the model reads all; not modified
     * @param from      first position that is unembedded
     * @param count     positions that are unembedded
     * @param cancelled looked at between blocks
     * @return null where it was cancelled
     */
    public static LogitLens of(Gpt model, Weights weights, Kernels kernels, int[] tokens, int from, int count, BooleanSupplier cancelled) {
        ResidualStream stream = ResidualStream.of(model, weights, kernels, tokens);
        int channels = model.config().channels();
        int vocabulary = model.config().vocabularySize();
        UnaryOperator<FMatrixRMaj> unembedding = model.newUnembedding(ResidualStream.reading(count, weights, kernels));
        FMatrixRMaj window = new FMatrixRMaj(count, channels);
        float[] p = new float[vocabulary];
        int[] answers = new int[count];
        List<List<Reading>> rows = new ArrayList<>();
        for (FMatrixRMaj state : stream.states().reversed()) {       // the last one knows the answers
            if (cancelled.getAsBoolean()) {
                return null;
            }
            System.arraycopy(state.data, from * channels, window.data, 0, count * channels);
            float[] logits = unembedding.apply(window).data;
            List<Reading> row = new ArrayList<>();
            for (int t = 0; t < count; t++) {
                kernels.softmax(vocabulary, logits, t * vocabulary, p, 0, 1f);
                if (rows.isEmpty()) {
                    answers[t] = Ranked.top(p, 1)[0];
                }
                row.add(Reading.of(p, answers[t]));
            }
            rows.add(row);
        }
        Collections.reverse(rows);
        return new LogitLens(stream.tokens(), from, List.copyOf(rows));
    }

    /** First block from which on the answer of a position stays the most probable token: 0 for the embeddings, and so on.
     *  @param column counted from {@link #from} */
    public int settledAfter(int column) {
        int first = rows.size() - 1;
        while (first > 0 && rows.get(first - 1).get(column).rank() == 0) {
            first--;
        }
        return first;
    }
}
