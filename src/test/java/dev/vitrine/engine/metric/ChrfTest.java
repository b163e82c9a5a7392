package dev.vitrine.engine.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against the figures that sacreBLEU's own README and tests state. */
final class ChrfTest {
    @Test
    void theExampleOfSacrebleuHasItsScore() {
        Chrf chrf = new Chrf();
        chrf.add("The dog bit the man.", List.of("The dog bit the man.", "The dog had bit the man."));
        chrf.add("It wasn't surprising.", List.of("It was not unexpected.", "No one was surprised."));
        chrf.add("The man had just bitten him.", List.of("The man bit him first.", "The man had bitten the dog."));

        assertThat(chrf.score()).isCloseTo(59.73, within(0.005));
        assertThat(chrf.signature("2.0.0")).isEqualTo("nrefs:2|case:mixed|eff:yes|nc:6|nw:0|space:no|version:2.0.0");
    }

    @ParameterizedTest
    @CsvSource({"a, a, 100", "'', reference, 0", "a b c, a b c, 100", "a b c, abc, 100", "'', c, 0", "aa, ab, 25"})
    void onlyLengthsThatBothHaveCount(String said, String wanted, double score) {
        Chrf chrf = new Chrf(3);
        chrf.add(said, List.of(wanted));

        assertThat(chrf.score()).isCloseTo(score, within(1e-4));
    }

    @Test
    void segmentsAreAddedUpBeforeTheScoreIsTaken() {
        Chrf chrf = new Chrf(3);
        chrf.add("a", List.of("a"));
        chrf.add("b", List.of("c"));

        assertThat(chrf.score()).isCloseTo(50, within(1e-4));
    }

    /** P = (3/3 + 2/2 + 1/1) / 3 = 1, R = (3/4 + 2/3 + 1/2) / 3 = 23/36. */
    @Test
    void recallWeighsTwiceAsMuchAsPrecision() {
        Chrf chrf = new Chrf();
        chrf.add("abc", List.of("abcd"));

        double recall = 23 / 36.0;
        assertThat(chrf.score()).isCloseTo(100 * 5 * recall / (4 + recall), within(1e-12));
    }

    /** A character outside the first plane is one, not two. */
    @Test
    void charactersAreCodePoints() {
        Chrf chrf = new Chrf();
        chrf.add("😀😁", List.of("😀😂"));

        assertThat(chrf.score()).isCloseTo(25, within(1e-12));
    }
}
