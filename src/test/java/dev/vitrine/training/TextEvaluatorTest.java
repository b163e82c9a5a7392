package dev.vitrine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.engine.data.source.PlainTexts;
import dev.vitrine.engine.Tiny;
import dev.vitrine.engine.data.Batches;
import dev.vitrine.engine.data.LineBatches;
import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.engine.metric.Calibration;
import dev.vitrine.engine.metric.Likelihood;
import dev.vitrine.engine.model.Model;
import dev.vitrine.engine.model.Models;
import dev.vitrine.engine.sample.Generator;
import dev.vitrine.engine.tensor.Weights;
import dev.vitrine.engine.text.CharTokenizer;
import dev.vitrine.engine.text.Tokenizer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TextEvaluatorTest {
    private static final List<String> LINES = List.of("the sun is hot", "ice is cold", "snow is white", "a", "is coal white? no",
            "cats meow and dogs bark and the sun is hot and ice is cold and snow is white");

    private static TextEvaluator of(Run run) {
        return new TextEvaluator(run.model(), Weights.LIVE, Backends.create("simd"), run.data().tokenizer());
    }

    private static TextEvaluator.Result measure(Run run, List<String> lines) {
        return of(run).measure(lines, TextEvaluator.Settings.of("dialog"), done -> true);
    }

    /** -log p of each token and of the end, by a pass of its own over what stands before it; softmax in double. */
    private static double[] nats(Model model, int[] line, int context) {
        double[] nats = new double[line.length - 1];
        Generator generator = new Generator(model, Weights.LIVE, Backends.create("simd"));
        for (int i = 1; i < line.length; i++) {
            float[] logits = generator.logits(Arrays.copyOfRange(line, Math.max(0, i - context), i));
            double sum = 0;
            for (float logit : logits) {
                sum += Math.exp(logit - logits[line[i]]);
            }
            nats[i - 1] = Math.log(sum);
        }
        return nats;
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt", "hrm", "trm", "looped"})
    void everyTokenOfALineAndItsEndIsForetoldFromAllBeforeIt(String type) {
        try (Run run = Small.at(Small.run(Small.config(type, "contextLength", 96)), 20)) {
            double sum = 0;
            long count = 0;
            for (String line : LINES) {
                double[] nats = nats(run.model(), Prompts.line(run.data().tokenizer(), line), 96);
                ScoredText scores = of(run).tokens(line);
                assertThat(scores.size()).isEqualTo(line.length() + 1).isEqualTo(nats.length);
                for (int i = 0; i < nats.length; i++) {
                    assertThat((double) scores.nats()[i]).isCloseTo(nats[i], within(1e-5));
                    assertThat(scores.right(i)).isEqualTo(scores.likeliest()[i] == scores.ids()[i]);
                    assertThat(scores.confidence()[i]).isGreaterThanOrEqualTo((float) Math.exp(-scores.nats()[i]) - 1e-6f);
                    sum += nats[i];
                    count++;
                }
            }
            Likelihood total = measure(run, LINES).total();
            assertThat(total.tokens()).isEqualTo(count);
            assertThat(total.nats()).isCloseTo(sum, within(1e-3));
        }
    }

    @Test
    void theLossIsThatOfTrainingAndTheBitsAreOfTheFileAsItStands() {
        try (Run run = Small.at(Small.run(Small.config("gpt", "contextLength", 96)), 20)) {
            Tokenizer tokenizer = run.data().tokenizer();
            Batches batches = new LineBatches(LINES.stream().map(tokenizer::encode).toList(), tokenizer, 3, 96, 1, "lines");
            Likelihood total = measure(run, LINES).total();

            assertThat(total.lossNats()).isCloseTo(run.evaluator().loss(batches), within(1e-6));
            assertThat(total.characters()).isEqualTo((String.join("\n", LINES) + "\n").length());
            assertThat(total.bytes()).isEqualTo(total.characters());
            assertThat(total.bitsPerCharacter()).isCloseTo(total.lossNats() / Math.log(2), within(1e-12));
        }
    }

    @Test
    void bytesAreThoseOfUtf8AndUnknownPiecesAreCounted() {
        try (Run run = Small.run(Small.config("gpt", "contextLength", 32))) {
            TextEvaluator.Result result = measure(run, List.of("ice 😀 é"));

            assertThat(result.total().characters()).isEqualTo(8);
            assertThat(result.total().bytes()).isEqualTo("ice 😀 é\n".getBytes(StandardCharsets.UTF_8).length);
            assertThat(result.unknown()).isEqualTo(2);
        }
    }

    /** Context 8: the first 8 are foretold from all before them, each later one from the at least 4 and at most 8 before it. */
    @Test
    void aLineLongerThanTheContextIsForetoldWholeByWindowsThatOverlap() {
        try (Run run = Small.at(Small.run(Small.config("gpt", "contextLength", 8, "position", "rope")), 20)) {
            int[] line = Prompts.line(run.data().tokenizer(), LINES.getLast());
            ScoredText scores = of(run).tokens(LINES.getLast());

            assertThat(scores.ids()).containsExactly(Arrays.copyOfRange(line, 1, line.length));
            int scored = 0;
            while (scored < scores.size()) {
                int begin = scored == 0 ? 0 : Math.min(scored - 4, scores.size() - 8);
                int end = Math.min(scores.size(), begin + 8);
                double[] wanted = nats(run.model(), Arrays.copyOfRange(line, begin, end + 1), 8);
                for (int i = scored; i < end; i++) {
                    assertThat((double) scores.nats()[i]).isCloseTo(wanted[i - begin], within(1e-5));
                }
                scored = end;
            }
        }
    }

    @Test
    void whatStandsBesideALineChangesNothing() {
        List<String> many = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            many.addAll(LINES);
        }
        try (Run run = Small.at(Small.run(Small.config("hrm", "contextLength", 40)), 20)) {
            List<TextEvaluator.Sample> together = measure(run, many).samples();
            List<String> reversed = new ArrayList<>(many);
            Collections.reverse(reversed);
            List<TextEvaluator.Sample> other = measure(run, reversed).samples();
            for (int i = 0; i < many.size(); i++) {
                assertThat(together.get(i)).isEqualTo(other.get(many.size() - 1 - i));
                assertThat(together.get(i)).isEqualTo(together.get(i % LINES.size()));
            }
            assertThat(measure(run, LINES).samples()).isEqualTo(together.subList(0, LINES.size()));
        }
    }

    @Test
    void calibrationIsOfTheLikeliestTokenAtEveryPlace() {
        try (Run run = Small.at(Small.run(Small.config("gpt", "contextLength", 96)), 30)) {
            Calibration wanted = new Calibration(Calibration.BINS);
            for (String line : LINES) {
                ScoredText scores = of(run).tokens(line);
                for (int i = 0; i < scores.size(); i++) {
                    wanted.add(scores.confidence()[i], scores.right(i));
                }
            }
            TextEvaluator.Result result = measure(run, LINES);
            assertThat(result.calibration().bins()).isEqualTo(wanted.bins());
            assertThat(result.calibration().bins().stream().mapToLong(Calibration.Bin::count).sum()).isEqualTo(result.total().tokens());
        }
    }

    @Test
    void chatsAreAnsweredAndOtherLinesGoneOnWithIfAsked() {
        List<String> chats = List.of("User: ice? Assistant: cold", "User: sun? Assistant: hot", "User: snow? Assistant: white", "a fact");
        Tokenizer tokenizer = CharTokenizer.train(chats);
        RunConfig config = Small.withRate(Small.config("gpt", "channels", 32, "hidden", 64, "contextLength", 40), 0.01);
        StageConfig stage = config.stages().getFirst().withSteps(150);
        Batches batches = new LineBatches(chats.stream().map(tokenizer::encode).toList(), tokenizer, 4, 40, 1, "chats");
        RunData data = new RunData(tokenizer, List.of(new StageData(stage, batches, null, 150)), List.of(PlainTexts.of(chats)));
        try (Run run = Small.at(new Run(config.withStages(List.of(stage)), data, 1, Small.ROOM), 150)) {
            List<String> asked = List.of(chats.get(0), "User: ice? Assistant: warm", "a f");
            TextEvaluator.Result result = measure(run, asked);

            assertThat(result.questions()).isEqualTo(2);
            assertThat(result.exactAnswers()).isEqualTo(1);
            assertThat(result.samples()).extracting(TextEvaluator.Sample::wanted).containsExactly("cold", "warm", null);
            assertThat(result.samples()).extracting(TextEvaluator.Sample::said).containsExactly("cold", "cold", null);
            assertThat(of(run).measure(asked, new TextEvaluator.Settings(3, 15, true, "dialog"), done -> true).samples())
                    .extracting(TextEvaluator.Sample::said).containsExactly("cold", "cold", "act");
        }
    }

    @Test
    void itCanBeStoppedBetweenLinesAndTellsHowFarItIs() {
        try (Run run = Small.run(Small.config("gpt"))) {
            List<Integer> told = new ArrayList<>();
            assertThatThrownBy(() -> of(run).measure(LINES, TextEvaluator.Settings.of("dialog"), done -> {
                told.add(done);
                return done < 2;
            })).isInstanceOf(CancellationException.class);
            assertThat(told).containsExactly(0, 1, 2);
        }
    }

    @ParameterizedTest
    @CsvSource({"true, answers puzzles", "false, is not causal"})
    void aModelThatForetellsNoTextIsRefused(boolean puzzles, String because) {
        Model model = Models.create(Tiny.config("type", puzzles ? "hrm" : "gpt", "reasoning", Map.of("enabled", puzzles), "attention",
                Map.of("causal", puzzles)), Tiny.DRAWS);

        assertThatThrownBy(() -> new TextEvaluator(model, Weights.LIVE, Backends.create("simd"), CharTokenizer.train(LINES)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining(because);
    }
}
