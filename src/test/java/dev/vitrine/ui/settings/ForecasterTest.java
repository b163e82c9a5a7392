package dev.vitrine.ui.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.Draws;
import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.engine.model.Model;
import dev.vitrine.engine.model.ModelConfig;
import dev.vitrine.engine.model.Models;
import dev.vitrine.engine.optim.Optimizer;
import dev.vitrine.engine.optim.Optimizers;
import dev.vitrine.engine.optim.Schedules;
import dev.vitrine.engine.tensor.Gradients;
import dev.vitrine.training.RunConfig;
import dev.vitrine.training.RunConfigs;
import dev.vitrine.training.RunData;
import dev.vitrine.ui.control.Points;
import org.junit.jupiter.api.Test;

final class ForecasterTest {
    private static final long TIMELINE = 1 << 20;

    private final Forecaster forecaster = new Forecaster(TIMELINE, "too large");

    private static Model model(RunConfig config) {
        int vocabulary = RunData.load(config).tokenizer().vocabSize();
        ModelConfig model = config.model().withVocabulary(vocabulary);
        return Models.create(model, new Draws(config.seed()));
    }

    private static long bytes(Forecast forecast, String what) {
        return forecast.memory().stream().filter(m -> m.what().equals(what)).findFirst().orElseThrow().bytes();
    }

    @Test
    void parametersAreAsManyAsTheEngineMakes() {
        RunConfig start = RunConfigs.preset("start");
        for (RunConfig config : new RunConfig[] {start, RunConfigs.preset("start-hrm"), RunConfigs.preset("rustgpt"),
                RunConfigs.set(start, "model.layers=3", "model.feed_forward=gelu", "model.bias=true"),
                RunConfigs.set(start, "model.experts.count=4", "model.experts.active=2", "model.position=learned"),
                RunConfigs.set(start, "tokenizer=word", "model.tied_head=true", "model.attention.kv_heads=2")}) {
            Forecast forecast = forecaster.of(config);
            assertThat(forecast.refusal()).isEmpty();
            assertThat(forecast.parameters()).isEqualTo(model(config).parameters().count());
            assertThat(forecast.vocabulary()).isEqualTo(RunData.load(config).tokenizer().vocabSize());
            assertThat(forecast.steps()).isEqualTo(RunData.load(config).totalSteps());
        }
    }

    @Test
    void theOptimizersStateIsAsLargeAsItsArrays() {
        RunConfig start = RunConfigs.preset("start");
        Gradients gradients = new Gradients(model(start).parameters().trained());
        for (String kind : Optimizers.REGISTRY.names()) {
            RunConfig config = RunConfigs.set(start, "optimizer.kind=" + kind);
            Optimizer made = Optimizers.REGISTRY.get(kind).create(gradients, config.optimizer(), Backends.create("ejml"));
            assertThat(bytes(forecaster.of(config), "optimizer")).as(kind)
                    .isEqualTo(made.state().values().stream().mapToLong(a -> 4L * a.length).sum());
        }
    }

    @Test
    void weightsGradientsAndTimelineFollowFromTheCounts() {
        RunConfig config = RunConfigs.preset("start");
        Forecast forecast = forecaster.of(config);
        long weights = 4L * model(config).parameters().count();
        assertThat(bytes(forecast, "weights")).isEqualTo(weights);
        assertThat(bytes(forecast, "gradients")).as("one for each shard").isEqualTo(2 * weights);
        assertThat(bytes(forecast, "activations")).isPositive();
        assertThat(bytes(forecast, "timeline")).as("two copies, as no more have room").isEqualTo(2 * (weights + bytes(forecast, "optimizer")));
        assertThat(forecast.bytes()).isEqualTo(forecast.memory().stream().mapToLong(Forecast.Memory::bytes).sum());
    }

    @Test
    void theRateThatIsDrawnIsTheOneThatTrainingTakes() {
        for (String kind : Schedules.REGISTRY.names()) {
            RunConfig config = RunConfigs.set(RunConfigs.preset("rustgpt"), "stages.0.schedule.kind=" + kind,
                    "stages.1.schedule.kind=" + kind, "stages.1.schedule.warmup_steps=7");
            RunData data = RunData.load(config);
            Forecast forecast = forecaster.of(config);
            assertThat(forecast.plans()).hasSize(2);
            for (int stage = 0; stage < 2; stage++) {
                Points points = forecast.plans().get(stage).points();
                assertThat(points.x(0)).isEqualTo(data.beginOf(stage));
                assertThat(points.x(points.size() - 1)).isEqualTo(data.beginOf(stage) + data.stages().get(stage).steps() - 1);
                for (int i = 0; i < points.size(); i++) {
                    assertThat(points.y(i)).isEqualTo(data.learningRate((int) points.x(i)));
                }
            }
        }
    }

    @Test
    void textsAreReadAgainOnlyWhereTheyMatter() {
        RunConfig start = RunConfigs.preset("start");
        DataSizes known = DataSizes.of(start, null);
        assertThat(DataSizes.of(RunConfigs.set(start, "model.layers=5", "optimizer.beta1=0.8", "prompt=x",
                "stages.0.schedule.learning_rate=1"), known)).isSameAs(known);
        assertThat(DataSizes.of(RunConfigs.set(start, "tokenizer=word"), known).vocabulary()).isNotEqualTo(known.vocabulary());
        assertThat(DataSizes.of(RunConfigs.set(start, "model.context_length=16"), known).stages().getFirst().times()).last().isEqualTo(16);
        assertThat(DataSizes.of(RunConfigs.set(start, "stages.0.steps=7"), known).steps()).isEqualTo(7);
    }

    @Test
    void aModelThatNobodyCouldMakeIsCountedWithoutMakingIt() {
        RunConfig large = RunConfigs.set(RunConfigs.preset("start"), "model.channels=8192", "model.hidden=22016", "model.layers=32");
        assertThat(forecaster.of(large).parameters()).isGreaterThan(20_000_000_000L);
        Forecast endless = forecaster.of(RunConfigs.set(large, "model.channels=1048576", "model.hidden=2000000000"));
        assertThat(endless.refusal()).contains("more numbers than an array can hold");
        assertThat(endless.plans()).as("the plan is known all the same").hasSize(1);
    }

    @Test
    void textsThatCannotBeReadAreRefusedWithTheirSentence() {
        assertThat(forecaster.of(RunConfigs.set(RunConfigs.preset("start"), "stages.0.data=nowhere.txt")).refusal())
                .startsWith("there is no file 'nowhere.txt'");
        assertThat(forecaster.of(RunConfigs.set(RunConfigs.preset("rustgpt"), "stages.0.epochs=2000000000")).refusal())
                .startsWith("epochs (2000000000) of stage");
    }
}
