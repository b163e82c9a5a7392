package dev.vitrine.engine.metric;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Worked by hand from the rules of mteval-v13a.pl. */
final class Mteval13aTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Hello, world!                | Hello , world !
            It wasn't surprising.        | It wasn't surprising .
            3.14 and 1,000 cost $5.      | 3.14 and 1,000 cost $ 5 .
            the U.S. and e.g. this       | the U . S . and e . g . this
            pages 9-5 of well-known X-2  | pages 9 - 5 of well-known X-2
            a/b (c) [d] {e} f@g #1 ~     | a / b ( c ) [ d ] { e } f @ g # 1 ~
            &quot;x&quot; &amp; &lt;y&gt; | " x " & < y >
            &amp;lt;z                    | < z
            <skipped>left                | left
            .5 5. ,6 6,                  | . 5 5 . , 6 6 ,
            wait... what                 | wait . . . what
            producţia în zahăr;          | producţia în zahăr ;
            «Grüße» – „ja“               | «Grüße» – „ja“
            """)
    void wordsAreThoseOfMteval(String text, String words) {
        assertThat(String.join(" ", Mteval13a.words(text))).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({"'a\u00A0b\u3000c', 3", "'\u2009 \u0085 \u001C', 0", "'a\u200Bb', 1", "' a  b ', 2"})
    void whiteSpaceIsUnicodes(String text, int words) {
        assertThat(Mteval13a.words(text)).hasSize(words);
    }

    @ParameterizedTest
    @CsvSource({"'hy-\nphen', hyphen", "'two\nlines', two lines", "'end-\n', end-"})
    void aHyphenAtTheEndOfALineJoins(String text, String words) {
        assertThat(String.join(" ", Mteval13a.words(text))).isEqualTo(words);
    }
}
