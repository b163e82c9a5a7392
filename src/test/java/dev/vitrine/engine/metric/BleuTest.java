package dev.vitrine.engine.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Against the figures that sacreBLEU's own README and tests state, and against sums worked by hand. */
final class BleuTest {
    private static final List<String> SAID = List.of("The dog bit the man.", "It wasn't surprising.", "The man had just bitten him.");
    private static final List<List<String>> WANTED = List.of(
            List.of("The dog bit the man.", "The dog had bit the man."),
            List.of("It was not unexpected.", "No one was surprised."),
            List.of("The man bit him first.", "The man had bitten the dog."));

    private static Bleu of(List<String> said, List<List<String>> wanted) {
        Bleu bleu = new Bleu();
        for (int i = 0; i < said.size(); i++) {
            bleu.add(said.get(i), wanted.get(i));
        }
        return bleu;
    }

    @Test
    void theExampleOfSacrebleuHasItsScore() {
        Bleu bleu = of(SAID, WANTED);

        assertThat(bleu.score().score()).isCloseTo(48.530827, within(1e-6));
        assertThat(bleu.score()).hasToString("48.53 82.4/50.0/45.5/37.5 (BP = 0.943 ratio = 0.944 hyp_len = 17 ref_len = 18)");
        assertThat(bleu.signature("2.0.0")).isEqualTo("nrefs:2|case:mixed|eff:no|tok:13a|smooth:exp|version:2.0.0");
    }

    @Test
    void anEmptyReferenceAmongSeveralIsLeftOut() {
        Bleu bleu = of(SAID, List.of(List.of("", "The dog had bit the man."), WANTED.get(1), WANTED.get(2)));

        assertThat(bleu.score()).hasToString("29.44 82.4/42.9/27.3/12.5 (BP = 0.889 ratio = 0.895 hyp_len = 17 ref_len = 19)");
        assertThat(bleu.signature("2.0.0")).isEqualTo("nrefs:var|case:mixed|eff:no|tok:13a|smooth:exp|version:2.0.0");
        assertThatThrownBy(() -> new Bleu().add("a", List.of("", ""))).hasMessageContaining("at least one reference");
    }

    @Test
    void emptyHypothesesCountAndScoreNothing() {
        assertThat(of(List.of("", "", ""), WANTED).score().score()).isZero();
        assertThat(of(List.of("", "", ""), WANTED).score().brevityPenalty()).isZero();
        assertThat(of(List.of("this is a cat"), List.of(List.of("okay thanks"))).score().score()).isZero();
    }

    @Test
    void theScoreOfASentenceIsSacrebleus() {
        assertThat(Bleu.ofSentence("Producția de zahăr primă va fi exprimată în ceea ce privește zahărul alb;",
                List.of("producţia de zahăr brut se exprimă în zahăr alb;"))).isCloseTo(8.493, within(1e-3));
        assertThat(Bleu.ofSentence("this is a cat", List.of("okay thanks"))).isZero();
        assertThat(Bleu.ofSentence("a test", List.of("a test"))).isCloseTo(100, within(1e-9));
    }

    /** p = 3/4, 1/3, then 1/2 of 1/2 and 1/4 of 1/1: each precision without a match halves what is put for it. */
    @Test
    void precisionsWithoutAMatchAreHalvedOneAfterTheOther() {
        Bleu.Score score = of(List.of("a b x d"), List.of(List.of("a b c d"))).score();

        assertThat(score.precisions()).containsExactly(75.0, 100 / 3.0, 25.0, 25.0);
        assertThat(score.score()).isCloseTo(100 * Math.pow(3 / 4.0 / 3 / 4 / 4, 0.25), within(1e-12));
    }

    /** "the" seven times, but at most twice in one reference: 2/7, the example of Papineni et al., section 2.1. */
    @Test
    void aWordCountsAsOftenAsOneReferenceHasIt() {
        Bleu.Score score = of(List.of("the the the the the the the"),
                List.of(List.of("The cat is on the mat", "There is the cat on the mat"))).score();

        assertThat(score.precisions().getFirst()).isCloseTo(200 / 7.0, within(1e-12));
    }

    /** Lengths 3 and 5 are equally close to 4: the shorter counts. */
    @Test
    void theClosestReferenceIsTheMeasureOfBrevity() {
        assertThat(of(List.of("a b c d"), List.of(List.of("a b c d e", "a b c"))).score().referenceLength()).isEqualTo(3);
        assertThat(of(List.of("a b c d"), List.of(List.of("a b c d e f", "a"))).score().brevityPenalty())
                .isCloseTo(Math.exp(1 - 6 / 4.0), within(1e-12));
    }

    @Test
    void aCorpusWithoutFourWordsInARowScoresNothing() {
        assertThat(of(List.of("a b c"), List.of(List.of("a b c"))).score().score()).isZero();
    }
}
