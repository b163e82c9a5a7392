package dev.vitrine.engine.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WordTokenizerTest {
    private static List<String> tokens(String text) {
        Tokenizer tokenizer = WordTokenizer.train(List.of(text));
        return Arrays.stream(tokenizer.encode(text)).mapToObj(tokenizer::token).toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '"', value = {
        "I don't know.                ; I|␣don't|␣know|.",
        "Earth’s end.Next             ; Earth’s|␣end|.|Next",
        "It is 3.14, or 1,000.5 m     ; It|␣is|␣3.14|,|␣or|␣1,000.5|␣m",
        "a well-known snake_case x2   ; a|␣well-known|␣snake_case|␣x2",
        "yes,no (maybe) - 'so'        ; yes|,|no|␣(|maybe|)|␣-|␣'|so|'",
        "naïve café 中文 नि 🙂!        ; naïve|␣café|␣中文|␣नि|␣🙂|!",
        "...                          ; .|.|.",
        "rock-'n'-roll e.g. U.S.      ; rock|-|'|n|'|-|roll|␣e|.|g|.|␣U|.|S|.",
    })
    void cutsWordsAndPunctuation(String text, String expected) {
        assertThat(tokens(text)).containsExactly(expected.split("\\|"));
    }

    @Test
    void theSpaceBeforeAWordBelongsToIt() {
        Tokenizer tokenizer = WordTokenizer.train(List.of("rain and rain"));
        assertThat(tokenizer.encode("rain and rain")).doesNotHaveDuplicates();
    }

    @Test
    void whiteSpaceIsNormalised() {
        Tokenizer tokenizer = WordTokenizer.train(List.of("a b  c"));
        assertThat(tokenizer.encode(" \ta\u00A0b\r\n c\u2003 ")).isEqualTo(tokenizer.encode("a b c"));
        assertThat(tokenizer.decode(tokenizer.encode("\ta  b\nc "))).isEqualTo("a b c");
    }

    @Test
    void frequentPiecesComeFirstAndTiesInOrderOfAppearance() {
        Tokenizer tokenizer = WordTokenizer.train(List.of("one two two", "one six two"));
        assertThat(List.of(tokenizer.token(2), tokenizer.token(3), tokenizer.token(4))).containsExactly("␣two", "one", "␣six");
    }

    @Test
    void aWordKnownOnlyInTheMiddleOfALineIsKnownAtItsStart() {
        Tokenizer tokenizer = WordTokenizer.train(List.of("the rain"));
        assertThat(tokenizer.encode("rain the")).isEqualTo(new int[] {tokenizer.encode("the rain")[1], tokenizer.encode("the")[0]});
        assertThat(tokenizer.unknown("rain the")).isEmpty();
    }

    @Test
    void unknownWordsAreNamedOnceWithoutTheirSpace() {
        Tokenizer tokenizer = WordTokenizer.train(List.of("the rain"));
        assertThat(tokenizer.encode("the snow")).containsExactly(2, tokenizer.unknownId());
        assertThat(tokenizer.unknown("snow on the snow!")).containsExactly("snow", "on", "!");
    }

    @Test
    void aGeneratedContinuationKeepsItsLeadingSpace() {
        Tokenizer tokenizer = WordTokenizer.train(List.of("the rain"));
        assertThat(tokenizer.decode(new int[] {tokenizer.encode("the rain")[1]})).isEqualTo(" rain");
    }
}
