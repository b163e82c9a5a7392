package dev.vitrine.engine.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.vitrine.engine.InputException;
import dev.vitrine.engine.checkpoint.ModelFolder;
import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.engine.tensor.Parameter;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checkpoints that transformers saved, and the numbers that it computes from them. */
final class GoldenCheckTest {
    @TempDir private Path folder;

    private static Path golden(String model) throws URISyntaxException {
        return Path.of(GoldenCheckTest.class.getResource("/golden/" + model + "/config.json").toURI()).getParent();
    }

    @ParameterizedTest
    @CsvSource({"gpt2-tiny, simd, 45", "gpt2-tiny, ejml, 45", "llama-tiny, simd, 38", "llama-tiny, ejml, 38",
        "mistral-tiny, simd, 37", "mistral-tiny, ejml, 37"})
    void everyFigureIsThatOfTransformers(String model, String backend, int count) throws Exception {
        List<Figure> figures = GoldenCheck.run(golden(model), Backends.create(backend));
        assertThat(figures).hasSize(count).allSatisfy(f -> assertThat(f.passed()).as(f.toString()).isTrue());
        assertThat(figures).extracting(Figure::name).contains("loss", "grad_norm_total", "greedy_from_row0", "adamw.loss.9");
    }

    /** One weight of each file is moved by a tenth of it, and by at least 0.01. */
    @ParameterizedTest
    @ValueSource(strings = {"gpt2-tiny", "llama-tiny", "mistral-tiny"})
    void oneChangedWeightFails(String model) throws Exception {
        copy(model);
        Path file = folder.resolve("model.safetensors");
        byte[] bytes = Files.readAllBytes(file);
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int at = bytes.length - 4 * 17;   // inside the last tensor: wte, or the last norm
        float was = buffer.getFloat(at);
        buffer.putFloat(at, was + Math.max(0.01f, Math.abs(was) / 10));
        Files.write(file, bytes);
        List<Figure> figures = GoldenCheck.run(folder, Backends.create("simd"));
        assertThat(figures).filteredOn(f -> f.name().startsWith("last_position_logits")).anyMatch(f -> !f.passed());
        assertThat(figures).filteredOn(f -> f.name().equals("loss")).allMatch(f -> !f.passed());
    }

    @Test
    void aNumberThatIsNotFiniteFails() {
        assertThat(Figure.absolute("x", 1, Double.NaN, 1e-3).passed()).isFalse();
        assertThat(Figure.relative("x", 1, Double.NaN, 1e-3).passed()).isFalse();
        assertThat(Figure.largest("x", new double[] {1, 2, 3}, new float[] {1, Float.NaN, 3}, 0, 1e-3).passed()).isFalse();
        assertThat(Figure.ids("x", new int[] {1, 2, 3}, new int[] {1, 2}).passed()).isFalse();
        assertThat(Figure.ids("x", new int[] {1, 2, 3}, new int[] {1, 2, 3}).passed()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "\"loss\":             | \"lost\":          | loss must be a number",
        "\"target_ids\": [[    | \"target_ids\": [[1, | target_ids must be rows of numbers, equally long",
        "\"grad_norm\": {      | \"grad_norm\": {\"wte\": 1, | grad_norm must be that of tensors of the checkpoint, and 'wte' is none",
        "\"every parameter\"   | \"matrices\"        | adamw.decay must be 'every parameter', the only choice that is checked",
    })
    void expectedNumbersThatAreWrongAreNamed(String was, String now, String sentence) throws Exception {
        copy("gpt2-tiny");
        Path file = folder.resolve("expected.json");
        String text = Files.readString(file).replaceAll("\\[\\s+\\[", "[[");
        assertThat(text).contains(was);
        Files.writeString(file, text.replace(was, now));
        assertThatThrownBy(() -> GoldenCheck.run(folder, Backends.create("simd"))).isInstanceOf(InputException.class)
                .hasMessage(file + ": " + sentence + "; use the file that was made with the checkpoint");
    }

    @Test
    void aFolderWithoutExpectedNumbersIsRefused() throws Exception {
        copy("gpt2-tiny");
        Files.delete(folder.resolve("expected.json"));
        assertThatThrownBy(() -> GoldenCheck.run(folder, Backends.create("simd"))).isInstanceOf(InputException.class)
                .hasMessageContaining("expected.json");
    }

    /** Queries, keys and values come apart, and every other tensor is whole. */
    @Test
    void theTensorsOfALlamaCoverEveryParameter() throws Exception {
        var loaded = ModelFolder.load(golden("llama-tiny"));
        for (Parameter p : loaded.model().parameters()) {
            assertThat(loaded.slices().stream().filter(s -> s.parameter() == p).mapToInt(s -> s.columns()).sum())
                    .isEqualTo(p.shape().columns());
        }
        Parameter qkv = loaded.model().parameters().get("blocks.1.attn.qkv.weight");
        assertThat(loaded.slices()).filteredOn(s -> s.parameter() == qkv).extracting(s -> s.tensor(), s -> s.from(), s -> s.columns())
                .containsExactly(tuple("model.layers.1.self_attn.q_proj.weight", 0, 32),
                        tuple("model.layers.1.self_attn.k_proj.weight", 32, 16),
                        tuple("model.layers.1.self_attn.v_proj.weight", 48, 16));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "llama-tiny   | '\"hidden_act\": \"silu\"'  | '\"hidden_act\": \"tanh\"' | hidden_act must be one of [gelu_pytorch_tanh, silu, swish], the forms that are computed here, got the string \"tanh\"",
        "llama-tiny   | '\"mlp_bias\": false'       | '\"mlp_bias\": true'  | mlp_bias must be false, the only choice that is computed here, got true",
        "llama-tiny   | '\"rope_type\": \"default\"'| '\"rope_type\": \"yarn\"' | rope_type must be one of [default], the forms that are computed here, got the string \"yarn\"",
        "llama-tiny   | '\"num_key_value_heads\": 2' | '\"num_key_value_heads\": 3' | attention.kv_heads (3) must divide heads (4)",
        "mistral-tiny | '\"sliding_window\": 5'     | '\"sliding_window\": -1' | sliding_window must be a whole number above 0, got the number -1",
    })
    void settingsThatAreNotComputedHereAreRefused(String model, String was, String now, String sentence) throws Exception {
        copy(model);
        Path config = folder.resolve("config.json");
        String text = Files.readString(config);
        assertThat(text).contains(was);
        Files.writeString(config, text.replace(was, now));
        assertThatThrownBy(() -> ModelFolder.load(folder)).isInstanceOf(InputException.class).hasMessage(config + ": " + sentence);
    }

    private void copy(String model) throws IOException, URISyntaxException {
        try (Stream<Path> files = Files.list(golden(model))) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
    }
}
