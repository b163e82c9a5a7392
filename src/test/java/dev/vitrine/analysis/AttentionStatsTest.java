package dev.vitrine.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class AttentionStatsTest {
    private static final int TIME = 9;
    private static final Offset<Double> ROUNDING = within(1e-12);
    private final int[] tokens = {1, 5, 3, 5, 2, 3, 3, 8, 5};
    private final float[] pattern = causal(new Random(7));

    @Test
    void entropyIsTheMeanOverQueriesThatHaveAChoice() {
        assertThat(AttentionStats.entropy(pattern, TIME)).isCloseTo(mean(q -> {
            double h = 0;
            for (int k = 0; k <= q; k++) {
                h -= p(q, k) * Math.log(p(q, k));
            }
            return h;
        }), ROUNDING);
    }

    @Test
    void previousAndFirstTokenScoresAreMeansOfCells() {
        assertThat(AttentionStats.previousToken(pattern, TIME)).isCloseTo(mean(q -> p(q, q - 1)), ROUNDING);
        assertThat(AttentionStats.firstToken(pattern, TIME)).isCloseTo(mean(q -> p(q, 0)), ROUNDING);
    }

    @Test
    void inductionLooksAtWhatFollowedTheSameToken() {
        List<Double> scores = new ArrayList<>();
        for (int q = 0; q < TIME; q++) {
            double score = 0;
            boolean seen = false;
            for (int k = 1; k <= q; k++) {
                if (tokens[k - 1] == tokens[q]) {
                    seen = true;
                    score += p(q, k);
                }
            }
            if (seen) {
                scores.add(score);
            }
        }

        assertThat(AttentionStats.induction(pattern, tokens))
                .isCloseTo(scores.stream().mapToDouble(s -> s).average().orElseThrow(), ROUNDING);
    }

    @Test
    void rowsAddUpToOne() {
        for (int q = 0; q < TIME; q++) {
            assertThat(AttentionStats.rowSum(pattern, TIME, q)).isCloseTo(1, within(1e-6));
        }
        assertThat(AttentionStats.rowSumError(pattern, TIME)).isLessThan(1e-6);
    }

    @Test
    void aHeadThatLooksAtItsPredecessorOnlyHasScoreOneAndNoEntropy() {
        float[] shift = new float[16];
        shift[0] = shift[4] = shift[9] = shift[14] = 1;

        assertThat(AttentionStats.previousToken(shift, 4)).isEqualTo(1);
        assertThat(AttentionStats.entropy(shift, 4)).isZero();
        assertThat(AttentionStats.firstToken(shift, 4)).isEqualTo(1.0 / 3);
    }

    @Test
    void oneTokenHasNoStatistics() {
        assertThat(AttentionStats.entropy(new float[] {1}, 1)).isNaN();
        assertThat(AttentionStats.previousToken(new float[] {1}, 1)).isNaN();
        assertThat(AttentionStats.induction(new float[] {1}, new int[] {3})).isNaN();
    }

    private double mean(IntToDoubleFunction ofQuery) {
        double sum = 0;
        for (int q = 1; q < TIME; q++) {
            sum += ofQuery.applyAsDouble(q);
        }
        return sum / (TIME - 1);
    }

    private double p(int query, int key) {
        return pattern[query * TIME + key];
    }

    private static float[] causal(Random random) {
        float[] all = new float[TIME * TIME];
        for (int q = 0; q < TIME; q++) {
            double sum = 0;
            double[] row = new double[q + 1];
            for (int k = 0; k <= q; k++) {
                row[k] = Math.exp(random.nextGaussian());
                sum += row[k];
            }
            for (int k = 0; k <= q; k++) {
                all[q * TIME + k] = (float) (row[k] / sum);
            }
        }
        return all;
    }

    @Test
    void evennessIsOneForAnEvenLookAndZeroForOneKey() {
        assertThat(AttentionStats.evenness(new float[] {0.5f, 0.5f, 1, 0}, 2, 0)).isCloseTo(1, within(1e-12));
        assertThat(AttentionStats.evenness(new float[] {0.5f, 0.5f, 1, 0}, 2, 1)).isZero();
    }
}
