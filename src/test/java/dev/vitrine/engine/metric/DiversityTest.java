package dev.vitrine.engine.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.engine.Draws;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class DiversityTest {
    /** Of a b a b and a b c: words a, b, c of 7; pairs ab, ba, bc of 5; triples aba, bab, abc of 3. */
    @Test
    void distinctIsTheShareOfDifferentRuns() {
        List<String> texts = List.of("a b a b", "a b c");

        assertThat(Diversity.distinct(texts, 1)).isEqualTo(3 / 7.0);
        assertThat(Diversity.distinct(texts, 2)).isEqualTo(3 / 5.0);
        assertThat(Diversity.distinct(texts, 3)).isEqualTo(1);
        assertThat(Diversity.distinct(List.of("", "a"), 2)).isNaN();
    }

    @Test
    void textsThatAreAllTheSameHaveSelfBleu100AndOthersNone() {
        assertThat(Diversity.selfBleu(List.of("the cat sat down", "the cat sat down", "the cat sat down"))).isCloseTo(100, within(1e-9));
        assertThat(Diversity.selfBleu(List.of("a b c d", "e f g h"))).isZero();
        assertThat(Diversity.selfBleu(List.of("alone"))).isNaN();
    }

    /** The fast way, with counts of all texts made once, equals each text against all others. */
    @Test
    void selfBleuIsEachTextAgainstAllOthers() {
        Draws draws = new Draws(7);
        for (int round = 0; round < 20; round++) {
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                int at = 10 * round + i;
                int length = 1 + draws.below(9, Draws.Purpose.SAMPLING, 1, at, 0);
                texts.add(IntStream.range(0, length).mapToObj(w -> "abc".charAt(draws.below(3, Draws.Purpose.SAMPLING, 2, at, w)) + "")
                        .collect(Collectors.joining(" ")));
            }
            double sum = 0;
            for (int i = 0; i < texts.size(); i++) {
                List<String> others = new ArrayList<>(texts);
                others.remove(i);
                sum += Bleu.ofSentence(texts.get(i), others);
            }
            assertThat(Diversity.selfBleu(texts)).isCloseTo(sum / texts.size(), within(1e-9));
        }
    }
}
