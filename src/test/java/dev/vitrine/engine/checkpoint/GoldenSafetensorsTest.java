package dev.vitrine.engine.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that transformers and the HRM reference saved. */
final class GoldenSafetensorsTest {
    private static Path file(String model) throws URISyntaxException {
        return Path.of(GoldenSafetensorsTest.class.getResource("/golden/" + model + "/model.safetensors").toURI());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "gpt2-tiny    | 28 | transformer.h.0.attn.c_attn.weight          | 32, 96",
        "gpt2-tiny    | 28 | transformer.wte.weight                      | 97, 32",
        "gpt2-tiny    | 28 | transformer.ln_f.bias                       | 32",
        "llama-tiny   | 21 | model.layers.1.self_attn.k_proj.weight      | 16, 32",
        "llama-tiny   | 21 | lm_head.weight                              | 97, 32",
        "mistral-tiny | 20 | model.layers.0.mlp.down_proj.weight         | 32, 88",
        "hrm-tiny     | 14 | H_level.layers.0.mlp.gate_up_proj.weight    | 512, 16",
        "hrm-tiny     | 14 | H_init                                      | 16",
        "hrm-tiny     | 14 | q_head.weight                               | 2, 16",
    })
    void holdsTheTensorsOfTheModel(String model, int tensors, String name, String shape) throws URISyntaxException {
        Safetensors read = Safetensors.read(file(model));
        assertThat(read.names()).hasSize(tensors).contains(name);
        assertThat(read.shape(name)).hasToString("[" + shape + "]");
        assertThat(read.metadata()).isEqualTo(Map.of("format", "pt"));
        for (String each : read.names()) {
            float[] values = read.floats(each);
            assertThat(values).hasSize(read.shape(each).stream().reduce(1, Math::multiplyExact));
            assertThat(IntStream.range(0, values.length)).allMatch(i -> Math.abs(values[i]) < 10);
        }
    }

    @Test
    void aGoldenFileWrittenAgainHasTheSameBytes(@TempDir Path folder) throws IOException, URISyntaxException {
        for (String model : List.of("gpt2-tiny", "llama-tiny", "mistral-tiny", "hrm-tiny")) {
            Safetensors read = Safetensors.read(file(model));
            Map<String, Safetensors.Entry> tensors = new LinkedHashMap<>();
            read.names().forEach(name -> tensors.put(name, new Safetensors.Entry(read.shape(name), read.floats(name))));
            Path copy = folder.resolve(model);
            Safetensors.write(copy, tensors, read.metadata());
            assertThat(Files.readAllBytes(copy)).isEqualTo(Files.readAllBytes(file(model)));
        }
    }
}
