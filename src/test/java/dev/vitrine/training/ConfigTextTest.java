package dev.vitrine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.engine.InputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConfigTextTest {
    private static final String GOOD = """
            # what differs
            preset: rustgpt
            seed: 7
            model: {layers: 1, norm_eps: 1e-6}
            stages:
              - {}
              - epochs: 3
                schedule:
                  learning_rate: 1.5e-3
            """;

    /** A file of YAML, and what is said of it; the key at fault stands in the line that is told. */
    private static final String[][] WRONG = {
        {"preset: start\nseeds: 1", ", line 2: there is no key 'seeds'; did you mean 'seed'?"},
        {"preset: start\nmodel:\n  layers: 1\n  layer: 1", ", line 4: there is no key 'model.layer'; did you mean 'model.layers'?"},
        {"preset: start\n\nmodel:\n  norms: {}", ", line 4: there is no key 'model.norms'; did you mean 'model.norm'?"},
        {"preset: start\nmodel:\n  layers: two", ", line 3: model.layers must be a whole number, got the string \"two\""},
        {"preset: start\nname: 5", ", line 2: name must be a string, got the number 5"},
        {"preset: start\nseed: 99999999999999999999999", ", line 2: seed must be a whole number that fits into 32 bits (64 for a seed), got the number 99999999999999999999999"},
        {"preset: start\nmodel:\n  layers: 0", ", line 3: model.layers must be from 1 to 1000, got 0"},
        {"preset: start\nmodel:\n  norm: rms_nrom", ", line 3: model.norm: unknown norm 'rms_nrom'; choose one of [rms_norm, rms_norm_no_gain, layer_norm, dyt]; did you mean 'rms_norm'?"},
        {"preset: start\nmodel:\n  rope_theta: .inf", ", line 3: model.rope_theta must be a finite number, got .inf"},
        {"preset: start\noptimizer:\n  clip_norm: 1e999", ", line 3: optimizer.clip_norm must be a finite number, got 1e999"},
        {"preset: start\nshards: 2\nstages:\n- name: mine\n  batch_size: 3", ", line 5: batch_size (3) of stage 'mine' must be a multiple of shards (2): try 2"},
        {"preset: rustgpt\nshards: 2\nstages:\n- batch_size: 4\n  name: one\n- batch_size: 5\n  name: two", ", line 6: batch_size (5) of stage 'two' must be a multiple of shards (2): try 4"},
        {"preset: start\nloss:\n  scored: answers", ", line 3: loss.scored can be 'answers' only where format is 'lines' or 'puzzles', but stage 'rhymes' is a stream"},
        {"preset: start\nupdate:\n  accumulate: 5", ", line 3: batch_size (16) of stage 'rhymes' must be a multiple of shards (2) times update.accumulate (5): try 10"},
        {"preset: start\nstages:\n- {}\n- name: more", ", line 4: stages.1.data is missing"},
        {"preset: rustgpt\nstages:\n- {}\n-", ", line 4: stages.1 must be an object, got null"},
        {"preset: start\nstages: []", ", line 2: stages must have at least one stage"},
        {"preset: strat", ", line 1: preset must be one of " + Presets.REGISTRY.names() + ", got 'strat'; did you mean 'start'?"},
        {"preset: start\nseed: 1\nseed: 2", ", line 3: the key 'seed' is given twice, first at line 2; remove one"},
        {"preset: start\nmodel.layers: 2", ", line 2: 'model.layers' is no name of a key; write each part of it on a level of its own"},
        {"preset: start\nname: a: b", ", line 2: this is not valid YAML: mapping values are not allowed here; correct it or restore the file"},
        {"preset: start\nstages: [1, 2", ", line 2: this is not valid YAML: expected ',' or ']', but got <stream end>; correct it or restore the file"},
        {"preset: start\nmodel:\n\tlayers: 2", ", line 3: this is not valid YAML: found character '\\t(TAB)' that cannot start any token. (Do not use \\t(TAB) for indentation); correct it or restore the file"},
        {"preset: start\nname: \u0001", ", line 1: this is not valid YAML: special characters are not allowed; correct it or restore the file"},
        {"preset: start\n? [a]\n: b", ", line 2: this is not valid YAML: Expected a field name"},
        {"preset: start\nmodel: &m {layers: 1}", ", line 2: the anchor &m is not read; remove it and write out what refers to it"},
        {"preset: start\nname: *m", ", line 2: the alias *m is not read; write out what it stands for"},
        {"preset: start\nname: !!java.net.URL x", ", line 2: the tag !tag:yaml.org,2002:java.net.URL is not read; remove it"},
        {"preset: start\n---\npreset: start", ", line 3: something follows after the end of the run; a file holds one"},
        {"# nothing", " is empty, but a run was expected; write for example preset: start"},
        {"- preset: start", " must hold an object, got an array; write it as preset: start"},
        {"start", " must hold an object, got the string \"start\"; write it as preset: start"},
        {"preset: start\nmodel: " + "{a: ".repeat(3000), ", line 2: more than 16 objects and lists stand in one another; a run has at most 5"},
        {"preset: start\nstages: " + "[".repeat(30_000), ", line 2: more than 16 objects and lists stand in one another; a run has at most 5"},
    };

    private static String[][] wrong() {
        return WRONG;
    }

    @TempDir private Path folder;

    @ParameterizedTest
    @MethodSource("wrong")
    void aWrongFileIsRefusedByItsLine(String yaml, String sentence) throws IOException {
        Path file = write("run.yaml", yaml);
        assertThatThrownBy(() -> RunConfigs.file(file)).isInstanceOf(InputException.class)
                .message().startsWith(file + sentence).doesNotContain("\n");
    }

    @Test
    void yamlAndJsonSayTheSame() throws IOException {
        Path json = write("run.json", """
                {"preset": "rustgpt", "seed": 7, "model": {"layers": 1, "norm_eps": 1e-6},
                 "stages": [{}, {"epochs": 3, "schedule": {"learning_rate": 0.0015}}]}""");
        assertThat(RunConfigs.file(write("run.yaml", GOOD))).isEqualTo(RunConfigs.file(json));
        assertThat(RunConfigs.file(write("run.YML", GOOD)).seed()).isEqualTo(7);
    }

    @Test
    void jsonTellsItsLinesToo() throws IOException {
        Path file = write("run.json", "{\n \"preset\": \"start\",\n \"model\": {\n  \"layers\": -1}}");
        assertThatThrownBy(() -> RunConfigs.file(file)).hasMessage(file + ", line 4: model.layers must be from 1 to 1000, got -1");
        Path twice = write("twice.json", "{\"seed\": 1,\n\"seed\": 1}");
        assertThatThrownBy(() -> RunConfigs.file(twice)).hasMessage(twice + ", line 2: the key 'seed' is given twice, first at line 1; remove one");
        Path after = write("after.json", "{\"seed\": 1}\n{}");
        assertThatThrownBy(() -> RunConfigs.file(after)).hasMessage(after + ", line 2: something follows after the end of the run; a file holds one");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run.txt", "run", "yaml"})
    void theNameSaysTheFormat(String name) throws IOException {
        Path file = write(name, GOOD);
        assertThatThrownBy(() -> RunConfigs.file(file)).hasMessage(file + ": the name of a file of a run must end in .yaml, .yml or .json");
    }

    @Test
    void aHugeFileIsNotTakenIntoMemory() throws IOException {
        Path file = write("run.yaml", "#".repeat((1 << 20) + 1));
        assertThatThrownBy(() -> RunConfigs.file(file)).hasMessage(file + " has 1048577 bytes, but at most 1048576 are read; give a smaller file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "no", "~", "null", "1e5", "007", "0x1F", "..3.3...4.2..24.", "1:30", "2024-01-01", ": ", "- a", "#", "a # b",
        "*a", "&a", "!a", "%a", "@a", "`a", "'", "\"", "a\nb\n", "\u00e9\ud83d\ude00", "", " ", ".inf", "=", "<<", "\t", "{", "[a", "?", "|"})
    void everyTextSurvivesYaml(String text) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("text", text);
        assertThat(ConfigText.read("run.yaml", ConfigFormat.YAML.write(json), ConfigFormat.YAML).json()).isEqualTo(json);
    }

    /** No stack trace, no hang, whatever stands in a file: it is read, or refused in a sentence. */
    @Test
    void aDamagedFileIsReadOrRefused() throws IOException {
        SplittableRandom random = new SplittableRandom(5);
        byte[] good = (GOOD + RunConfigs.text(RunConfigs.preset("sudoku4"), ConfigFormat.YAML).replace("seed", "sed")).getBytes(StandardCharsets.UTF_8);
        int refused = 0;
        for (int i = 0; i < 3000; i++) {
            byte[] bytes = good.clone();
            for (int n = random.nextInt(1, 5); n > 0; n--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(random.nextBoolean() ? 256 : 64);
            }
            Path file = Files.write(folder.resolve("run.yaml"), random.nextInt(4) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes);
            try {
                RunConfigs.file(file);
            } catch (InputException e) {
                refused++;
                assertThat(e.getMessage()).startsWith(file.toString()).doesNotContain("\n");
            }
        }
        assertThat(refused).isGreaterThan(2000);
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
