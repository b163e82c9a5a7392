package dev.vitrine.engine.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.vitrine.engine.InputException;
import dev.vitrine.engine.checkpoint.ModelFiles;
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

/**
 * Checkpoints that transformers saved, and the numbers that it computes from them; and three with other switches whose numbers
 * PyTorch computed from the same formulas, all with padding inside the row that is continued: llama-biased-tiny (a bias in
 * attention alone, exact GELU as the gate, heads wider than the stream, BF16 in two files), llama-scaled-tiny (frequencies
 * scaled as in Llama 3.1, rows longer than the context, padding as its first and last token) and mistral-bare-tiny (ReLU as
 * the gate, names without prefix, a window of 3, which counts padding, rope_theta in a key of its own). hrm-tiny was made by the
 * classes of the HRM reference; hrm-learned-tiny (3 cycles of 2 steps, 1 and 2 blocks, learned positions, cells that do not
 * count, softmax), trm-mlp-tiny (mixing over positions) and hrm-puzzle-tiny (4 kinds of puzzles of 24 numbers, two positions before
 * the cells) by PyTorch from the same formulas.
 */
final class GoldenCheckTest {
    @TempDir private Path folder;

    private static Path golden(String model) throws URISyntaxException {
        return Path.of(GoldenCheckTest.class.getResource("/golden/" + model + "/config.json").toURI()).getParent();
    }

    @ParameterizedTest
    @CsvSource({"gpt2-tiny, simd, 45", "gpt2-tiny, ejml, 45", "llama-tiny, simd, 38", "llama-tiny, ejml, 38",
        "mistral-tiny, simd, 37", "mistral-tiny, ejml, 37", "llama-biased-tiny, simd, 45", "llama-biased-tiny, ejml, 45",
        "mistral-bare-tiny, simd, 36", "mistral-bare-tiny, ejml, 36", "llama-scaled-tiny, simd, 37", "llama-scaled-tiny, ejml, 37"})
    void everyFigureIsThatOfTheOtherLibrary(String model, String backend, int count) throws Exception {
        List<Figure> figures = GoldenCheck.run(golden(model), Backends.create(backend));
        assertThat(figures).hasSize(count).allSatisfy(f -> assertThat(f.passed()).as(f.toString()).isTrue());
        assertThat(figures).extracting(Figure::name).contains("loss", "grad_norm_total", "greedy_from_row0", "adamw.loss.9");
    }

    @ParameterizedTest
    @CsvSource({"hrm-tiny, simd, 67", "hrm-tiny, ejml, 67", "hrm-learned-tiny, simd, 85", "hrm-learned-tiny, ejml, 85",
        "trm-mlp-tiny, simd, 77", "trm-mlp-tiny, ejml, 77", "hrm-puzzle-tiny, simd, 73", "hrm-puzzle-tiny, ejml, 73"})
    void everyFigureOfAModelThatReasonsIsThatOfTheReference(String model, String backend, int count) throws Exception {
        List<Figure> figures = GoldenCheck.run(golden(model), Backends.create(backend));
        assertThat(figures).hasSize(count).allSatisfy(f -> assertThat(f.passed()).as(f.toString()).isTrue());
        assertThat(figures).extracting(Figure::name).contains("parameter_count", "segment.1.stablemax_loss", "segment.2.softmax_loss",
                "segment.2.q_halt_bce", "segment.2.q_continue.1", "segment.2.residual.H.1", "segment.1.logits_batch0.4",
                "segment.2.grad_norm.L_level.layers.0.mlp.gate_up_proj.weight");
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

    /** The first token of the row is the padding that was left out. */
    @Test
    void aContinuationWithPaddingInSightFails() throws Exception {
        copy("llama-tiny");
        Path config = folder.resolve("config.json");
        Files.writeString(config, Files.readString(config).replace("\"pad_token_id\": null", "\"pad_token_id\": 1"));
        assertThat(GoldenCheck.run(folder, Backends.create("simd"))).filteredOn(f -> !f.passed()).extracting(Figure::name)
                .containsExactly("greedy_from_row0");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"'\"pad_token_id\": null' | '\"pad_token_id\": 0'",
        "'\"eos_token_id\": 0' | '\"eos_token_id\": [0, 7]'"})
    void paddingIsTheTokenOfThatNameOrElseTheFirstThatEndsAText(String was, String now) throws Exception {
        copy("llama-tiny");
        Path config = folder.resolve("config.json");
        String text = Files.readString(config);
        assertThat(text).contains(was);
        Files.writeString(config, text.replace(was, now));
        assertThat(GoldenCheck.run(folder, Backends.create("simd"))).allMatch(Figure::passed);
    }

    @Test
    void aTextLongerThanATableOfPositionsIsRefused() throws Exception {
        copy("gpt2-tiny");
        Path file = folder.resolve("expected.json");
        Files.writeString(file, Files.readString(file).replaceFirst("\"greedy_from_row0\": \\[", "$0" + "1, ".repeat(40)));
        assertThatThrownBy(() -> GoldenCheck.run(folder, Backends.create("simd"))).isInstanceOf(InputException.class)
                .hasMessage(file + ": greedy_from_row0 must be at most 64 ids long, for there are as many positions;"
                        + " use the file that was made with the checkpoint");
    }

    @Test
    void anotherEpsilonOrOneCycleMoreFails() throws Exception {
        copy("hrm-tiny");
        Path config = folder.resolve("config.json");
        String text = Files.readString(config);
        Files.writeString(config, text.replace("1e-05", "1e-02"));
        assertThat(GoldenCheck.run(folder, Backends.create("simd"))).filteredOn(f -> f.name().contains("z_H")).noneMatch(Figure::passed);
        Files.writeString(config, text.replace("\"L_cycles\": 2", "\"L_cycles\": 3"));
        assertThatThrownBy(() -> GoldenCheck.run(folder, Backends.create("simd"))).isInstanceOf(InputException.class).hasMessage(
                folder.resolve("expected.json") + ": residuals_in_order must be 8 pairs of a level and a number, one for each update;"
                        + " use the file that was made with the checkpoint");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "config.json   | '\"H_cycles\": 2'     | '\"h_cycles\": 2'   | H_cycles must be a whole number above 0, got nothing",
        "config.json   | '\"puzzle_emb_ndim\": 0' | '\"puzzle_emb_ndim\": -1' | puzzle_emb_ndim must be a whole number from 0 to 1048576,"
            + " got the number -1",
        "config.json   | '\"puzzle_emb_ndim\": 0' | '\"puzzle_emb_ndim\": 40, \"puzzle_emb_len\": 2' | puzzle_emb_len must be at least 3,"
            + " for 40 numbers of a puzzle, 16 a position, got the number 2",
        "config.json   | '\"num_heads\": 2'    | '\"num_heads\": 3'  | hidden_size must be a multiple of num_heads (3), got the number 16",
        "config.json   | '\"H_layers\": 1'     | '\"H_layers\": 2147483647' | H_layers must be at most 500, got the number 2147483647",
        "config.json   | '\"expansion\": 4.0'  | '\"expansion\": 1e12' | expansion must be above 0 and at most 1000.0, got the number 1.0E12",
        "config.json   | stablemax_cross_entropy | cross_entropy | loss must be one of [softmax_cross_entropy, stablemax_cross_entropy], by which gradients can be checked, got the string \"cross_entropy\"; use the file that was made with the checkpoint",
        "expected.json | '\"tensors\": {'      | '\"tensors\": {\"x\": [1], ' | tensors must be those of the checkpoint, and 'x' is none; use the file that was made with the checkpoint",
        "expected.json | '\"H_init\": [16]'     | '\"H_init\": [15]' | tensors.H_init must be [16], as the checkpoint's config asks for, got [15]; use the file that was made with the checkpoint",
        "expected.json | '\"H_init\": [16],'    | '' | tensors must be all of the checkpoint's, and these are missing: [H_init]; use the file that was made with the checkpoint",
    })
    void whatDoesNotFitAModelThatReasonsIsNamedAsItsFileNamesIt(String name, String was, String now, String sentence) throws Exception {
        copy("hrm-tiny");
        Path file = folder.resolve(name);
        String text = Files.readString(file).replaceAll("\\[\\s*(\\d+)\\s*]", "[$1]");
        assertThat(text).contains(was);
        Files.writeString(file, text.replace(was, now == null ? "" : now));
        assertThatThrownBy(() -> GoldenCheck.run(folder, Backends.create("simd"))).isInstanceOf(InputException.class)
                .hasMessage(file + ": " + sentence);
    }

    @Test
    void aFileInPlaceOfTheFolderIsRefused() throws Exception {
        Path file = golden("hrm-tiny").resolve("config.json");
        assertThatThrownBy(() -> GoldenCheck.run(file, Backends.create("simd"))).isInstanceOf(InputException.class)
                .hasMessage(file + " is a file; give the folder that holds config.json, model.safetensors and expected.json");
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
        "\"loss\":             | \"lost\":          | loss must be a number; use the file that was made with the checkpoint",
        "\"target_ids\": [[    | \"target_ids\": [[1, | target_ids must be rows of numbers, equally long; use the file that was made with the checkpoint",
        "\"grad_norm\": {      | \"grad_norm\": {\"wte\": 1, | grad_norm must be that of tensors of the checkpoint, and 'wte' is none; use the file that was made with the checkpoint",
        "\"every parameter\"   | \"matrices\"        | adamw.decay must be 'every parameter', the only choice that is checked; use the file that was made with the checkpoint",
        "\"lr\": 0.01            | \"lr\": -0.01        | adamw.lr must be a number from 0 up; use the file that was made with the checkpoint",
        "\"beta2\": 0.95         | \"beta2\": 1          | adamw.beta2 must be from 0 to below 1, got 1.0: 0.9 or 0.95 is usual",
    })
    void expectedNumbersThatAreWrongAreNamed(String was, String now, String sentence) throws Exception {
        copy("gpt2-tiny");
        Path file = folder.resolve("expected.json");
        String text = Files.readString(file).replaceAll("\\[\\s+\\[", "[[");
        assertThat(text).contains(was);
        Files.writeString(file, text.replace(was, now));
        assertThatThrownBy(() -> GoldenCheck.run(folder, Backends.create("simd"))).isInstanceOf(InputException.class)
                .hasMessage(file + ": " + sentence);
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
        var loaded = ModelFiles.load(golden("llama-tiny"));
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
        "llama-tiny   | '\"hidden_act\": \"silu\"'  | '\"hidden_act\": \"tanh\"' | hidden_act must be one of [gelu, gelu_fast, gelu_new, gelu_pytorch_tanh, relu, silu, swish], the forms that are computed here, got the string \"tanh\"",
        "llama-tiny   | '\"mlp_bias\": false'       | '\"mlp_bias\": 1'     | mlp_bias must be true or false, got the number 1",
        "llama-tiny   | '\"mlp_bias\": false'       | '\"rope_scaling\": {\"type\": \"dynamic\", \"factor\": 2.0}' | type must be one of [default, linear, llama3], the forms that are computed here, got the string \"dynamic\"",
        "llama-tiny   | '\"mlp_bias\": false'       | '\"rope_scaling\": {\"type\": \"linear\"}' | factor must be a number, got nothing",
        "llama-tiny   | '\"mlp_bias\": false'       | '\"rope_scaling\": {\"type\": \"linear\", \"factor\": 0.5}' | factor must be at least 1, got 0.5",
        "llama-tiny   | '\"rope_type\": \"default\"'| '\"rope_type\": \"yarn\"' | rope_type must be one of [default, linear, llama3], the forms that are computed here, got the string \"yarn\"",
        "llama-tiny   | '\"num_key_value_heads\": 2' | '\"num_key_value_heads\": 3' | attention.kv_heads (3) must divide heads (4)",
        "mistral-tiny | '\"sliding_window\": 5'     | '\"sliding_window\": -1' | sliding_window must be a whole number above 0, got the number -1",
    })
    void settingsThatAreNotComputedHereAreRefused(String model, String was, String now, String sentence) throws Exception {
        copy(model);
        Path config = folder.resolve("config.json");
        String text = Files.readString(config);
        assertThat(text).contains(was);
        Files.writeString(config, text.replace(was, now));
        assertThatThrownBy(() -> ModelFiles.load(folder)).isInstanceOf(InputException.class).hasMessage(config + ": " + sentence);
    }

    /** What is null, said twice, or said with a name of old counts as it does in transformers. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "'\"attention_bias\": false' | '\"attention_bias\": null'",
        "'\"rope_parameters\": {'    | '\"rope_scaling\": {\"type\": \"default\"}, \"rope_parameters\": {'",
        "'\"rope_theta\": 10000.0,'  | ''",
        "'\"rope_parameters\": {'    | '\"rope_theta\": 5, \"rope_parameters\": {'",
        "'\"rope_parameters\": {'    | '\"rope_theta\": 10000, \"other\": {'",
    })
    void thisSaysTheSame(String was, String now) throws Exception {
        copy("llama-tiny");
        Path config = folder.resolve("config.json");
        String text = Files.readString(config);
        assertThat(text).contains(was);
        Files.writeString(config, text.replace(was, now));
        assertThat(ModelFiles.load(folder).model().config()).isEqualTo(ModelFiles.load(golden("llama-tiny")).model().config());
    }

    @Test
    void theBaseOfTheRotaryFrequenciesMayStandBesideTheirType() throws Exception {
        copy("llama-tiny");
        Path config = folder.resolve("config.json");
        Files.writeString(config, Files.readString(config).replace("\"rope_theta\": 10000.0,", "")
                .replace("\"rope_parameters\": {", "\"rope_theta\": 777.0, \"rope_parameters\": {"));
        assertThat(ModelFiles.load(folder).model().config().ropeTheta()).isEqualTo(777);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "'\"weight_map\"'                         | '\"map\"' | : weight_map must be an object that gives the file of each tensor, got nothing",
        "': \"model-00001-of-00002.safetensors\"' | ': \"../model.safetensors\"' | : weight_map.lm_head.weight must be the name of a file beside it, got the string \"../model.safetensors\"",
        "'\"lm_head.weight\"'                     | '\"lm_head\"' | ' lacks the tensor ''lm_head.weight'' that its config.json asks for; save or download it again'",
    })
    void anIndexThatIsWrongIsRefusedInOneSentence(String was, String now, String sentence) throws Exception {
        copy("llama-biased-tiny");
        Path index = folder.resolve("model.safetensors.index.json");
        String text = Files.readString(index);
        assertThat(text).contains(was);
        Files.writeString(index, text.replace(was, now));
        assertThatThrownBy(() -> ModelFiles.load(folder)).isInstanceOf(InputException.class).hasMessage(index + sentence);
    }

    @Test
    void aFileThatTheIndexNamesMustBeThere() throws Exception {
        copy("llama-biased-tiny");
        Files.delete(folder.resolve("model-00002-of-00002.safetensors"));
        assertThatThrownBy(() -> ModelFiles.load(folder)).isInstanceOf(InputException.class)
                .hasMessageStartingWith("there is no file " + folder + "/model-00002-of-00002.safetensors");
    }

    private void copy(String model) throws IOException, URISyntaxException {
        try (Stream<Path> files = Files.list(golden(model))) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
    }
}
