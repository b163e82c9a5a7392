package dev.vitrine.engine.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every registered tokenizer promises. */
final class TokenizersTest {
    private static final List<String> LINES = List.of("User: Who are you? Assistant: I am small.", "The rain isn't rain.");

    static Iterable<String> names() {
        return Tokenizers.REGISTRY.names();
    }

    /** Those whose vocabulary are the pieces of the texts themselves. */
    static List<String> whole() {
        return Tokenizers.REGISTRY.names().stream().filter(name -> !Tokenizers.grows(name)).toList();
    }

    private static Tokenizer train(String name, List<String> texts) {
        return Tokenizers.REGISTRY.get(name).train(texts);
    }

    @ParameterizedTest
    @MethodSource("whole")
    void randomTrainingTextsComeBackUpToWhiteSpace(String name) {
        Random random = new Random(1);
        for (int round = 0; round < 100; round++) {
            List<String> texts = RandomTexts.texts(random, 5, 30);
            Tokenizer tokenizer = train(name, texts);
            for (String text : texts) {
                String back = tokenizer.decode(tokenizer.encode(text));
                assertThat(WordTokenizer.normalise(back)).isEqualTo(WordTokenizer.normalise(text));
                assertThat(tokenizer.encode(text)).doesNotContain(tokenizer.unknownId(), tokenizer.endId());
                assertThat(tokenizer.encode(back)).isEqualTo(tokenizer.encode(text));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("whole")
    void anyTextEncodesToIdsOfTheVocabulary(String name) {
        Tokenizer tokenizer = train(name, LINES);
        Random random = new Random(2);
        for (int round = 0; round < 300; round++) {
            String text = RandomTexts.text(random, 40) + (char) random.nextInt(0x10000);
            assertThat(Arrays.stream(tokenizer.encode(text))).allMatch(id -> id >= 0 && id < tokenizer.vocabSize());
            tokenizer.decode(tokenizer.encode(text));
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void theSameTextsGiveTheSameIds(String name) {
        Tokenizer one = train(name, LINES);
        Tokenizer other = train(name, LINES);
        assertThat(one.vocabSize()).isEqualTo(other.vocabSize());
        assertThat(one.encode(LINES.getFirst())).isEqualTo(other.encode(LINES.getFirst()));
    }

    @ParameterizedTest
    @MethodSource("whole")
    void specialTokensComeFirstAndAreLeftOutOfDecodedText(String name) {
        Tokenizer tokenizer = train(name, LINES);
        assertThat(tokenizer.unknownId()).isZero();
        assertThat(tokenizer.endId()).isEqualTo(1);
        assertThat(tokenizer.token(0)).isEqualTo("<unk>");
        assertThat(tokenizer.token(1)).isEqualTo("</s>");
        assertThat(tokenizer.decode(new int[] {1, 0, 1})).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("whole")
    void encodingAddsNoSpecialTokenButReadsLiteralOnes(String name) {
        Tokenizer tokenizer = train(name, LINES);
        int[] plain = tokenizer.encode(LINES.getFirst());
        assertThat(plain).doesNotContain(tokenizer.endId());
        assertThat(tokenizer.encode(LINES.getFirst() + "</s>")).startsWith(plain).endsWith(tokenizer.endId())
                .hasSize(plain.length + 1);
        assertThat(tokenizer.encode("<unk>")).containsExactly(tokenizer.unknownId());
    }

    @ParameterizedTest
    @MethodSource("names")
    void thePromptOfALineEncodesToTheFirstIdsOfTheLine(String name) {
        Tokenizer tokenizer = train(name, LINES);
        assertThat(tokenizer.encode(LINES.getFirst())).startsWith(tokenizer.encode("User: Who are you? Assistant:"));
    }

    @ParameterizedTest
    @MethodSource("whole")
    void halfASurrogatePairIsUnknownEvenWhereItWasTrainedOn(String name) {
        Tokenizer tokenizer = train(name, List.of("a \uD83D b"));
        assertThat(tokenizer.encode("\uD83D")).containsExactly(tokenizer.unknownId());
    }

    @ParameterizedTest
    @MethodSource("whole")
    void theEmptyTextIsNoTokenAndNoTextsGiveOnlySpecialTokens(String name) {
        Tokenizer tokenizer = train(name, List.of());
        assertThat(tokenizer.vocabSize()).isEqualTo(2);
        assertThat(tokenizer.encode("")).isEmpty();
        assertThat(tokenizer.decode(new int[0])).isEmpty();
        assertThat(tokenizer.unknown("x")).containsExactly("x");
    }

    @ParameterizedTest
    @MethodSource("whole")
    void anIdOutsideTheVocabularyIsRefusedWithTheRange(String name) {
        Tokenizer tokenizer = train(name, List.of("a"));
        assertThatThrownBy(() -> tokenizer.decode(new int[] {3}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("token 3 is not in the vocabulary, which has ids 0 to 2");
        assertThatThrownBy(() -> tokenizer.token(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @MethodSource("whole")
    void aVeryLongTextIsNoTrouble(String name) {
        for (String piece : List.of("a", "a-", "1.", " ", "🙂 ")) {
            String text = piece.repeat(100_000);
            Tokenizer tokenizer = train(name, List.of(text));
            assertThat(tokenizer.decode(tokenizer.encode(text)).strip()).isEqualTo(text.strip());
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyTokenOfARandomVocabularyCanBeShown(String name) {
        Tokenizer tokenizer = train(name, RandomTexts.texts(new Random(3), 50, 30));
        assertThat(IntStream.range(0, tokenizer.vocabSize()).mapToObj(tokenizer::token))
                .allMatch(token -> !token.isEmpty() && token.chars().noneMatch(c -> c <= ' '));
    }
}
