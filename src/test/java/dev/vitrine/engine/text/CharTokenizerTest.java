package dev.vitrine.engine.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class CharTokenizerTest {
    @Test
    void oneTokenStandsForOneCodePoint() {
        Tokenizer tokenizer = CharTokenizer.train(List.of("a🙂e\u0301"));
        assertThat(tokenizer.encode("a🙂e\u0301")).hasSize(4);
        assertThat(tokenizer.vocabSize()).isEqualTo(2 + 4);
    }

    @Test
    void frequentCharactersComeFirstAndTiesInOrderOfAppearance() {
        Tokenizer tokenizer = CharTokenizer.train(List.of("xyzz", "bya"));
        assertThat(tokenizer.encode("yzxba")).containsExactly(2, 3, 4, 5, 6);
    }

    @Test
    void whiteSpaceComesBackAsItWas() {
        Random random = new Random(5);
        for (int round = 0; round < 100; round++) {
            String text = RandomTexts.text(random, 60);
            Tokenizer tokenizer = CharTokenizer.train(List.of(text));
            assertThat(tokenizer.decode(tokenizer.encode(text))).isEqualTo(text);
        }
    }

    @Test
    void whiteSpaceIsVisibleInTokens() {
        Tokenizer tokenizer = CharTokenizer.train(List.of("    \n\n\n\t\t\r"));
        assertThat(List.of(tokenizer.token(2), tokenizer.token(3), tokenizer.token(4), tokenizer.token(5)))
                .containsExactly("␣", "⏎", "⇥", "␍");
    }

    @Test
    void unknownCharactersAreNamedOnce() {
        Tokenizer tokenizer = CharTokenizer.train(List.of("abc"));
        assertThat(tokenizer.unknown("axbx \n y")).containsExactly("x", "␣", "⏎", "y");
        assertThat(tokenizer.encode("axb")).containsExactly(2, 0, 3);
    }
}
