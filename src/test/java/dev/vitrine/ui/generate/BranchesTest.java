package dev.vitrine.ui.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vitrine.engine.checkpoint.ModelFiles;
import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.sample.Assignment;
import dev.vitrine.engine.sample.Choice;
import dev.vitrine.engine.sample.Decoder;
import dev.vitrine.engine.sample.Ending;
import dev.vitrine.engine.sample.Found;
import dev.vitrine.engine.sample.Generator;
import dev.vitrine.engine.sample.Node;
import dev.vitrine.engine.sample.Sampler;
import dev.vitrine.engine.sample.Sampling;
import dev.vitrine.engine.sample.Strategies;
import dev.vitrine.engine.sample.TextSoFar;
import dev.vitrine.engine.tensor.Weights;
import dev.vitrine.training.Prompts;
import dev.vitrine.training.Run;
import dev.vitrine.training.StageConfig;
import dev.vitrine.ui.SamplingSettings;
import dev.vitrine.ui.control.Numbers;
import dev.vitrine.ui.control.TreeData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Other tokens, other branches, going back, and conversations. */
final class BranchesTest {
    private final SmallRun stage = new SmallRun("char", StageConfig.STREAM);
    private final GenerateViewModel view = stage.view("gpt");

    @BeforeEach
    void start() {
        stage.show(view, 12);
        stage.settle(view);
        view.settings().maxTokensProperty().set(10);
    }

    @AfterEach
    void close() {
        stage.close();
    }

    private int[] tokens() {
        return view.text().path().stream().mapToInt(Twig::token).toArray();
    }

    private void finish() {
        SmallRun.until(() -> {
            view.frame();
            return !view.text().writingProperty().get();
        });
    }

    /** A token that was not drawn there. */
    private int other(int index) {
        return (view.text().twig(index).token() + 1) % stage.service.data().tokenizer().vocabSize();
    }

    @Test
    void anotherTokenInThePlaceOfADrawnOneIsAnotherBranch() {
        stage.write(view);
        int[] first = tokens();
        int token = other(4);
        view.selectedProperty().set(4);
        view.choose(token);
        finish();
        int[] second = tokens();
        assertThat(second).hasSize(10).startsWith(IntStream.of(first).limit(4).toArray());
        assertThat(second[4]).isEqualTo(token);
        assertThat(view.text().twig(4).byHand()).isTrue();
        assertThat(view.text().twig(5).byHand()).isFalse();
        assertThat(view.text().stripProperty().get().isChanged(4)).isTrue();

        TreeData tree = view.branches().treeProperty().get();
        assertThat(tree.nodes()).extracting(TreeData.Node::parent).containsExactly(-1, 0, 0);
        assertThat(tree.nodes()).extracting(TreeData.Node::mark)
                .containsExactly(TreeData.Mark.CURRENT, TreeData.Mark.PLAIN, TreeData.Mark.CURRENT);

        view.show(1);
        assertThat(tokens()).isEqualTo(first);
        view.show(0);
        assertThat(tokens()).isEqualTo(IntStream.of(first).limit(4).toArray());
    }

    @Test
    void aBranchGoesOnAsTheEngineDoesFromThere() {
        view.settings().presencePenaltyProperty().set(0.5);
        stage.write(view);
        view.selectedProperty().set(3);
        view.choose(other(3));
        finish();
        int[] prompt = Prompts.start(stage.service.data().tokenizer(), "the ");
        try (Run run = at(12)) {
            int[] head = IntStream.concat(IntStream.of(prompt), IntStream.of(tokens()).limit(4)).toArray();
            Generator generator = new Generator(run.model(), Weights.LIVE, kernels());
            int[] rest = generator.generate(generator.decoder(), new TextSoFar(head, prompt.length, head.length), 6, -1, view.settings().sampling(), c -> true);
            assertThat(IntStream.of(tokens()).skip(4).toArray()).isEqualTo(rest);
        }
    }

    @Test
    void theLogProbabilityOfEveryLeafIsTheSumOfItsEdges() {
        for (int seed = 1; seed <= 4; seed++) {
            view.settings().seedProperty().set(seed);
            stage.write(view);
        }
        TreeData tree = view.branches().treeProperty().get();
        assertThat(tree.nodes().stream().filter(n -> n.parent() == -1)).isNotEmpty();
        int[] prompt = Prompts.start(stage.service.data().tokenizer(), "the ");
        try (Run run = at(12)) {
            Generator generator = new Generator(run.model(), Weights.LIVE, kernels());
            int leaves = 0;
            for (int node = 0; node < tree.size(); node++) {
                int at = node;
                if (tree.nodes().stream().anyMatch(n -> n.parent() == at)) {
                    continue;
                }
                leaves++;
                double sum = 0;
                int[] text = prompt;
                for (Twig twig : TextTree.path(view.branches().twig(node))) {
                    float[] p = new Sampler(kernels()).choose(generator.logits(text), 0, twig.choice().base().length, Sampling.DEFAULT,
                            TextSoFar.given(text)).base();
                    sum += Math.log(p[twig.token()]);
                    text = IntStream.concat(IntStream.of(text), IntStream.of(twig.token())).toArray();
                }
                assertThat(view.branches().twig(node).logProbability()).isCloseTo(sum, within(1e-5));
                assertThat(tree.nodes().get(node).number()).isEqualTo(Numbers.format(view.branches().twig(node).logProbability()));
            }
            assertThat(leaves).isBetween(2, 4);
        }
    }

    @Test
    void goesOnFromATokenWithOtherSettings() {
        stage.write(view);
        int[] first = tokens();
        view.selectedProperty().set(2);
        view.settings().temperatureProperty().set(0);
        view.goOn();
        finish();
        assertThat(tokens()).hasSize(10).startsWith(IntStream.of(first).limit(3).toArray());
        assertThat(view.text().twig(2).sampling().temperature()).isEqualTo(0.8);
        for (int i = 3; i < 10; i++) {
            Choice choice = view.text().twig(i).choice();
            assertThat(choice.base()[choice.token()]).isEqualTo(max(choice.base()));
        }
        view.settings().maxTokensProperty().set(14);
        view.selectedProperty().set(null);
        view.goOn();
        finish();
        assertThat(tokens()).hasSize(14);
    }

    @Test
    void settingsShowWhatTheyWouldHaveDoneToATokenOfTheText() {
        stage.write(view);
        view.selectedProperty().set(5);
        view.settings().topKProperty().set(2);
        view.settings().repetitionPenaltyProperty().set(1.5);
        SmallRun.until(() -> {
            view.frame();
            return view.next().moment().logits() != null && view.next().captionProperty().get().contains("present settings");
        });
        Moment shown = view.next().moment();
        try (Run run = at(12)) {
            int[] before = shown.before().stream().mapToInt(i -> i).toArray();
            float[] logits = new Generator(run.model(), Weights.LIVE, kernels()).logits(before);
            assertThat(shown.logits()).isEqualTo(logits);
            Choice expected = new Sampler(kernels()).choose(logits, 0, logits.length, view.settings().sampling(),
                    new TextSoFar(before, shown.given(), before.length));
            assertThat(view.next().barsProperty().get().finals()).isEqualTo(expected.finals());
            assertThat(view.next().stagesProperty().get()).containsExactly("repetition_penalty", "temperature", "top_k");
            view.next().stageProperty().set("temperature");
            assertThat(view.next().barsProperty().get().base()).isEqualTo(expected.stages().get(0).probabilities());
            assertThat(view.next().barsProperty().get().finals()).isEqualTo(expected.stages().get(1).probabilities());
        }
        assertThat(view.next().effectsProperty().get().of(stage.session, "top_k")).startsWith("keeps 2 of 27, moves ");
        assertThat(view.next().effectsProperty().get().of(stage.session, "min_p")).isEqualTo("does nothing");
    }

    @Test
    void aBiasedTokenIsAsProbableAsItsLogitSays() {
        view.setBias(3, 2);
        view.settings().temperatureProperty().set(1);
        view.frame();
        Choice choice = view.next().moment().choice();
        double odds = choice.finals()[3] / (1.0 - choice.finals()[3]);
        double before = choice.base()[3] / (1.0 - choice.base()[3]);
        assertThat(odds / before).isCloseTo(Math.exp(2), within(1e-3));
        view.setBias(3, 0);
        assertThat(view.settings().logitBiasProperty().get()).isEmpty();
    }

    @Test
    void aConversationIsReadInTheFormThatChatsAreTrainedIn() {
        view.setChat(true);
        view.settings().remembersProperty().set(true);
        stage.session.promptProperty().set("one");
        stage.write(view);
        int[] answer = tokens();
        stage.write(view);      // the same question is answered again, not asked again
        stage.session.promptProperty().set("two");
        stage.write(view);
        int[] one = Prompts.start(stage.service.data().tokenizer(), "User: one Assistant:");
        int[] two = Prompts.start(stage.service.data().tokenizer(), "User: two Assistant:");
        int[] answered = answer[answer.length - 1] == stage.service.data().tokenizer().endId()
                ? IntStream.of(answer).limit(answer.length - 1L).toArray() : answer;
        int[] whole = IntStream.concat(IntStream.of(one), IntStream.concat(IntStream.of(answered), IntStream.of(two))).toArray();
        assertThat(view.text().moment(0).before()).containsExactlyElementsOf(IntStream.of(whole).boxed().toList());
        assertThat(view.beforeProperty().get()).startsWith("User: one Assistant: ").endsWith("\n");

        view.settings().remembersProperty().set(false);
        stage.write(view);
        assertThat(view.text().moment(0).before()).containsExactlyElementsOf(IntStream.of(two).boxed().toList());
        view.newConversation();
        assertThat(view.beforeProperty().get()).isEmpty();
        view.setChat(false);
        assertThat(stage.session.promptProperty().get()).isEqualTo("User: two Assistant:");
    }

    @Test
    void jsonHasEveryTokenWithItsProbabilities() throws IOException {
        stage.write(view);
        JsonNode json = new ObjectMapper().readTree(view.json());
        assertThat(json.get("prompt").textValue()).isEqualTo("the ");
        assertThat(json.get("text").textValue()).isEqualTo(view.text().continuationProperty().get());
        double sum = 0;
        for (int i = 0; i < 10; i++) {
            JsonNode token = json.get("tokens").get(i);
            assertThat(token.get("id").intValue()).isEqualTo(view.text().twig(i).token());
            assertThat(token.get("p").floatValue()).isEqualTo(view.text().twig(i).base());
            assertThat(token.get("settings").get("temperature").doubleValue()).isEqualTo(0.8);
            sum += token.get("log_p").doubleValue();
        }
        assertThat(json.get("log_probability").doubleValue()).isEqualTo(sum);
    }

    @Test
    void chipsShowLogProbabilitiesInPlaceOfProbabilities() {
        stage.write(view);
        view.text().logsProperty().set(true);
        for (int i = 0; i < 10; i++) {
            assertThat(view.text().stripProperty().get().values()[i]).isEqualTo((float) Math.log(view.text().twig(i).base()));
        }
        assertThat(view.text().shown()).hasSize(13);
    }

    @Test
    void otherWeightsContinueTheSamePromptAndReadTheSameText(@TempDir Path folder) {
        view.comparison().keep();
        SmallRun.until(() -> {
            view.frame();
            return view.comparison().chosenProperty().get() != null;
        });
        assertThat(view.comparison().chosenProperty().get().name()).isEqualTo("Transformer, step 12");
        stage.write(view);
        int[] of12 = tokens();
        stage.show(view, 3);
        compare();
        assertThat(view.text().tree().step()).isEqualTo(3);
        WrittenText other = view.comparison().text();
        assertThat(other.path().stream().mapToInt(Twig::token).toArray()).isEqualTo(of12);
        for (int i = 0; i < 10; i++) {
            assertThat(other.stripProperty().get().isChanged(i)).isEqualTo(other.twig(i).token() != tokens()[i]);
        }
        assertThat(view.comparison().read()).isCloseTo(logProbability(12, tokens()), within(1e-5));
        view.lookAtOther(4);
        assertThat(view.next().moment().step()).isEqualTo(12);
        assertThat(view.next().moment().choice()).isSameAs(other.twig(4).choice());

        try (Run run = at(12)) {
            ModelFiles.save(folder.resolve("saved"), run.model(), Weights.LIVE, stage.service.data().tokenizer());
        }
        view.comparison().load(folder.resolve("saved"));
        SmallRun.until(() -> {
            view.frame();
            return view.comparison().others().size() == 2;
        });
        compare();
        assertThat(view.comparison().text().path().stream().mapToInt(Twig::token).toArray()).isEqualTo(of12);
        assertThat(view.comparison().text().statusProperty().get()).startsWith("Written by saved");
        view.comparison().load(folder.resolve("absent"));
        SmallRun.until(() -> {
            view.frame();
            return view.comparison().messageProperty().get().startsWith("there is no folder");
        });
    }

    private void compare() {
        stage.write(view);
        SmallRun.until(() -> {
            view.frame();
            return !view.comparison().text().writingProperty().get() && !Double.isNaN(view.comparison().read());
        });
    }

    @Test
    void theBestBeamsBecomeBranchesAndTheTreeShowsWhatWasGivenUp() {
        view.settings().strategyProperty().set(Strategies.BEAM);
        view.settings().nBestProperty().set(3);
        stage.write(view);
        int[] prompt = Prompts.start(stage.service.data().tokenizer(), "the ");
        try (Run run = at(12)) {
            Decoder decoder = new Generator(run.model(), Weights.LIVE, kernels()).decoder();
            List<Found> found = Strategies.REGISTRY.get(Strategies.BEAM).write(new Assignment(decoder, null, prompt, 10, Ending.at(-1),
                    view.settings().sampling(), view.settings().search(), p -> true));
            assertThat(tokens()).isEqualTo(found.getFirst().ids());
            assertThat(found).hasSize(3);
            List<int[]> leaves = new ArrayList<>();
            TreeData tree = view.branches().treeProperty().get();
            for (int node = 0; node < tree.size(); node++) {
                int at = node;
                if (tree.nodes().stream().noneMatch(n -> n.parent() == at)) {
                    leaves.add(TextTree.path(view.branches().twig(node)).stream().mapToInt(Twig::token).toArray());
                }
            }
            assertThat(leaves).containsExactlyInAnyOrderElementsOf(found.stream().map(Found::ids).toList());
            TreeData beams = view.beams().treeProperty().get();
            assertThat(view.beams().nodes()).hasSize(beams.size()).hasSize(40);
            assertThat(beams.nodes()).extracting(TreeData.Node::mark).contains(TreeData.Mark.CURRENT, TreeData.Mark.DROPPED);
            Node last = view.beams().nodes().stream().filter(n -> n.depth() == 10).max(Comparator.comparingDouble(Node::score))
                    .orElseThrow();
            assertThat(last.score()).isCloseTo(found.getFirst().score(), within(1e-12));
        }
        view.settings().strategyProperty().set(Strategies.SAMPLE);
        stage.write(view);
        assertThat(view.beams().treeProperty().get().size()).isZero();
    }

    @Test
    void everyStrategyWritesAndWhatDoesNotGoTogetherIsSaid() {
        view.comparison().keep();
        SmallRun.until(() -> {
            view.frame();
            return view.comparison().chosenProperty().get() != null;
        });
        view.settings().strategyProperty().set(SamplingSettings.GREEDY);
        stage.write(view);
        int[] greedy = tokens();
        view.settings().temperatureProperty().set(0);
        for (String strategy : Strategies.REGISTRY.names()) {
            view.settings().strategyProperty().set(strategy);
            stage.write(view);
            assertThat(tokens()).as(strategy).hasSize(10);
            if (strategy.equals(Strategies.SPECULATIVE)) {
                assertThat(tokens()).isEqualTo(greedy);
            }
        }
        view.settings().strategyProperty().set(Strategies.DIVERSE_BEAM);
        view.settings().groupsProperty().set(3);
        view.frame();
        assertThat(view.problemProperty().get()).startsWith("groups must be at least 1 and divide beams (4), got 3");
        view.generate();
        assertThat(view.text().writingProperty().get()).isFalse();
    }

    @Test
    void aStopStringEndsTheText() {
        stage.write(view);
        String second = stage.service.data().tokenizer().decode(new int[] {tokens()[1]});
        view.settings().stopsProperty().set("zzz|" + second);
        stage.write(view);
        assertThat(view.text().size()).isLessThanOrEqualTo(2);
        assertThat(view.text().continuationProperty().get()).endsWith(second);
    }

    private double logProbability(int step, int[] tokens) {
        int[] text = Prompts.start(stage.service.data().tokenizer(), "the ");
        double sum = 0;
        try (Run run = at(step)) {
            Generator generator = new Generator(run.model(), Weights.LIVE, kernels());
            for (int token : tokens) {
                float[] logits = generator.logits(text);
                sum += Math.log(new Sampler(kernels()).choose(logits, 0, logits.length, Sampling.DEFAULT, TextSoFar.given(text)).base()[token]);
                text = IntStream.concat(IntStream.of(text), IntStream.of(token)).toArray();
            }
        }
        return sum;
    }

    private static float max(float[] p) {
        float most = 0;
        for (float x : p) {
            most = Math.max(most, x);
        }
        return most;
    }

    private Run at(int step) {
        Run run = new Run(stage.service.config(), stage.service.data(), 1, 16L << 20);
        run.goTo(step);
        run.runToTarget();
        return run;
    }

    private static Kernels kernels() {
        return Backends.create("ejml");
    }
}
