package dev.vitrine.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.engine.InputException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class StreamBatchesTest {
    private static final int[] TEXT = IntStream.range(0, 23).toArray();

    @Test
    void rowsAreWindowsAndTargetsAreOneFurtherOn() {
        StreamBatches batches = new StreamBatches(TEXT, 3, 4, 1, "train");
        int[] tokens = new int[12];
        int[] targets = new int[12];
        Set<Integer> starts = new HashSet<>();
        for (int step = 0; step < 200; step++) {
            assertThat(batches.fill(step, tokens, targets)).isEqualTo(12);
            for (int i = 0; i < 12; i++) {
                assertThat(tokens[i]).isEqualTo(tokens[i / 4 * 4] + i % 4);
                assertThat(targets[i]).isEqualTo(tokens[i] + 1);
            }
            starts.addAll(Set.of(tokens[0]));
        }
        assertThat(starts).hasSize(19);   // every place a window fits, the last included
    }

    @Test
    void aBatchDependsOnSeedStageAndStepOnly() {
        int[] one = filled(1, "train", 5);
        assertThat(filled(1, "train", 5)).isEqualTo(one);
        assertThat(filled(1, "train", 6)).isNotEqualTo(one);
        assertThat(filled(2, "train", 5)).isNotEqualTo(one);
        assertThat(filled(1, "other", 5)).isNotEqualTo(one);
    }

    private static int[] filled(long seed, String name, int step) {
        int[] tokens = new int[32];
        new StreamBatches(TEXT, 8, 4, seed, name).fill(step, tokens, new int[32]);
        return tokens;
    }

    @Test
    void evaluationScoresEveryTokenButTheFirstOnce() {
        StreamBatches batches = new StreamBatches(TEXT, 2, 4, 1, "train");
        int[] tokens = new int[8];
        int[] targets = new int[8];
        boolean[] seen = new boolean[TEXT.length];
        long scored = 0;
        for (int i = 0; i < batches.evaluationBatches(); i++) {
            scored += batches.fillEvaluation(i, tokens, targets);
            Arrays.stream(targets).filter(t -> t != Batches.IGNORED).forEach(t -> seen[t] = true);
        }
        assertThat(scored).isEqualTo(TEXT.length - 1);
        assertThat(IntStream.range(1, seen.length).allMatch(i -> seen[i])).isTrue();
        assertThat(batches.evaluationBatches()).isEqualTo(3);
    }

    @Test
    void anEpochIsAsManyTokensAsTheTextButAtLeastOneStep() {
        assertThat(new StreamBatches(TEXT, 2, 4, 1, "train").stepsPerEpoch()).isEqualTo(2);
        assertThat(new StreamBatches(TEXT, 64, 4, 1, "train").stepsPerEpoch()).isEqualTo(1);
    }

    @Test
    void theSmallestTextHasOneWindow() {
        StreamBatches batches = new StreamBatches(new int[] {3, 4, 5}, 1, 2, 1, "train");
        int[] tokens = new int[2];
        int[] targets = new int[2];
        batches.fill(9, tokens, targets);
        assertThat(tokens).containsExactly(3, 4);
        assertThat(targets).containsExactly(4, 5);
        assertThat(batches.lossFloor()).isNaN();
        assertThat(batches.notes()).isEmpty();
    }

    @Test
    void aTextShorterThanTheContextIsRefusedWithBothSizes() {
        assertThatThrownBy(() -> new StreamBatches(TEXT, 2, 23, 1, "train")).isInstanceOf(InputException.class)
                .hasMessage("the text has 23 tokens, but a context of 23 needs at least 24; give more text or a shorter context");
    }
}
