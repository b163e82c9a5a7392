package dev.vitrine.engine.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vitrine.engine.Draws;
import dev.vitrine.engine.Tiny;
import dev.vitrine.engine.model.Model;
import dev.vitrine.engine.model.Models;
import dev.vitrine.engine.tensor.Parameter;
import dev.vitrine.engine.tensor.Weights;
import dev.vitrine.engine.text.Tokenizer;
import dev.vitrine.engine.text.TokenizerJson;
import dev.vitrine.engine.text.Tokenizers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ModelFormsTest {
    private static final Tokenizer LETTERS = Tokenizers.REGISTRY.get("char").train(List.of("a small text"));

    @TempDir private Path folder;

    private static int[] bits(Parameter p) {
        int[] bits = new int[p.size()];
        Arrays.setAll(bits, i -> Float.floatToRawIntBits(p.value().data[i]));
        return bits;
    }

    @ParameterizedTest
    @ValueSource(strings = {"folder", "one.bin", "one.json", "deep/ONE.BIN", "deep/one.model.Json"})
    void randomModelsOfEveryKindComeBackBitForBit(String name) {
        Path place = folder.resolve(name);
        for (int seed = 0; seed < 60; seed++) {
            RandomModels random = new RandomModels(seed);
            Tokenizer tokenizer = random.tokenizer();
            Model model = random.model(tokenizer);
            ModelFiles.save(place, model, Weights.LIVE, tokenizer);
            LoadedModel loaded = ModelFiles.load(place);

            assertThat(loaded.model().config()).as("seed " + seed).isEqualTo(model.config());
            for (Parameter p : model.parameters()) {
                assertThat(bits(loaded.model().parameters().get(p.name()))).as("seed " + seed + " " + p.name()).isEqualTo(bits(p));
            }
            assertThat(TokenizerJson.write(loaded.tokenizer().orElseThrow())).isEqualTo(TokenizerJson.write(tokenizer));
            assertThat(ModelFiles.holdsModel(place)).isTrue();
        }
        assertThat(Files.isDirectory(place)).isEqualTo(name.equals("folder"));
    }

    @Test
    void aBinHoldsExactlyTheFilesOfTheFolder() throws IOException {
        save("folder");
        save("one.bin");
        try (ZipFile zip = new ZipFile(folder.resolve("one.bin").toFile())) {
            assertThat(zip.stream().map(Object::toString)).containsExactly("manifest.json", "config.json", "tokenizer.json", "model.safetensors");
            for (String file : List.of("config.json", "tokenizer.json", "model.safetensors")) {
                assertThat(zip.getInputStream(zip.getEntry(file)).readAllBytes()).isEqualTo(Files.readAllBytes(folder.resolve("folder").resolve(file)));
            }
            assertThat(new String(zip.getInputStream(zip.getEntry("manifest.json")).readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("{\"format\":\"vitrine-model\",\"version\":1}\n");
        }
    }

    @Test
    void aBinIsHardlyLargerThanItsNumbers() throws IOException {
        Model model = Models.create(Tiny.config("vocabularySize", LETTERS.vocabSize(), "channels", 128, "hidden", 512), new Draws(1));
        ModelFiles.save(folder.resolve("one.bin"), model, Weights.LIVE, LETTERS);
        assertThat(Files.size(folder.resolve("one.bin"))).isLessThan((long) (1.02 * Float.BYTES * model.parameters().count()));
    }

    @Test
    void anotherLayoutOfTheSameJsonIsTheSameModel() throws IOException {
        Path file = save("one.json");
        JsonMapper mapper = new JsonMapper();
        byte[] compact = mapper.writeValueAsBytes(mapper.readTree(file.toFile()));
        assertThat((long) compact.length).isLessThan(Files.size(file));
        Files.write(file, compact);
        assertThat(ModelFiles.load(file).model().parameters().count()).isPositive();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "\"version\": 1     | \"version\": 2     | ` was saved by a newer Vitrine: it has version 2 of the format vitrine-model, and this program reads up to version 1; use the newer program`",
        "\"version\": 1     | \"version\": \"1\" | `: version must be a whole number above 0, got the string \"1\"`",
        "vitrine-model      | other              | `: format must be 'vitrine-model', got the string \"other\"`",
        "\"version\"        | \"edition\"        | ` has a key 'edition' that no model has; save it again`",
        "\"layers\" : 2     | \"layers\" : 1     | ` holds something else than was saved: its checksum is sha256:`",
        "sha256:            | sha256:0           | ` holds something else than was saved: its checksum is sha256:`",
        "\"shape\": [8, 16] | \"shape\": [16, 8] | ` holds something else than was saved: its checksum is sha256:`",
        "\"shape\": [8, 16] | \"shape\": [8, 17] | `: tensor 'blocks.0.attn.qkv.weight' does not fit: a tensor of shape [8, 17] has 136 values, got 128; save the file again`",
        "\"shape\": [8, 16] | \"shape\": 8       | `: tensor 'blocks.0.attn.qkv.weight' must have \"shape\" first, an array, got '8' at line `",
        "\"shape\": [8, 16], \"values\": [ | \"shape\": [8, 16], \"values\": [\"1\", | `: tensor 'blocks.0.attn.qkv.weight' must have values that are numbers, got '1' at line `",
        "\"tensors\": {     | \"tensors\": [     | `: tensors must have an object, got '[' at line `",
        "\"config\": {      | \"config\": [      | ` is not valid JSON at line `",
        "\"config\": {      | \"config\": {\"a\": 1, \"a\": 2, | ` is not valid JSON at line `",
    })
    void aJsonThatIsNotWhatWasSavedIsRefusedInOneSentence(String was, String now, String sentence) throws IOException {
        Path file = save("one.json");
        String text = Files.readString(file);
        assertThat(text).contains(was);
        Files.writeString(file, text.replaceFirst(Pattern.quote(was), Matcher.quoteReplacement(now)));
        refused(file, file + sentence);
    }

    @ParameterizedTest
    @ValueSource(strings = {"one.bin", "one.json"})
    void aFileThatIsCutIsRefused(String name) throws IOException {
        Path file = save(name);
        byte[] bytes = Files.readAllBytes(file);
        for (int i = 0; i < 50; i++) {
            Files.write(file, Arrays.copyOf(bytes, (int) ((bytes.length - 2L) * i / 49)));
            refused(file, file.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"one.bin", "one.json"})
    void aFileThatIsNotThereIsSaidToBeMissing(String name) {
        refused(folder.resolve(name), "there is no file " + folder.resolve(name));
        assertThat(ModelFiles.holdsModel(folder.resolve(name))).isFalse();
    }

    @Test
    void numbersThatAreNotFiniteHaveNoPlaceInJson() {
        Model model = model();
        model.parameters().trained().getFirst().value().data[3] = Float.NaN;
        assertThatThrownBy(() -> ModelFiles.save(folder.resolve("one.json"), model, Weights.LIVE, LETTERS)).isInstanceOf(CheckpointException.class)
                .hasMessage(folder + "/one.json cannot hold tensor 'embed.wte', whose value 3 is NaN, not a number of JSON;"
                        + " save a model from before the training diverged");
        assertThat(folder).isEmptyDirectory();
    }

    private static Model model() {
        return Models.create(Tiny.config("vocabularySize", LETTERS.vocabSize(), "attention", Map.of("kvHeads", 1)), new Draws(7));
    }

    private Path save(String name) {
        ModelFiles.save(folder.resolve(name), model(), Weights.LIVE, LETTERS);
        return folder.resolve(name);
    }

    private static void refused(Path file, String sentence) {
        assertThatThrownBy(() -> ModelFiles.load(file)).isInstanceOf(CheckpointException.class)
                .message().startsWith(sentence).doesNotContain("\n");
    }
}
