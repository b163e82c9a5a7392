package dev.vitrine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.InputFiles;
import dev.vitrine.training.ConfigSchema;
import dev.vitrine.training.RunConfigs;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class ConfigCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    @TempDir private Path folder;

    private int config(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        String[] all = new String[arguments.length + 1];
        all[0] = "config";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        CommandLine line = Vitrine.commandLine("0");
        return line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true)).execute(all);
    }

    @Test
    void whatIsShownIsTheSameRun() throws IOException {
        assertThat(config("show", "--preset", "sudoku4", "--set", "seed=5", "model.layers=6")).isZero();
        Path yaml = Files.writeString(folder.resolve("mine.yaml"), out.toString());
        assertThat(RunConfigs.file(yaml)).isEqualTo(RunConfigs.set(RunConfigs.preset("sudoku4"), "seed=5", "model.layers=6"));

        assertThat(config("show", "--config", yaml.toString(), "--format", "json")).isZero();
        Path json = Files.writeString(folder.resolve("mine.json"), out.toString());
        assertThat(RunConfigs.file(json)).isEqualTo(RunConfigs.file(yaml));

        assertThat(config("show")).isZero();
        assertThat(RunConfigs.file(Files.writeString(yaml, out.toString()))).isEqualTo(RunConfigs.preset("start"));
    }

    @Test
    void eachFileIsToldOfInASentence() throws IOException {
        Path good = Files.writeString(folder.resolve("good.yaml"), "preset: rustgpt\nname: mine");
        Path bad = Files.writeString(folder.resolve("bad.yaml"), "preset: start\nmodel:\n  layer: 2");
        Path none = folder.resolve("none.yaml");

        assertThat(config("validate", good.toString())).isZero();
        assertThat(out.toString()).isEqualTo(good + " is a run: 'mine', gpt on facts.json, chats.json" + System.lineSeparator());
        assertThat(config("validate", bad.toString(), good.toString(), none.toString())).isEqualTo(1);
        assertThat(out.toString()).startsWith(good + " is a run");
        assertThat(err.toString().lines()).containsExactly(bad + ", line 3: there is no key 'model.layer'; did you mean 'model.layers'?",
                "there is no file " + none + "; give the path of a YAML or JSON file of a run");
    }

    @Test
    void theSchemaIsPrinted() {
        assertThat(config("schema")).isZero();
        assertThat(InputFiles.json("schema", out.toString())).isEqualTo(ConfigSchema.create());
    }

    @Test
    void wrongUseIsToldInASentence() {
        assertThat(config("show", "--format", "toml")).isEqualTo(2);
        assertThat(err.toString()).startsWith("unknown format 'toml'; choose one of [yaml, json]");
        assertThat(config("show", "--preset", "start", "--config", "x.yaml")).isEqualTo(2);
        assertThat(config()).isEqualTo(2);
        assertThat(err.toString()).startsWith("a command is missing: say what to do, such as config show");
        assertThat(config("validate")).isEqualTo(2);
    }
}
