package dev.vitrine.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.engine.InputException;
import dev.vitrine.engine.text.CharTokenizer;
import dev.vitrine.engine.text.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class LineBatchesTest {
    private static final List<String> TEXTS = List.of("abc", "de", "f", "gh", "ijkl");
    private static final Tokenizer TOKENIZER = CharTokenizer.train(TEXTS);

    private static LineBatches batches(List<String> texts, int batchSize, int context, long seed, String name) {
        return new LineBatches(texts.stream().map(TOKENIZER::encode).toList(), TOKENIZER, batchSize, context, seed, name);
    }

    private static LineBatches batches(int batchSize, int context) {
        return batches(TEXTS, batchSize, context, 7, "train");
    }

    /** The scored targets of each row that has any, as text. */
    private static List<String> rows(Batches batches, int time, int[] targets) {
        List<String> rows = new ArrayList<>();
        for (int row = 0; row < batches.batchSize(); row++) {
            int[] scored = Arrays.stream(targets, row * time, (row + 1) * time)
                    .filter(t -> t != Batches.IGNORED).toArray();
            if (scored.length > 0) {
                rows.add(TOKENIZER.decode(scored));
            }
        }
        return rows;
    }

    private static List<String> epoch(LineBatches batches, int epoch) {
        List<String> seen = new ArrayList<>();
        int[] tokens = new int[batches.batchSize() * batches.time()];
        int[] targets = tokens.clone();
        int first = epoch * batches.stepsPerEpoch();
        for (int step = first; step < first + batches.stepsPerEpoch(); step++) {
            batches.fill(step, tokens, targets);
            seen.addAll(rows(batches, batches.time(step), targets));
        }
        return seen;
    }

    @Test
    void aRowIsTheLineBetweenItsEndsAndPadding() {
        LineBatches batches = batches(List.of("d", "abc"), 2, 80, 7, "train");
        int[] tokens = new int[8];
        int[] targets = new int[8];
        assertThat(batches.fillEvaluation(0, tokens, targets)).isEqualTo(4 + 2);
        int end = TOKENIZER.endId();
        int[] abc = TOKENIZER.encode("abc");
        int d = TOKENIZER.encode("d")[0];
        assertThat(tokens).containsExactly(end, d, end, end, end, abc[0], abc[1], abc[2]);
        assertThat(targets).containsExactly(d, end, -1, -1, abc[0], abc[1], abc[2], end);
    }

    @Test
    void timeIsTheLongestLineAndItsEndButNotMoreThanTheContext() {
        assertThat(batches(2, 80).time()).isEqualTo(5);
        assertThat(batches(2, 5).time()).isEqualTo(5);
        assertThat(batches(2, 3).time()).isEqualTo(3);
    }

    @Test
    void everyEpochVisitsEveryLineOnceInAnOrderOfItsOwn() {
        LineBatches batches = batches(2, 80);
        assertThat(batches.stepsPerEpoch()).isEqualTo(3);
        List<List<String>> orders = IntStream.range(0, 10).mapToObj(e -> epoch(batches, e)).toList();
        assertThat(orders).allSatisfy(order -> assertThat(order).containsExactlyInAnyOrderElementsOf(TEXTS));
        assertThat(orders.stream().distinct().count()).isGreaterThan(5);
    }

    @Test
    void aBatchDependsOnSeedStageAndStepOnly() {
        int[] tokens = new int[10];
        int[] targets = new int[10];
        int[] again = new int[10];
        LineBatches walked = batches(2, 80);
        for (int step : new int[] {17, 0, 4, 17, 3}) {
            long scored = walked.fill(step, tokens, targets);
            assertThat(batches(2, 80).fill(step, again, targets)).isEqualTo(scored);
            assertThat(again).isEqualTo(tokens);
        }
        assertThat(epoch(batches(TEXTS, 1, 80, 8, "train"), 0)).isNotEqualTo(epoch(batches(1, 80), 0));
        assertThat(epoch(batches(TEXTS, 1, 80, 7, "chat"), 0)).isNotEqualTo(epoch(batches(1, 80), 0));
    }

    @Test
    void theBatchOfTheLongestLinesMayHaveEmptyRows() {
        LineBatches batches = batches(4, 80);
        int[] tokens = new int[20];
        int[] targets = new int[20];
        int step = batches.time(0) == 5 ? 0 : 1;
        assertThat(batches.time(1 - step)).as("of the four shorter lines").isEqualTo(4);
        assertThat(batches.fill(step, tokens, targets)).isEqualTo(5);
        assertThat(rows(batches, 5, targets)).containsExactly("ijkl");
        assertThat(Arrays.copyOfRange(tokens, 5, 20)).containsOnly(TOKENIZER.endId());
        assertThat(Arrays.copyOfRange(targets, 5, 20)).containsOnly(Batches.IGNORED);
    }

    @Test
    void aBatchIsNoLongerThanAQuartileOfTheLinesNeeds() {
        List<String> lines = IntStream.rangeClosed(1, 40).mapToObj(n -> "ab".repeat(20).substring(0, n)).toList();
        LineBatches batches = batches(lines, 5, 80, 3, "train");
        assertThat(batches.times()).containsExactly(11, 21, 31, 41);
        assertThat(IntStream.range(40, 48).map(batches::time).sorted()).as("an epoch").containsExactly(11, 11, 21, 21, 31, 31, 41, 41);
        assertThat(IntStream.range(40, 48).map(batches::time).boxed().toList()).as("in an order of its own")
                .isNotEqualTo(IntStream.range(40, 48).map(batches::time).sorted().boxed().toList());
        int[] tokens = new int[5 * 41];
        int[] targets = tokens.clone();
        for (int step = 0; step < 24; step++) {
            batches.fill(step, tokens, targets);
            int time = batches.time(step);
            assertThat(rows(batches, time, targets)).hasSize(5).allMatch(row -> row.length() < time && row.length() + 10 >= time);
        }
        assertThat(batches(List.of("abc", "bca", "cab"), 1, 80, 3, "train").times()).as("lines of one length").containsExactly(4);
    }

    @Test
    void evaluationCoversEveryLineTheShortFirst() {
        LineBatches batches = batches(2, 80);
        int[] tokens = new int[10];
        int[] targets = new int[10];
        List<String> seen = new ArrayList<>();
        long scored = 0;
        for (int i = 0; i < batches.evaluationBatches(); i++) {
            scored += batches.fillEvaluation(i, tokens, targets);
            seen.addAll(rows(batches, batches.evaluationTime(i), targets));
        }
        assertThat(seen).containsExactly("de", "f", "gh", "abc", "ijkl");
        assertThat(scored).isEqualTo(12 + 5);
    }

    @Test
    void longLinesAreCutAndCounted() {
        LineBatches batches = batches(5, 3);
        int[] tokens = new int[15];
        int[] targets = new int[15];
        assertThat(batches.fillEvaluation(0, tokens, targets)).isEqualTo(3 + 3 + 2 + 3 + 3);
        assertThat(new TreeSet<>(rows(batches, 3, targets))).containsExactly("abc", "de", "f", "gh", "ijk");
        assertThat(batches.notes()).containsExactly("2 of 5 lines are longer than the context of 3 tokens and were cut");
        assertThat(batches(5, 4).notes()).containsExactly("1 of 5 lines is longer than the context of 4 tokens and was cut");
        assertThat(batches(5, 5).notes()).isEmpty();
    }

    @Test
    void theFirstTokensOfALineMayBeLeftOutOfTheLoss() {
        List<int[]> lines = Stream.of("d", "abc").map(TOKENIZER::encode).toList();
        LineBatches batches = new LineBatches(lines, new int[] {0, 2}, TOKENIZER, 2, 80, 7, "train");
        int[] tokens = new int[8];
        int[] targets = new int[8];
        assertThat(batches.fillEvaluation(0, tokens, targets)).isEqualTo(2 + 2);
        int end = TOKENIZER.endId();
        int[] abc = TOKENIZER.encode("abc");
        assertThat(tokens).endsWith(end, abc[0], abc[1], abc[2]);
        assertThat(targets).containsExactly(TOKENIZER.encode("d")[0], end, -1, -1, -1, -1, abc[2], end);
        assertThat(batches.lossFloor()).as("the lines differ, but only d is guessed from nothing").isZero();
        assertThatThrownBy(() -> new LineBatches(lines, new int[] {0, 2}, TOKENIZER, 2, 2, 7, "train"))
                .isInstanceOf(InputException.class).hasMessage("line 2 has no token to score in the context of 2 tokens, as its "
                        + "answer begins after 2; give a longer context_length or scored 'all'");
    }

    @Test
    void unknownTokensAreCounted() {
        assertThat(batches(List.of("axyb"), 1, 9, 1, "train").notes())
                .containsExactly("2 pieces are not in the vocabulary and read as <unk>");
    }

    @Test
    void theFloorOfDistinctLinesIsLogOfTheirNumberOverTheirMeanLength() {
        assertThat(batches(2, 80).lossFloor()).isCloseTo(Math.log(5) / ((12 + 5) / 5.0), within(1e-12));
    }

    @Test
    void theFloorOfOneLineOrOfEqualLinesIsZero() {
        assertThat(batches(List.of("abc"), 1, 80, 1, "train").lossFloor()).isZero();
        assertThat(batches(List.of("abc", "abc"), 1, 80, 1, "train").lossFloor()).isZero();
    }

    @Test
    void noLinesAndSenselessSizesAreRefused() {
        assertThatThrownBy(() -> batches(List.of(), 1, 1, 1, "train")).isInstanceOf(InputException.class)
                .hasMessage("there is no line to train on; give at least one");
        assertThatThrownBy(() -> batches(0, 8)).hasMessage("batch size and context length must be positive, got 0 and 8");
        assertThatThrownBy(() -> batches(Integer.MAX_VALUE, 8)).hasMessageContaining("is too large");
    }
}
