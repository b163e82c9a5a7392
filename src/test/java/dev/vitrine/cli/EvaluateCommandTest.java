package dev.vitrine.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vitrine.engine.InputFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** vitrine evaluate as a shell sees it. */
final class EvaluateCommandTest {
    private static final String BACKEND = System.getProperty("vitrine.backend");
    private static final List<String> CHATS = List.of("User: ice? Assistant: it is very cold", "User: sun? Assistant: it is very hot",
            "User: snow? Assistant: it is white", "the sea is blue");

    @TempDir private static Path shared;
    private static Path texts;
    private static Path model;

    @TempDir private Path folder;

    private record Answer(int exit, List<String> out, List<String> err) {
        JsonNode json() {
            assertThat(err).isEmpty();
            assertThat(exit).isZero();
            return InputFiles.json("stdout", out.getFirst());
        }

        void failedWith(int code, String sentence) {
            assertThat(err.getFirst()).startsWith(sentence);
            assertThat(out).isEmpty();
            assertThat(exit).isEqualTo(code);
        }
    }

    private static Answer vitrine(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Vitrine.commandLine("1.2.3").setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return new Answer(line.execute(arguments), out.toString().lines().toList(), err.toString().lines().toList());
    }

    private static Path train(String type, int steps) {
        Path model = shared.resolve(type + steps);
        String[] arguments = {"train", "--preset", "start", "--backend", BACKEND, "--steps", Integer.toString(steps), "--data",
            texts.toString(), "--out", model.toString(), "--set", "model.type=" + type, "model.channels=32", "model.hidden=64",
            "model.heads=2", "model.layers=2", "model.context_length=48", "stages.0.batch_size=4", "stages.0.validation_fraction=0",
            "stages.0.schedule.learning_rate=0.01"};
        assertThat(vitrine(arguments).exit).isZero();
        return model;
    }

    private Path file(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Answer evaluate(Path model, Path data, String... more) {
        String[] all = new String[7 + more.length];
        List<String> first = List.of("evaluate", "--model", model.toString(), "--data", data.toString(), "--backend", BACKEND);
        first.toArray(all);
        System.arraycopy(more, 0, all, 7, more.length);
        return vitrine(all);
    }

    @BeforeAll
    static void trainsAModel() throws IOException {
        texts = Files.writeString(shared.resolve("texts.txt"), String.join("\n", CHATS));
        model = train("gpt", 250);
    }

    @Test
    void theReportIsOneJsonObjectWhoseNumbersBelongTogether() {
        JsonNode json = evaluate(model, texts, "--json").json();

        assertThat(json.get("texts").intValue()).isEqualTo(4);
        int characters = (String.join("\n", CHATS) + "\n").length();
        assertThat(json.get("characters").intValue()).isEqualTo(characters);
        assertThat(json.get("bytes").intValue()).isEqualTo(characters);
        assertThat(json.get("tokens").intValue()).as("characters are the tokens").isEqualTo(characters);
        double loss = json.get("loss").doubleValue();
        assertThat(loss).isBetween(0.01, 1.0);
        assertThat(json.get("perplexity").doubleValue()).isCloseTo(Math.exp(loss), within(1e-6));
        assertThat(json.get("bits_per_character").doubleValue()).isCloseTo(loss / Math.log(2), within(1e-6));
        assertThat(json.get("bits_per_byte").doubleValue()).isEqualTo(json.get("bits_per_character").doubleValue());
        assertThat(json.get("token_accuracy").doubleValue()).isBetween(0.5, 1.0);
        assertThat(json.get("questions").intValue()).isEqualTo(3);
        assertThat(json.get("exact_answers").intValue()).isEqualTo(3);
        assertThat(json.get("compared").intValue()).isEqualTo(3);
        assertThat(json.get("bleu").doubleValue()).isCloseTo(100, within(1e-9));
        assertThat(json.get("bleu_signature").textValue()).isEqualTo("nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp|version:vitrine-1.2.3");
        assertThat(json.get("chrf").doubleValue()).isCloseTo(100, within(1e-9));
        assertThat(json.get("chrf_signature").textValue()).isEqualTo("nrefs:1|case:mixed|eff:yes|nc:6|nw:0|space:no|version:vitrine-1.2.3");
        assertThat(json.get("distinct_1").doubleValue()).as("it is very cold hot white, of 11 words").isEqualTo(6 / 11.0);
        assertThat(json.get("ece").doubleValue()).isBetween(0.0, 1.0);
        assertThat(json.get("reliability")).hasSize(15);
        assertThat(evaluate(model, texts, "--json", "--bins", "10").json().get("reliability")).hasSize(10);
    }

    @Test
    void theSameReportIsReadByAPerson() {
        Answer answer = evaluate(model, texts);

        assertThat(answer.exit).isZero();
        assertThat(answer.out.get(0)).startsWith("4 texts, ");
        assertThat(answer.out.get(1)).matches("loss \\d\\.\\d{4} nats a token, perplexity \\d+\\.\\d{3}");
        assertThat(answer.out.get(4)).isEqualTo("3 of 3 answers exact");
        assertThat(answer.out.get(5)).startsWith("BLEU|nrefs:1|").contains(" = 100.00 100.0/100.0/100.0/100.0 (BP = 1.000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hrm", "trm", "looped"})
    void everyModelOfTextIsMeasured(String type) {
        JsonNode json = evaluate(train(type, 3), texts, "--json", "--max-tokens", "1").json();

        assertThat(json.get("loss").doubleValue()).isBetween(1.0, 10.0);
        assertThat(json.get("questions").intValue()).isEqualTo(3);
    }

    @Test
    void referencesAreComparedWithWhatTheModelGoesOnWith() {
        Path prompts = file("prompts.txt", "User: ice? Assistant: hot\nthe sea\n");
        String said = vitrine("generate", "--model", model.toString(), "--backend", BACKEND, "--prompt", "the sea", "--max-tokens", "100")
                .out.getFirst();
        Path references = file("references.txt", "it is very cold\tcold it is\n" + said + " \n");
        JsonNode json = evaluate(model, prompts, "--references", references.toString(), "--json").json();

        assertThat(json.get("compared").intValue()).isEqualTo(2);
        assertThat(json.get("bleu").doubleValue()).isCloseTo(100, within(1e-9));
        assertThat(json.get("bleu_signature").textValue()).startsWith("nrefs:var|");
        assertThat(json.get("exact_answers").intValue()).isZero();
    }

    @Test
    void givenTextsNeedNoModel() {
        Path said = file("said.txt", "The dog bit the man.\nIt wasn't surprising.\nThe man had just bitten him.\n");
        Path wanted = file("wanted.txt", "The dog bit the man.\tThe dog had bit the man.\nIt was not unexpected.\tNo one was surprised.\n"
                + "The man bit him first.\tThe man had bitten the dog.\n");
        JsonNode json = vitrine("evaluate", "--hypotheses", said.toString(), "--references", wanted.toString(), "--json").json();

        assertThat(json.get("bleu").doubleValue()).isCloseTo(48.530827, within(1e-6));
        assertThat(json.get("chrf").doubleValue()).isCloseTo(59.73, within(0.005));
        assertThat(json.get("hypothesis_length").intValue()).isEqualTo(17);
        assertThat(json.has("loss")).isFalse();
        assertThat(vitrine("evaluate", "--hypotheses", said.toString(), "--references", wanted.toString()).out.getFirst())
                .endsWith(" = 48.53 82.4/50.0/45.5/37.5 (BP = 0.943 ratio = 0.944 hyp_len = 17 ref_len = 18)");
    }

    @Test
    void anEmptyHypothesisIsALineOfItsOwn() {
        Path said = file("said.txt", "\nthe cat sat on the mat\n\n");
        Path wanted = file("wanted.txt", "a\nthe cat sat on the mat\nb");

        assertThat(vitrine("evaluate", "--hypotheses", said.toString(), "--references", wanted.toString(), "--json").json()
                .get("reference_length").intValue()).isEqualTo(8);
    }

    @Test
    void wordsThatTheVocabularyLacksAreTold() {
        Answer answer = evaluate(model, file("odd.txt", "ice 日本"));

        assertThat(answer.exit).isZero();
        assertThat(answer.err).containsExactly("2 pieces are not in the vocabulary and read as <unk>, so perplexity and bits tell too little");
    }

    @ParameterizedTest
    @CsvSource({"'', holds no text; give at least one with letters in it", "'\n \n', holds only blank texts"})
    void dataWithoutATextAreRefused(String text, String sentence) {
        Path data = file("data.txt", text);

        evaluate(model, data).failedWith(1, data + " " + sentence);
    }

    @Test
    void whatDoesNotFitTogetherIsOneSentence() throws URISyntaxException {
        Path references = file("references.txt", "one\ntwo\n");
        evaluate(model, texts, "--references", references.toString()).failedWith(1, references
                + " has 2 lines, but there are 4 texts; give the references of one text on each line");
        Path blank = file("blank.txt", "one\n \t\nthree\nfour\n");
        evaluate(model, texts, "--references", blank.toString()).failedWith(1, blank
                + ": line 2 holds no reference; write what should be said there");
        Path empty = file("empty.txt", "");
        evaluate(model, texts, "--references", empty.toString()).failedWith(1, empty + " is empty; give a text file");
        Path lengthy = file("long.txt", "a\nUser: " + String.join("", Collections.nCopies(40, "x")) + "? Assistant: y\n");
        evaluate(model, lengthy).failedWith(1, lengthy
                + ": the prompt of text 2 has 59 tokens, but the model's context is 48; make it shorter");
        Path golden = Path.of(EvaluateCommandTest.class.getResource("/golden/gpt2-tiny/config.json").toURI()).getParent();
        evaluate(golden, texts).failedWith(1, golden + " has no tokenizer.json that is read here");
        vitrine("evaluate", "--model", "sudoku9", "--data", texts.toString()).failedWith(1, "there is no folder sudoku9");
        evaluate(folder, texts).failedWith(1, "there is no file " + folder.resolve("config.json"));
    }

    @Test
    void aModelOfPuzzlesIsSentToItsOwnCommand() {
        Path saved = shared.resolve("puzzles");
        assertThat(vitrine("train", "--preset", "sudoku4", "--steps", "1", "--backend", BACKEND, "--out", saved.toString(), "--set",
                "model.channels=16", "model.hidden=16", "stages.0.batch_size=4", "stages.0.puzzle.train=20", "stages.0.puzzle.unseen=5",
                "supervision.segments=6").exit).isZero();

        evaluate(saved, texts).failedWith(1, "the model in " + saved + " answers puzzles; vitrine puzzle evaluate measures it");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', value = {
        "--model x                             ~ --model and --data say what is measured on what",
        "--data x                              ~ --model and --data say what is measured on what",
        "--hypotheses x                        ~ --hypotheses are compared with --references",
        "--hypotheses x --references y --model z ~ --hypotheses are compared with --references",
        "--model x --data y --bins 0           ~ --bins must be at least 1, got 0",
        "--model x --data y --max-tokens 2000000 ~ --max-tokens must be at most 1000000, got 2000000",
    })
    void wrongUsageIsTold(String arguments, String sentence) {
        vitrine(("evaluate " + arguments).strip().split(" +")).failedWith(2, sentence);
    }
}
