package dev.vitrine.engine.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class LikelihoodTest {
    /** A text of 8 tokens that stand for 16 characters in 20 bytes, each token with p = 1/32: 5 bits a token, 40 in all. */
    @Test
    void bitsAreOfTheTextNotOfItsTokens() {
        Likelihood text = new Likelihood(8 * Math.log(32), 8, 3, 16, 20);

        assertThat(text.lossNats()).isCloseTo(Math.log(32), within(1e-12));
        assertThat(text.perplexity()).isCloseTo(32, within(1e-9));
        assertThat(text.bitsPerCharacter()).isCloseTo(2.5, within(1e-12));
        assertThat(text.bitsPerByte()).isCloseTo(2, within(1e-12));
        assertThat(text.tokenAccuracy()).isEqualTo(0.375);
    }

    @Test
    void textsAddUp() {
        Likelihood one = new Likelihood(1, 2, 1, 3, 4);

        assertThat(Likelihood.NOTHING.plus(one).plus(one)).isEqualTo(new Likelihood(2, 4, 2, 6, 8));
    }
}
