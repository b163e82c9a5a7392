package dev.vitrine.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.data.ChatTemplate;
import dev.vitrine.engine.data.ChatTemplates;
import dev.vitrine.engine.data.Message;
import dev.vitrine.engine.text.CharTokenizer;
import dev.vitrine.engine.text.Tokenizer;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class QuestionTest {
    @ParameterizedTest
    @ValueSource(strings = {"dialog", "chatml", "llama2"})
    void aChatAsItIsTrainedOnIsAskedUpToItsLastAnswer(String name) {
        ChatTemplate template = ChatTemplates.REGISTRY.get(name);
        String prompt = template.prompt(List.of(new Message(Message.USER, "is ice hot?"), new Message(Message.ASSISTANT, "no"),
                new Message(Message.USER, "is snow?")));
        String line = prompt + template.answer("no, it is cold");
        Tokenizer tokenizer = CharTokenizer.train(List.of(line));
        Question question = Question.of(line, name, tokenizer).orElseThrow();
        assertThat(question.prompt()).isEqualTo(Prompts.start(tokenizer, prompt));
        assertThat(question.whole()).isEqualTo(Prompts.line(tokenizer, line));
        assertThat(question.wanted()).isEqualTo(Question.normal(template.answer("no, it is cold")));
        assertThat(Question.of("ice is cold", name, tokenizer)).isEmpty();
    }
}
