package dev.vitrine.engine.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ChatTemplatesTest {
    private static final List<Message> CHAT = List.of(new Message("system", "Be kind."), new Message("user", "Hi?"),
            new Message("assistant", "Yes."), new Message("user", "Who?"));

    private static String prompt(String template) {
        return ChatTemplates.REGISTRY.get(template).prompt(CHAT);
    }

    @Test
    void everyTemplateIsWrittenAsItsModelsReadIt() {
        assertThat(prompt("dialog")).isEqualTo("System: Be kind. User: Hi? Assistant: Yes. User: Who? Assistant:");
        assertThat(prompt("chatml")).isEqualTo("<|im_start|>system\nBe kind.<|im_end|>\n<|im_start|>user\nHi?<|im_end|>\n"
                + "<|im_start|>assistant\nYes.<|im_end|>\n<|im_start|>user\nWho?<|im_end|>\n<|im_start|>assistant\n");
        assertThat(prompt("llama2")).isEqualTo("[INST] <<SYS>>\nBe kind.\n<</SYS>>\n\nHi? [/INST] Yes. </s>[INST] Who? [/INST]");
        assertThat(prompt("plain")).isEqualTo("Be kind.\nHi?\nYes.\nWho?\n");
    }

    @Test
    void aTextThatStandsSoInAFileKnowsWhereItsLastAnswerBegins() {
        for (String name : ChatTemplates.REGISTRY.names()) {
            ChatTemplate template = ChatTemplates.REGISTRY.get(name);
            String prompt = template.prompt(CHAT.subList(1, 4));
            assertThat(template.answerBegin(prompt + template.answer("I am."))).as(name).isEqualTo(name.equals("plain") ? 0 : prompt.length());
            assertThat(template.answerBegin("Rain is wet.")).isZero();
        }
    }

    @Test
    void thePromptOfAQuestionIsThatOfAChat() {
        assertThat(ChatTemplates.REGISTRY.get("dialog").prompt(List.of(new Message("user", " Who  are you? "))))
                .isEqualTo(Chat.prompt(" Who  are you? "));
    }
}
