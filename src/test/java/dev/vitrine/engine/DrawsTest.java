package dev.vitrine.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.engine.Draws.Purpose;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class DrawsTest {
    private static final int N = 100_000;

    private final Draws draws = new Draws(7);

    @Test
    void aDrawIsAFunctionOfItsAddress() {
        assertThat(new Draws(7).bits(Purpose.SAMPLING, 3, 4, 5)).isEqualTo(draws.bits(Purpose.SAMPLING, 3, 4, 5));
        assertThat(draws.bits(Purpose.SAMPLING, 3, 4, 5)).as("for ever: a later version replays a run")
                .isEqualTo(-8207322049747810099L);
    }

    @Test
    void everyPartOfTheAddressCounts() {
        Set<Long> seen = new HashSet<>();
        int drawn = 0;
        for (long seed : new long[] {0, 1, -1}) {
            for (Purpose purpose : Purpose.values()) {
                for (long site = -1; site < 3; site++) {
                    for (long step = 0; step < 5; step++) {
                        for (long i = 0; i < 5; i++) {
                            seen.add(new Draws(seed).bits(purpose, site, step, i));
                            drawn++;
                        }
                    }
                }
            }
        }
        assertThat(seen).hasSize(drawn);
    }

    @Test
    void uniformDrawsAreEvenAndIndependentOfTheirNeighbours() {
        int[] tenths = new int[10];
        double product = 0;
        for (int i = 0; i < N; i++) {
            double u = draws.uniform(Purpose.PROBE, 1, 0, i);
            assertThat(u).isBetween(0.0, Math.nextDown(1.0));
            tenths[(int) (10 * u)]++;
            product += (u - 0.5) * (draws.uniform(Purpose.PROBE, 1, 0, i + 1) - 0.5);
        }
        double chiSquare = Arrays.stream(tenths).mapToDouble(n -> Math.pow(n - N / 10.0, 2) / (N / 10.0)).sum();
        assertThat(chiSquare).as("above 27.9 once in 1,000 for 9 degrees of freedom").isLessThan(27.9);
        assertThat(product / N).isCloseTo(0, within(4 / 12.0 / Math.sqrt(N)));
    }

    @Test
    void normalDrawsHaveMeanZeroAndSpreadOne() {
        double sum = 0;
        double squares = 0;
        int beyondTwo = 0;
        for (int i = 0; i < N; i++) {
            double g = draws.gaussian(Purpose.PROBE, 2, 0, i);
            sum += g;
            squares += g * g;
            beyondTwo += Math.abs(g) > 2 ? 1 : 0;
        }
        assertThat(sum / N).isCloseTo(0, within(4 / Math.sqrt(N)));
        assertThat(squares / N).isCloseTo(1, within(4 * Math.sqrt(2.0 / N)));
        assertThat(beyondTwo / (double) N).isCloseTo(0.0455, within(0.003));
    }

    @Test
    void aPermutationHoldsEveryIndexOnceAndEachPlaceIsAsLikely() {
        int[] firstPlaces = new int[6];
        for (int step = 0; step < 6000; step++) {
            int[] order = draws.permutation(6, Purpose.DATA_ORDER, 1, step);
            assertThat(order).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5);
            firstPlaces[order[0]]++;
        }
        assertThat(Arrays.stream(firstPlaces).boxed().toList()).allSatisfy(n -> assertThat(n).isBetween(850, 1150));
    }

    @Test
    void wholeNumbersStayBelowTheirBound() {
        int[] counts = new int[3];
        IntStream.range(0, 3000).forEach(i -> counts[draws.below(3, Purpose.PROBE, 0, 0, i)]++);
        assertThat(Arrays.stream(counts).boxed().toList()).allSatisfy(n -> assertThat(n).isBetween(900, 1100));
    }

    @Test
    void namesHaveSitesOfTheirOwn() {
        assertThat(Draws.site("")).isEqualTo(0xcbf29ce484222325L);
        assertThat(Draws.site("blocks.0.attn")).isNotEqualTo(Draws.site("blocks.1.attn"));
    }
}
