package dev.vitrine.engine.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A BPE and a WordPiece tokenizer that Hugging Face's tokenizers 0.23.2 trained on a text, and its encodings of awkward strings. */
class GoldenTokenizersTest {
    private static final Path FOLDER = Path.of("src/test/resources/tokenizers");
    private static final List<String> LINES = lines();

    private static List<String> lines() {
        try {
            return Arrays.asList(Files.readString(FOLDER.resolve("corpus.txt"), StandardCharsets.UTF_8).split("(?<=\n)"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode json(Path file) throws IOException {
        return new JsonMapper().readTree(Files.readString(file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bpe", "wordpiece"})
    void everyStringHasTheSameIdsTokensAndText(String kind) throws IOException {
        Tokenizer tokenizer = TokenizerJson.read(FOLDER.resolve(kind + "/tokenizer.json"));
        JsonNode all = json(FOLDER.resolve("expected.json")).get("encodings");
        assertThat(all).hasSizeGreaterThan(10);
        for (JsonNode one : all) {
            int[] ids = tokenizer.encode(one.get("text").asText());
            assertThat(Arrays.stream(ids).boxed().toList().toString()).as(one.get("text").asText()).isEqualTo(strings(one.get(kind + "_ids")).toString());
            assertThat(Arrays.stream(ids).mapToObj(tokenizer::entry).toList()).isEqualTo(strings(one.get(kind + "_tokens")));
            assertThat(tokenizer.decode(ids)).isEqualTo(one.get(kind + "_decoded").asText());
        }
    }

    private static List<String> strings(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
    }

    @Test
    void trainingBytePairsGivesTheSameFile() throws IOException {
        Tokenizer trained = Tokenizers.REGISTRY.get("bpe").train(LINES, new TokenizerSettings(400, 0, List.of()), TokenizerProgress.SILENT);
        assertThat(new JsonMapper().readTree(TokenizerJson.write(trained))).isEqualTo(json(FOLDER.resolve("bpe/tokenizer.json")));
    }

    /** The library numbers letters inside words as its hash map happens to meet them, so their order is taken from its file. */
    @Test
    void trainingWordPiecesGivesTheSameFile() throws IOException {
        JsonNode golden = json(FOLDER.resolve("wordpiece/tokenizer.json"));
        List<String> inner = golden.at("/model/vocab").properties().stream().sorted(Comparator.comparingInt(e -> e.getValue().asInt()))
                .map(Map.Entry::getKey).filter(t -> t.startsWith("##") && t.length() == 3).toList();
        Tokenizer trained = SubwordTraining.wordPiece(LINES, new TokenizerSettings(400, 0, List.of(), inner), TokenizerProgress.SILENT);
        assertThat(new JsonMapper().readTree(TokenizerJson.write(trained))).isEqualTo(golden);
    }
}
