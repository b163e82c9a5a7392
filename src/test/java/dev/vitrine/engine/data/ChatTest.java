package dev.vitrine.engine.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ChatTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "User: Hi! Assistant: Hello.              | User: Hi! Assistant:               | Hello.",
        "'  User:  Hi!\tAssistant:Hello   you. '  | User: Hi! Assistant:               | Hello you.",
        "User : Hi! Assistant : Hello.            | User : Hi! Assistant :             | Hello.",
        "User: Hi! Assistant: Hello.</s>          | User: Hi! Assistant:               | Hello.",
        "User: a Assistant: b User: c Assistant: d | User: a Assistant: b User: c Assistant: | d",
    })
    void splitsALineAtItsLastAnswer(String line, String prompt, String answer) {
        assertThat(Chat.parse(line)).contains(new Chat(prompt, answer));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "User: Hi! Assistant: Hello.                | User: Hi! Assistant:",
        "'User:  Hi!\tAssistant:Hello   you. '     | 'User:  Hi!\tAssistant:'",
        "User: a Assistant: b User: c Assistant : d | User: a Assistant: b User: c Assistant :",
        "User: a Assistant: b Assistant:            | User: a Assistant:",
        "Rain is wet.                               | ''",
    })
    void knowsWhereTheAnswerBeginsInTheLineAsItStands(String line, String before) {
        assertThat(line.substring(0, Chat.answerBegin(line))).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Rain is wet.", "User: Hi!", "User: Hi! Assistant:", "User: Assistant: x", "Assistant: x User: y",
        "User: Hi! Assistant: </s>"})
    void otherLinesAreNoChat(String line) {
        assertThat(Chat.parse(line)).isEmpty();
    }

    @Test
    void aQuestionBecomesThePromptOfItsLine() {
        assertThat(Chat.parse("User: Who are you? Assistant: I am small.").orElseThrow().prompt())
                .isEqualTo(Chat.prompt(" Who  are you? "));
    }

    @Test
    void aVeryLongLineIsNoTrouble() {
        assertThat(Chat.parse("User: " + "Assistant ".repeat(100_000))).isEmpty();
    }
}
