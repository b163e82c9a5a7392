package dev.vitrine.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vitrine.engine.InputFiles;
import dev.vitrine.engine.checkpoint.ModelFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The commands as a shell sees them: arguments in, two streams and an exit code out. */
final class CommandLineTest {
    private static final List<String> SMALL = List.of("--set", "model.channels=16", "model.hidden=32", "model.heads=2",
            "model.context_length=16", "stages.0.batch_size=4");

    @TempDir private static Path shared;
    private static Path model;

    @TempDir private Path folder;

    private record Answer(int exit, List<String> out, List<String> err) {
        JsonNode json(int line) {
            return InputFiles.json("stdout", out.get(line));
        }

        void failedWith(String sentence) {
            assertThat(err).singleElement().asString().startsWith(sentence);
            assertThat(out).isEmpty();
            assertThat(exit).isEqualTo(1);
        }
    }

    private static Answer vitrine(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Vitrine.commandLine("1.2.3").setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return new Answer(line.execute(arguments), out.toString().lines().toList(), err.toString().lines().toList());
    }

    /** The start preset, small. */
    private static Answer train(String... more) {
        List<String> all = new ArrayList<>(List.of("train", "--preset", "start", "--json"));
        all.addAll(SMALL);
        all.addAll(List.of("--backend", System.getProperty("vitrine.backend")));
        all.addAll(Arrays.asList(more));
        return vitrine(all.toArray(String[]::new));
    }

    private static List<String> keys(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }

    private static Path golden() throws URISyntaxException {
        return Path.of(CommandLineTest.class.getResource("/golden/gpt2-tiny/config.json").toURI()).getParent();
    }

    @BeforeAll
    static void trainsAModel() {
        model = shared.resolve("model");
        Answer answer = train("--steps", "20", "--out", model.toString());
        assertThat(answer.err).isEmpty();
        assertThat(answer.exit).isZero();
    }

    @Test
    void trainTellsOneJsonObjectALine() {
        Answer answer = train("--steps", "20", "--log-every", "5", "--threads", "1");

        assertThat(answer.exit).isZero();
        assertThat(answer.err).isEmpty();
        assertThat(answer.out).hasSize(6);
        for (int i = 0; i < 5; i++) {
            assertThat(keys(answer.json(i))).containsExactly("step", "loss", "validation_loss", "learning_rate", "grad_norm",
                    "tokens_per_second");
            assertThat(answer.json(i).get("step").intValue()).isEqualTo(i == 4 ? 19 : 5 * i);
            assertThat(answer.json(i).get("validation_loss").isNull()).isEqualTo(i > 0);
        }
        JsonNode summary = answer.json(5);
        assertThat(keys(summary)).containsExactly("steps", "loss", "loss_floor", "validation_loss", "parameters", "activation_bytes",
                "memory_bytes", "seconds", "cpu_seconds", "flops", "state_hash");
        assertThat(summary.get("steps").intValue()).isEqualTo(20);
        assertThat(summary.get("loss").doubleValue()).isBetween(1.0, 3.3);
        assertThat(summary.get("loss_floor").isNull()).isTrue();
        assertThat(summary.get("state_hash").textValue()).matches("[0-9a-f]{16}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"one.bin", "one.json", "a folder"})
    void aModelTravelsInEveryFormAndWritesTheSame(String name) {
        Path place = folder.resolve(name);
        Answer converted = vitrine("convert", model.toString(), place.toString());
        assertThat(converted.err).isEmpty();
        assertThat(converted.out).containsExactly("written to " + place);
        List<String> wanted = vitrine("generate", "--model", model.toString(), "--prompt", "the ", "--max-tokens", "8").out;
        Answer generated = vitrine("generate", "--model", place.toString(), "--prompt", "the ", "--max-tokens", "8");
        assertThat(generated.err).isEmpty();
        assertThat(generated.out).isEqualTo(wanted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"one.bin", "one.json"})
    void trainSavesOneFileFromWhichAnotherRunBegins(String name) {
        Path file = folder.resolve(name);
        assertThat(train("--steps", "2", "--out", file.toString()).err).isEmpty();
        assertThat(file).isRegularFile();
        Answer begun = train("--steps", "1", "--set", "begin.weights=" + file);
        assertThat(begun.err).isEmpty();
        assertThat(begun.exit).isZero();
    }

    @Test
    void whatCannotBeConvertedIsSaidInOneSentence() {
        vitrine("convert", model.toString(), folder.resolve("out").toString(), "--to", "hrm")
                .failedWith("hrm has no place for model.type = gpt: it must be hrm or trm;");
        assertThat(vitrine("convert", model.toString()).exit).isEqualTo(2);
    }

    @Test
    void trainOnPuzzlesTellsWhatIsSolvedAfterEachSegment() {
        Answer answer = vitrine("train", "--preset", "sudoku4", "--json", "--steps", "6", "--log-every", "3", "--backend",
                System.getProperty("vitrine.backend", "simd"), "--set", "model.channels=16", "model.hidden=16", "stages.0.batch_size=4",
                "stages.0.puzzle.train=20", "stages.0.puzzle.unseen=5", "supervision.segments=6", "validate_every=3");

        assertThat(answer.err).isEmpty();
        assertThat(answer.exit).isZero();
        assertThat(keys(answer.json(0))).containsExactly("step", "loss", "validation_loss", "exact_accuracy", "learning_rate", "grad_norm",
                "tokens_per_second");
        assertThat(answer.json(1).get("exact_accuracy").doubleValue()).isBetween(0.0, 1.0);
        JsonNode summary = answer.json(answer.out.size() - 1);
        assertThat(keys(summary)).containsExactly("steps", "loss", "loss_floor", "validation_loss", "parameters", "activation_bytes",
                "memory_bytes", "seconds", "cpu_seconds", "flops", "state_hash", "puzzles", "accuracy", "exact_accuracy",
                "exact_by_segment", "q_halt_accuracy", "weights");
        assertThat(summary.get("puzzles").intValue()).isEqualTo(5);
        assertThat(summary.get("exact_by_segment")).hasSize(6);
        assertThat(summary.get("exact_by_segment").get(5)).isEqualTo(summary.get("exact_accuracy"));
        assertThat(summary.get("cpu_seconds").doubleValue()).as("of the whole process").isGreaterThan(0.5);
    }

    @Test
    void trainStopsWhenHeldOutTextSaysSoAndSavesTheBest() {
        Path saved = folder.resolve("best");
        Answer answer = train("--steps", "60", "--log-every", "1", "--out", saved.toString(), "--set", "validate_every=5",
                "stopping.patience=1", "stopping.keep_best=true", "update.ema_decay=0.5", "stages.0.schedule.learning_rate=0.5",
                "stages.0.schedule.warmup_steps=0");

        assertThat(answer.exit).isZero();
        JsonNode summary = answer.json(answer.out.size() - 1);
        int end = summary.get("steps").intValue();
        assertThat(end).isEqualTo(answer.out.size() - 1).isLessThan(60);
        assertThat(end % 5).isZero();
        assertThat(answer.err).containsExactly("training stopped by itself at step " + end + ": the loss on held-out text has not "
                + "become better in 1 measurement in a row; the lowest is that of step " + (end - 5));
        assertThat(summary.get("stopped_early").booleanValue()).isTrue();
        assertThat(summary.get("weights").textValue()).isEqualTo("ema");
        assertThat(summary.get("best_step").intValue()).isEqualTo(end - 5);
        float best = answer.json(end - 5).get("validation_loss").floatValue();
        assertThat((float) summary.get("validation_loss").doubleValue()).isEqualTo(best);
        assertThat(saved.resolve("model.safetensors")).exists();

        Path same = folder.resolve("same");
        Answer shorter = train("--steps", "60", "--out", same.toString(), "--set", "validate_every=" + (end - 5),
                "stopping.patience=1", "stopping.min_delta=100", "update.ema_decay=0.5", "stages.0.schedule.learning_rate=0.5",
                "stages.0.schedule.warmup_steps=0");
        assertThat(shorter.json(shorter.out.size() - 1).get("steps").intValue()).isEqualTo(end - 5);
        assertThat(same.resolve("model.safetensors")).hasSameBinaryContentAs(saved.resolve("model.safetensors"));
    }

    @Test
    void theSameRunHasTheSameHashWhateverTheThreadsAndAnotherSeedAnother() {
        String one = train("--steps", "3", "--threads", "1").out.getLast().replaceAll(".*state_hash", "");
        assertThat(train("--steps", "3", "--threads", "2").out.getLast()).endsWith(one);
        assertThat(train("--steps", "3", "--seed", "2").out.getLast()).doesNotEndWith(one);
    }

    @Test
    void chatsAreAskedAfterTraining() throws IOException {
        Path facts = Files.writeString(folder.resolve("facts.txt"), "Ice is cold.\nFire is hot.\n");
        Path chats = Files.writeString(folder.resolve("chats.txt"), "User: Is ice cold? Assistant: Yes.\nUser: Why is fire hot? Assistant: It burns.\n");
        Answer answer = vitrine("train", "--preset", "rustgpt", "--json", "--data", facts.toString(), chats.toString(), "--epochs", "60",
                "--set", "model.channels=16", "model.hidden=32", "model.heads=2", "--backend", System.getProperty("vitrine.backend"),
                "--set", "stages.0.batch_size=2", "stages.1.batch_size=2", "stages.1.schedule.learning_rate=0.01");

        assertThat(answer.err).isEmpty();
        JsonNode summary = answer.json(answer.out.size() - 1);
        assertThat(summary.get("steps").intValue()).isEqualTo(120);
        assertThat(summary.get("questions").intValue()).isEqualTo(2);
        assertThat(summary.get("exact_answers").intValue()).isEqualTo(2);
        assertThat(summary.get("loss_floor").doubleValue()).isPositive().isLessThan(summary.get("loss").doubleValue());
    }

    @Test
    void stepsCutARunOfSeveralStages() {
        Answer answer = vitrine("train", "--preset", "rustgpt", "--json", "--steps", "2", "--set", "model.channels=16",
                "model.hidden=16", "model.heads=2", "--backend", System.getProperty("vitrine.backend"));
        assertThat(answer.json(answer.out.size() - 1).get("steps").intValue()).isEqualTo(2);
    }

    @Test
    void withoutJsonAPersonReadsLines() {
        Answer answer = vitrine(Stream.of(List.of("train", "--preset", "start", "--steps", "2", "--backend",
                System.getProperty("vitrine.backend")), SMALL).flatMap(List::stream).toArray(String[]::new));
        assertThat(answer.out).anyMatch(l -> l.startsWith("step 0  loss 3.")).anyMatch(l -> l.startsWith("state "))
                .endsWith("not saved; --out DIR saves the model");
    }

    @Test
    void whatWasCutOrIsUnknownIsToldOnTheSide() throws IOException {
        Path text = Files.writeString(folder.resolve("long.txt"), "one two three four five six seven eight nine\nshort\n");
        Answer answer = train("--steps", "1", "--data", text.toString(), "--set", "stages.0.format=lines",
                "stages.0.validation_fraction=0");
        assertThat(answer.exit).isZero();
        assertThat(answer.err).singleElement().isEqualTo("stage rhymes: 1 of 2 lines is longer than the context of 16 tokens and was cut");
    }

    @Test
    void aModelThatAnswersPuzzlesContinuesNoText() throws Exception {
        String puzzles = Path.of(CommandLineTest.class.getResource("/models/sudoku6/config.json").toURI()).getParent().toString();
        vitrine("generate", "--model", puzzles, "--prompt", "the").failedWith("the model in " + puzzles
                + " answers puzzles and does not continue texts; vitrine puzzle solve asks it one");
    }

    @Test
    void generateContinuesAText() {
        Answer text = vitrine("generate", "--model", model.toString(), "--prompt", "the big ", "--max-tokens", "5");
        Answer json = vitrine("generate", "--model", model.toString(), "--prompt", "the big ", "--max-tokens", "5", "--json");

        assertThat(text.exit).isZero();
        assertThat(text.err).isEmpty();
        assertThat(keys(json.json(0))).containsExactly("prompt", "text", "prompt_tokens", "tokens", "stopped_by", "log_probability",
                "score", "strategy");
        assertThat(json.json(0).get("text").textValue()).isEqualTo(text.out.getFirst());
        assertThat(json.json(0).get("prompt_tokens")).hasSize(9);
        assertThat(json.json(0).get("tokens")).hasSize(5);
        assertThat(json.json(0).get("stopped_by").textValue()).isEqualTo("max_tokens");
    }

    private Answer written(String... more) {
        String[] all = {"generate", "--model", model.toString(), "--prompt", "the big ", "--max-tokens", "12", "--json"};
        int length = all.length;
        all = Arrays.copyOf(all, length + more.length);
        System.arraycopy(more, 0, all, length, more.length);
        Answer answer = vitrine(all);
        assertThat(answer.err).isEmpty();
        assertThat(answer.exit).isZero();
        return answer;
    }

    @Test
    void everySettingOfAChoiceChangesTheText() {
        String greedy = written().json(0).get("tokens").toString();
        String warm = written("--temperature", "3").json(0).get("tokens").toString();
        int first = written().json(0).get("tokens").get(0).intValue();
        assertThat(warm).isNotEqualTo(greedy);
        for (String[] penalty : new String[][] {{"--repetition-penalty", "3"}, {"--presence-penalty", "9"}, {"--frequency-penalty", "9"},
                {"--no-repeat-ngram", "1"}, {"--logit-bias", first + "=-50"}}) {
            assertThat(written(penalty).json(0).get("tokens").toString()).as(penalty[0]).isNotEqualTo(greedy);
        }
        for (String[] cut : new String[][] {{"--top-k", "1"}, {"--top-p", "0.0001"}, {"--min-p", "1"}}) {
            assertThat(written("--temperature", "3", cut[0], cut[1]).json(0).get("tokens").toString()).as(cut[0]).isEqualTo(greedy);
        }
        assertThat(written("--temperature", "3", "--typical-p", "0.0001").json(0).get("tokens").toString()).isNotEqualTo(warm);
    }

    @Test
    void aStopEndsTheTextBeforeIt() {
        String text = written().json(0).get("text").textValue();
        JsonNode stopped = written("--stop", text.substring(3, 5)).json(0);
        assertThat(stopped.get("text").textValue()).isEqualTo(text.substring(0, text.indexOf(text.substring(3, 5))));
        assertThat(stopped.get("stopped_by").textValue()).isEqualTo("stop");
    }

    @Test
    void strategiesGiveTheirTexts() {
        JsonNode greedy = written("--log-probs").json(0);
        double sum = 0;
        for (JsonNode log : greedy.get("log_probs")) {
            sum += log.doubleValue();
        }
        assertThat(sum).isCloseTo(greedy.get("log_probability").doubleValue(), within(1e-4));
        assertThat(written("--beams", "1").json(0).get("tokens")).isEqualTo(greedy.get("tokens"));
        assertThat(written("--strategy", "contrastive", "--alpha", "0").json(0).get("tokens")).isEqualTo(greedy.get("tokens"));
        assertThat(written("--draft", model.toString(), "--draft-tokens", "3").json(0).get("tokens")).isEqualTo(greedy.get("tokens"));

        JsonNode beams = written("--beams", "4", "--n-best", "3", "--length-penalty", "0.5").json(0);
        assertThat(beams.get("strategy").textValue()).isEqualTo("beam");
        assertThat(beams.get("results")).hasSize(3);
        assertThat(beams.get("results").get(0).get("tokens")).isEqualTo(beams.get("tokens"));
        assertThat(beams.get("results").get(0).get("score").doubleValue())
                .isGreaterThanOrEqualTo(beams.get("results").get(2).get("score").doubleValue());
        assertThat(written("--beams", "4", "--groups", "2", "--n-best", "4").json(0).get("strategy").textValue()).isEqualTo("diverse_beam");

        Answer lines = vitrine("generate", "--model", model.toString(), "--prompt", "the ", "--beams", "3", "--n-best", "3");
        assertThat(lines.out).hasSize(3).allMatch(line -> line.matches("-?[0-9.]+\t.*"));
    }

    @Test
    void aSeedRepeatsADrawAndAnEmptyPromptStartsALine() {
        String[] draw = {"generate", "--model", model.toString(), "--prompt", "", "--temperature", "2", "--top-k", "20", "--seed", "5"};
        assertThat(vitrine(draw)).isEqualTo(vitrine(draw));
        draw[draw.length - 1] = "6";
        assertThat(vitrine(draw).out).isNotEqualTo(vitrine("generate", "--model", model.toString(), "--prompt", "").out);
    }

    @Test
    void unknownLettersAndALongPromptAreTold() {
        Answer answer = vitrine("generate", "--model", model.toString(), "--prompt", "The 2 cats sat on the mat", "--max-tokens", "1");
        assertThat(answer.exit).isZero();
        assertThat(answer.err).containsExactly("the vocabulary lacks 'T', '2': read as <unk>",
                "the prompt has 26 tokens, and only its last 16 are read: that is the model's context");
    }

    @Test
    void inspectListsAndPrintsTensors() {
        Answer list = vitrine("inspect", "--model", model.toString(), "--prompt", "the", "--list");
        assertThat(list.out).contains("blocks.0.attn.pattern (B 1, NH 2, Tq 4, Tk 4)", "param.embed.wte (V 27, C 16)",
                "logits (B 1, T 4, V 27)").noneMatch(l -> l.startsWith("grad."));

        Answer json = vitrine("inspect", "--model", model.toString(), "--prompt", "the", "--json", "--tensor", "blocks.0.attn.pattern",
                "blocks.0.attn.scores");
        assertThat(json.out).hasSize(2);
        assertThat(keys(json.json(0))).containsExactly("tensor", "shape", "axes", "data");
        assertThat(json.json(0).get("shape").toString()).isEqualTo("[1,2,4,4]");
        assertThat(json.json(0).get("axes").toString()).isEqualTo("[\"B\",\"NH\",\"Tq\",\"Tk\"]");
        List<Double> pattern = StreamSupport.stream(json.json(0).get("data").spliterator(), false).map(JsonNode::doubleValue).toList();
        assertThat(pattern).hasSize(32);
        assertThat(pattern.subList(0, 4)).containsExactly(1.0, 0.0, 0.0, 0.0);
        assertThat(json.json(1).get("data").get(1).isNull()).as("a masked score").isTrue();
    }

    @Test
    void inspectReadsRowsOfIds() throws URISyntaxException {
        Answer answer = vitrine("inspect", "--model", golden().toString(), "--input-ids", "1,2,3", "--input-ids", "4,5,6", "--tensor",
                "logits", "--json");
        assertThat(answer.err).isEmpty();
        assertThat(answer.json(0).get("shape").toString()).isEqualTo("[2,3,97]");
    }

    @Test
    void inspectRefusesWhatTheModelDoesNotHave() throws URISyntaxException {
        String golden = golden().toString();
        vitrine("inspect", "--model", golden, "--input-ids", "1", "--tensor", "logit").failedWith(
                "there is no tensor 'logit'; the nearest are logits, ");
        vitrine("inspect", "--model", golden, "--input-ids", "97", "--list").failedWith(
                "--input-ids must be from 0 to 96, the model's vocabulary, got 97");
        vitrine("inspect", "--model", golden, "--input-ids", "1", "--input-ids", "1,2", "--list").failedWith(
                "all rows of --input-ids must be equally long, got 1 and 2 ids");
        vitrine("inspect", "--model", golden, "--input-ids", "1,".repeat(64) + "1", "--list").failedWith(
                "--input-ids must be at most 64 ids, the model's context, got 65");
        vitrine("inspect", "--model", golden, "--prompt", "a", "--list").failedWith(golden + " has no tokenizer.json that is read here");
        vitrine("generate", "--model", golden, "--prompt", "a").failedWith(golden + " has no tokenizer.json that is read here");
    }

    @Test
    void textsThatCannotBeTrainedOnAreRefused() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.json"), "[\"a\", ");
        Path blank = Files.writeString(folder.resolve("blank.txt"), "\n  \n");
        Path small = Files.writeString(folder.resolve("small.txt"), "abc\n");
        train("--data", "nowhere.json").failedWith("there is no file 'nowhere.json' and no data set of that name ships");
        train("--data", broken.toString()).failedWith(broken + " is not valid JSON at line 1");
        train("--data", blank.toString()).failedWith(blank + " holds only blank texts");
        train("--data", small.toString()).failedWith("the text has ");
    }

    @Test
    void aRunThatDivergesLeavesTheModelAsItWas() throws IOException {
        byte[] before = Files.readAllBytes(model.resolve("model.safetensors"));
        Answer answer = train("--out", model.toString(), "--set", "stages.0.schedule.learning_rate=1e30");
        assertThat(answer.exit).isEqualTo(1);
        assertThat(answer.err).singleElement().asString().startsWith("step 1 met a number that is not finite, first in ");
        assertThat(Files.readAllBytes(model.resolve("model.safetensors"))).isEqualTo(before);
    }

    @Test
    void aLossThatIsLostInTheLastStepIsAFailureToo() {
        Answer answer = train("--steps", "1", "--out", folder.resolve("out").toString(), "--set", "stages.0.schedule.learning_rate=1e30");
        assertThat(answer.err).singleElement().asString().startsWith("after step 1 the loss over the training data is NaN");
        assertThat(ModelFiles.holdsModel(folder.resolve("out"))).isFalse();
        assertThat(folder.resolve("out").resolve("model.safetensors")).doesNotExist();
    }

    @Test
    void aFolderThatCannotBeWrittenIsKnownBeforeTraining() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");
        train("--out", file + "/model").failedWith("a model cannot be saved in " + file + "/model");
    }

    @Test
    void configsAreRefusedInOneSentence() {
        vitrine("train", "--preset", "begin").failedWith("unknown preset 'begin'; choose one of [start, start-hrm, rustgpt, hrm-text, ");
        vitrine("train", "--config", "none.json").failedWith("there is no file none.json");
        train("--set", "model.layrs=3").failedWith("there is no key 'model.layrs'; did you mean 'model.layers'?");
        vitrine("train", "--preset", "start", "--backend", "gpu").failedWith("unknown backend 'gpu'; choose one of [simd, ejml");
        vitrine("generate", "--model", "nowhere", "--prompt", "a").failedWith("there is no folder nowhere");
        vitrine("bench", "train", "--shape", "Z").failedWith("unknown shape 'Z'; choose one of [A, B, C, rustgpt]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', value = {
        "train                                          ~ name what to train: --preset NAME, --config FILE, or --resume DIR",
        "train --preset start --config x                ~ Error: --preset=NAME, --config=FILE are mutually exclusive (specify only one)",
        "train --preset start --steps few               ~ Invalid value for option '--steps': 'few' is not an int",
        "train --preset start --steps 0                 ~ --steps must be at least 1, got 0",
        "train --preset start --threads 0               ~ --threads must be at least 1, got 0",
        "train --preset start --log-every 0             ~ --log-every must be at least 1, got 0",
        "train --preset rustgpt --data a.txt            ~ --data must name one file for each stage of the run, pretraining, instruction_tuning, got 1",
        "train --preset start --speed 3                 ~ Unknown options: '--speed', '3'",
        "generate --model x                             ~ Missing required option: '--prompt=TEXT'",
        "generate --model x --prompt a --max-tokens 0   ~ --max-tokens must be at least 1, got 0",
        "generate --model x --prompt a --max-tokens 2000000  ~ --max-tokens must be at most 1000000, got 2000000",
        "generate --model x --prompt a --beams 2 --strategy sample  ~ --beams is of --strategy beam",
        "generate --model x --prompt a --n-best 2       ~ --n-best is of --strategy beam",
        "generate --model x --prompt a --groups 2 --strategy beam  ~ --groups is of --strategy diverse_beam",
        "generate --model x --prompt a --strategy speculative  ~ strategy 'speculative' needs a draft model: name its folder with --draft",
        "generate --model x --prompt a --draft y --strategy beam  ~ --draft is of --strategy speculative",
        "generate --model x --prompt a --draft=         ~ --draft must name a folder, got an empty text",
        "generate --model x --prompt a --draft-tokens 2 ~ --draft-tokens is of --strategy speculative",
        "generate --model x --prompt a --alpha 0.3      ~ --alpha is of --strategy contrastive",
        "generate --model x --prompt a --beams 2 --candidates 3  ~ --candidates is of --strategy contrastive",
        "generate --model x --prompt a --length-penalty 2  ~ --length-penalty is of --strategy beam",
        "generate --model x --prompt a --early-stopping ~ --early-stopping is of --strategy beam",
        "generate --model x --prompt a --beams 2 --diversity 1  ~ --diversity is of --strategy diverse_beam",
        "generate --model x --prompt a --beams 1001     ~ --beams must be from 1 to 1000, got 1001",
        "generate --model x --prompt a --beams 4 --n-best 5  ~ --n-best must be from 1 to 4, got 5",
        "generate --model x --prompt a --top-p 2        ~ --top-p must be above 0 and at most 1 (all tokens), got 2.0",
        "generate --model x --prompt a --strategy best  ~ --strategy must be one of [sample, beam, diverse_beam, contrastive, speculative], got 'best'",
        "generate --model x --prompt a --chat best      ~ --chat must be one of [dialog, chatml, llama2, plain], got 'best'",
        "generate --model x --prompt a --backend gpu    ~ --backend must be one of [simd, ejml], got 'gpu'",
        "generate --model x --prompt a --logit-bias 3   ~ Value for option '--logit-bias' (TOKEN=BIAS) should be in KEY=VALUE format but was 3",
        "generate --model x --prompt a --stop=          ~ --stop must have at least one character, got an empty text",
        "generate --model= --prompt a                   ~ --model must name a folder, got an empty text",
        "train --preset start --out=                    ~ --out must name a folder, got an empty text",
        "inspect --model x --input-ids 1,a --list       ~ --input-ids must be whole numbers with commas between, got '1,a'",
        "bench                                          ~ a command is missing: say what to measure, such as bench train",
        "sing                                           ~ Unmatched argument at index 0: 'sing'",
    })
    void wrongUsageIsToldWithAHint(String arguments, String sentence) {
        Answer answer = vitrine(arguments.split(" +"));
        assertThat(answer.exit).isEqualTo(2);
        assertThat(answer.out).isEmpty();
        assertThat(answer.err.getFirst()).isEqualTo(sentence);
        assertThat(answer.err.getLast()).startsWith("Try 'vitrine").endsWith(" --help'.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "train ", "generate ", "evaluate ", "inspect ", "bench ", "bench train ", "bench decode "})
    void everyCommandHasHelpAndKnowsTheVersion(String command) {
        Answer help = vitrine((command + "--help").split(" "));
        assertThat(help.exit).isZero();
        assertThat(help.out.getFirst()).startsWith("Usage: vitrine " + command);
        assertThat(vitrine((command + "--version").split(" ")).out).containsExactly("vitrine 1.2.3");
    }
}
