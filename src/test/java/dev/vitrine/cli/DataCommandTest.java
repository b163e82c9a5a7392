package dev.vitrine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vitrine.engine.InputFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands on data as a shell sees them. */
final class DataCommandTest {
    @TempDir private Path folder;

    private record Answer(int exit, List<String> out, List<String> err) {
        JsonNode json() {
            assertThat(err).isEmpty();
            return InputFiles.json("stdout", out.getFirst());
        }
    }

    private static Answer vitrine(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = Vitrine.commandLine("1.2.3").setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true)).execute(arguments);
        return new Answer(exit, out.toString().lines().toList(), err.toString().lines().toList());
    }

    private Path tokenizer() {
        Path model = folder.resolve("model");
        assertThat(vitrine("train", "--preset", "start", "--set", "model.channels=16", "model.hidden=16", "model.layers=1", "stages.0.batch_size=4",
                "--steps", "2", "--json", "--out", model.toString()).exit).isZero();
        return model;
    }

    @Test
    void everyLineIsCountedAsUsedOrListed() throws IOException {
        Path file = Files.writeString(folder.resolve("a.jsonl"), """
                {"text": "one"}
                {"text": 2}

                {"text": "one"}
                {"prompt": "Who?", "answer": "I."}
                """);
        JsonNode json = vitrine("data", "inspect", file.toString(), "--json").json();
        assertThat(json.get("read").intValue()).isEqualTo(5);
        assertThat(json.get("used").intValue()).isEqualTo(3);
        assertThat(json.get("not_used").intValue()).isEqualTo(2);
        assertThat(json.get("chats").intValue()).isEqualTo(1);
        assertThat(json.get("findings")).extracting(f -> f.get("kind").textValue() + " " + f.get("count") + " " + f.get("used"))
                .containsExactly("empty 1 false", "shape 1 false", "duplicate 1 true");
        assertThat(json.get("samples")).extracting(s -> s.get("text").textValue()).containsExactly("one", "one", "User: Who? Assistant: I.");
        assertThat(vitrine("data", "inspect", file.toString()).out.getFirst()).isEqualTo(file + ": 80 bytes, 5 read, 3 used (1 chats), 30 characters, 6 words");
    }

    @Test
    void whereNoTextCanBeUsedTheReportIsAFailure() throws IOException {
        Path file = Files.writeString(folder.resolve("a.jsonl"), "{\"text\": 2}\n\n");
        Answer answer = vitrine("data", "inspect", file.toString());
        assertThat(answer.exit).isEqualTo(1);
        assertThat(answer.out.getFirst()).isEqualTo(file + ": 13 bytes, 2 read, 0 used (0 chats), 0 characters, 0 words");
    }

    @Test
    void whatIsCutOffLooksWrong() throws IOException {
        Path file = Files.writeString(folder.resolve("a.json"), "[\"a\", \"b");
        assertThat(vitrine("data", "inspect", file.toString()).out).doesNotContain("  nothing looks wrong")
                .anyMatch(line -> line.startsWith("  the rest was not looked at: " + file + " is not valid JSON at line 1"));
    }

    @Test
    void augmentationsAreShownBeforeAndAfter() {
        JsonNode json = vitrine("data", "inspect", "facts.json", "--augment", "casing=1", "--search", "moon", "--json").json();
        assertThat(json.get("matches").intValue()).isPositive();
        assertThat(json.get("samples")).allSatisfy(s -> assertThat(s.get("augmented").textValue()).isEqualToIgnoringCase(s.get("text").textValue())
                .isNotEqualTo(s.get("text").textValue()));
    }

    @Test
    void shardsAreMadeLookedAtAndTrainedOn() {
        Path model = tokenizer();
        Path shards = folder.resolve("shards");
        JsonNode made = vitrine("data", "shard", "--data", "rhymes.json", "--tokenizer", model.toString(), "--out", shards.toString(), "--json").json();
        JsonNode looked = vitrine("data", "inspect", shards.toString(), "--json").json();
        assertThat(looked.get("tokens")).isEqualTo(made.get("tokens"));
        assertThat(looked.get("texts").intValue()).isEqualTo(160);
        Answer trained = vitrine("train", "--preset", "start", "--set", "tokenizer=shards", "stages.0.format=shards", "model.channels=16", "model.hidden=16",
                "model.layers=1", "stages.0.batch_size=4", "--data", shards.toString(), "--steps", "3", "--json");
        assertThat(trained.err).isEmpty();
        assertThat(trained.exit).isZero();
    }

    @Test
    void aQuestionIsAskedAsTrainingWritesIt() {
        String model = tokenizer().toString();
        Answer asked = vitrine("generate", "--model", model, "--prompt", "abc", "--chat", "dialog", "--max-tokens", "2", "--json");
        Answer given = vitrine("generate", "--model", model, "--prompt", "User: abc Assistant:", "--max-tokens", "2", "--json");
        assertThat(asked.out).hasSize(1);
        assertThat(asked).isEqualTo(given);
    }

    @Test
    void trainingTellsOfItsTextsFirst() {
        Answer text = vitrine("train", "--preset", "start", "--set", "model.channels=16", "model.hidden=16", "model.layers=1", "stages.0.batch_size=4", "--steps", "1");
        assertThat(text.err).contains("stage rhymes: 160 read, 160 used, 4,266 tokens");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "data                                     | a command is missing: say what to do, such as data inspect | 2",
        "data inspect no.txt                      | there is no file 'no.txt' and no data set of that name ships | 1",
        "data inspect facts.json --context 5      | --context needs --tokenizer, as it counts tokens | 2",
        "data inspect facts.json --validation 1   | --validation must be from 0 to below 1, got 1.0 | 2",
        "data inspect facts.json --augment casing | an augmentation must be key=value, such as word_dropout=0.1, got 'casing' | 1",
        "data inspect facts.json --augment x=1    | there is no key 'x'; did you mean | 1",
        "data inspect facts.json --template talk  | unknown chat template 'talk'; choose one of [dialog, chatml, llama2, plain] | 1",
        "data shard --data facts.json --tokenizer no.json --out x | there is no file no.json | 1",
    })
    void whatCannotBeIsToldInASentence(String command, String sentence, int exit) {
        Answer answer = vitrine(command.split(" +"));
        assertThat(answer.err.getFirst()).startsWith(sentence);
        assertThat(answer.exit).isEqualTo(exit);
        assertThat(answer.out).isEmpty();
    }
}
