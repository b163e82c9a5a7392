package dev.vitrine.engine.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class IdTokenizerTest {
    private final IdTokenizer ids = new IdTokenizer(50257);

    @Test
    void numbersBetweenWhiteSpaceAreTheTokens() {
        assertThat(ids.encode(" 15496\t11  50256\n0 ")).containsExactly(15496, 11, 50256, 0);
        assertThat(ids.encode("   ")).isEmpty();
        assertThat(ids.vocabSize()).isEqualTo(50257);
    }

    @Test
    void whatIsDecodedIsEncodedToTheSameIds() {
        int[] some = {0, 7, 50256, 262};
        assertThat(ids.decode(some)).isEqualTo("0 7 50256 262");
        assertThat(ids.encode(ids.decode(some))).isEqualTo(some);
    }

    @Test
    void whatIsNoIdIsNamedAndReadAsTheFirstOne() {
        assertThat(ids.unknown("12 hello 50257 -1 hello 99999999999 3.5")).containsExactly("hello", "50257", "-1", "99999999999", "3.5");
        assertThat(ids.encode("12 hello 50257")).containsExactly(12, 0, 0);
    }

    @Test
    void eachTokenHasItsCharacters() {
        assertThat(ids.spans("12  12 1")).containsExactly(new Span(12, 0, 2), new Span(12, 4, 6), new Span(1, 7, 8));
    }

    @Test
    void anIdOutsideTheVocabularyIsRefused() {
        assertThatThrownBy(() -> ids.token(50257)).hasMessage("token 50257 is not in the vocabulary, which has ids 0 to 50256");
    }
}
