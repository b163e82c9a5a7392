package dev.vitrine.ui.home;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.ui.home.Writing.Kind;
import dev.vitrine.ui.home.Writing.Piece;
import java.util.List;
import org.junit.jupiter.api.Test;

final class KnownWordsTest {
    private final KnownWords words = KnownWords.of(List.of(List.of("the cat sat on the mat.", "don't go"), List.of("well-known 42")));

    private Writing mark(String prompt, String written, boolean ended) {
        return words.mark(7, 9, prompt, written, ended);
    }

    @Test
    void marksTheWordsOfTheTextAndLeavesTheRest() {
        Writing w = mark("the ", "cat xat.\nsat ", false);
        assertThat(w.pieces()).containsExactly(new Piece("the ", Kind.PROMPT), new Piece("cat", Kind.WORD),
                new Piece(" xat.\n", Kind.OTHER), new Piece("sat", Kind.WORD), new Piece(" ", Kind.OTHER));
        assertThat(w.known()).isEqualTo(2);
        assertThat(w.words()).isEqualTo(3);
        assertThat(w.text()).isEqualTo("the cat xat.\nsat ");
        assertThat(w.line()).isEqualTo("cat xat. ⏎ sat");
    }

    @Test
    void aWordThatTheEndCutsOffIsNotCounted() {
        assertThat(mark("the ", "cat sat", false).words()).isEqualTo(1);
        assertThat(mark("the ", "cat sat", true).words()).isEqualTo(2);
    }

    @Test
    void aWordThatThePromptBeganIsTakenWhole() {
        Writing w = mark("the c", "at sat.", false);
        assertThat(w.known()).isEqualTo(2);
        assertThat(w.pieces().get(1)).isEqualTo(new Piece("at", Kind.WORD));
    }

    @Test
    void apostrophesAndHyphensBelongToWordsAndSpellingCounts() {
        assertThat(mark("", "don't well-known 42 The well", true).known()).isEqualTo(3);
    }

    @Test
    void anEmptyTextHasNoWords() {
        assertThat(mark("the ", "", true).words()).isZero();
    }
}
