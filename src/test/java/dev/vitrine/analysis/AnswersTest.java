package dev.vitrine.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class AnswersTest {
    @Test
    void onlyWhereSomethingIsAskedCanAnAnswerBeWrong() {
        assertThat(Answers.wrong(new int[] {3, 4, 5}, new int[] {3, -1, 5})).isZero();
        assertThat(Answers.wrong(new int[] {3, 4, 5}, new int[] {2, -1, 4})).isEqualTo(2);
    }

    @Test
    void aFirstAnswerChangesNothing() {
        assertThat(Answers.changed(null, new int[] {1, 2})).containsExactly(false, false);
        assertThat(Answers.changed(new int[] {1, 3}, new int[] {1, 2})).containsExactly(false, true);
    }

    @Test
    void itIsRightFromTheFirstAnswerAfterWhichNoneIsWrong() {
        assertThat(Answers.rightFrom(new boolean[] {true, false, true, true})).isEqualTo(2);
        assertThat(Answers.rightFrom(new boolean[] {true, true})).isZero();
        assertThat(Answers.rightFrom(new boolean[] {true, false})).isEqualTo(-1);
        assertThat(Answers.rightFrom(new boolean[0])).isEqualTo(-1);
    }
}
