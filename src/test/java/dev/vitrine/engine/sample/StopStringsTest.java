package dev.vitrine.engine.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.engine.text.CharTokenizer;
import dev.vitrine.engine.text.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StopStringsTest {
    private final Tokenizer tokenizer = CharTokenizer.train(List.of("abcdefgh. "));

    private StopStrings stops(String... stops) {
        return new StopStrings(tokenizer, tokenizer.endId(), List.of(stops));
    }

    /** Where a text is over that is written character by character; its whole length where it is not. */
    private int over(StopStrings stops, String prompt, String text) {
        int[] ids = tokenizer.encode(prompt + text);
        int begin = ids.length - tokenizer.encode(text).length;
        for (int length = begin + 1; length <= ids.length; length++) {
            if (stops.over(new TextSoFar(ids, begin, length))) {
                return length - begin;
            }
        }
        return -1;
    }

    @Test
    void aTextIsOverWhenAStopHasBeenWrittenAcrossTokens() {
        assertThat(over(stops("cd"), "", "abcdef")).isEqualTo(4);
        assertThat(over(stops("cd", "b"), "", "abcdef")).isEqualTo(2);
        assertThat(over(stops("cdx"), "", "abcdef")).isEqualTo(-1);
        assertThat(over(stops(), "", "abcdef")).isEqualTo(-1);
    }

    @Test
    void thePromptCannotStopIt() {
        assertThat(over(stops("cd"), "abcd", "ef")).isEqualTo(-1);
        assertThat(over(stops("de"), "abcd", "ef")).as("half of it stands in the prompt").isEqualTo(-1);
    }

    @Test
    void theTextBeforeTheFirstStopStays() {
        assertThat(stops("cd", "e").cut("abcdef")).isEqualTo("ab");
        assertThat(stops("fe", "ef").cut("abcdef")).isEqualTo("abcd");
        assertThat(stops("x").cut("abcdef")).isEqualTo("abcdef");
    }

    @Test
    void whatMayBecomeAStopIsHeldBack() {
        StopStrings stops = stops("cde", "fg");
        List<String> shown = new ArrayList<>();
        for (int length = 1; length <= 8; length++) {
            shown.add(stops.shown("abcdbcdefg".substring(0, length)));
        }
        assertThat(shown).containsExactly("a", "ab", "ab", "ab", "abcdb", "abcdb", "abcdb", "abcdb");
        assertThat(stops.shown("abf")).isEqualTo("ab");
        assertThat(stops.shown("abfh")).isEqualTo("abfh");
    }

    @Test
    void halfACharacterIsHeldBack() {
        assertThat(stops("x").shown("ab\uFFFD")).isEqualTo("ab");
        assertThat(stops("x").shown("a\uFFFDb")).isEqualTo("a\uFFFDb");
    }

    @Test
    void whatWasShownIsNeverTakenBack() {
        StopStrings stops = stops("abab", "bb");
        String text = "abaabbab";
        String before = "";
        for (int length = 1; length <= text.length(); length++) {
            String now = stops.shown(text.substring(0, length));
            assertThat(now).startsWith(before);
            assertThat(stops.cut(text)).startsWith(now);
            before = now;
        }
        assertThat(before).isEqualTo("abaa");
    }

    @Test
    void anEmptyStopIsRefused() {
        assertThatThrownBy(() -> stops("a", "")).hasMessage("a stop string must have at least one character, got none");
    }
}
