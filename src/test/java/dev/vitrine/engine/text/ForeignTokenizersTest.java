package dev.vitrine.engine.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Files in the shapes that other makers use (GPT-2, RoBERTa, Llama 2 and 3, GPT-4o, DeepSeek, BERT, ...), and what Hugging Face's
 * tokenizers 0.23.2 makes of awkward strings with them.
 */
class ForeignTokenizersTest {
    @TempDir
    private Path folder;

    static Stream<Named<JsonNode>> kinds() throws IOException {
        String other = System.getProperty("vitrine.foreign");
        try (InputStream in = other == null ? ForeignTokenizersTest.class.getResourceAsStream("/tokenizers/foreign.json")
                : Files.newInputStream(Path.of(other))) {
            return StreamSupport.stream(new JsonMapper().readTree(in).get("kinds").spliterator(), false)
                    .map(k -> Named.of(k.get("name").asText(), k));
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void idsTokensAndTextAreThoseOfTheLibrary(JsonNode kind) throws IOException {
        SubwordTokenizer tokenizer = (SubwordTokenizer) TokenizerJson.read(Files.writeString(folder.resolve("tokenizer.json"), kind.get("tokenizer").toString()));
        assertThat(new JsonMapper().readTree(TokenizerJson.write(tokenizer))).isEqualTo(kind.get("tokenizer"));
        List<String> wrong = new ArrayList<>();
        for (JsonNode one : kind.get("cases")) {
            String text = one.get("text").asText();
            int[] ids = tokenizer.encode(text);
            List<String> tokens = tokenizer.entries(text);
            compare(wrong, text, "ids", ids, one.get("ids"));
            compare(wrong, text, "with special", tokenizer.encodeWithSpecial(text), one.get("with_special"));
            if (!tokens.toString().equals(strings(one.get("tokens")).toString())) {
                wrong.add(text + " tokens: wanted " + one.get("tokens") + " got " + tokens);
            }
            String decoded = tokenizer.decode(ids);
            if (!decoded.equals(one.get("decoded").asText())) {
                wrong.add(text + " decoded: wanted " + one.get("decoded") + " got " + new JsonMapper().writeValueAsString(decoded));
            }
            String all = tokenizer.decode(tokenizer.encodeWithSpecial(text), false);
            if (!all.equals(one.get("decoded_with_special").asText())) {
                wrong.add(text + " decoded with special: wanted " + one.get("decoded_with_special") + " got " + all);
            }
            assertThat(tokenizer.spans(text).stream().mapToInt(Span::id).toArray()).isEqualTo(ids);
        }
        assertThat(wrong).isEmpty();
    }

    private static void compare(List<String> wrong, String text, String what, int[] got, JsonNode wanted) {
        int[] want = new int[wanted.size()];
        Arrays.setAll(want, i -> wanted.get(i).asInt());
        if (!Arrays.equals(got, want)) {
            wrong.add(new TextNode(text) + " " + what + ": wanted " + wanted + " got " + Arrays.toString(got));
        }
    }

    private static List<String> strings(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
    }
}
