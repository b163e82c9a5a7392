package dev.vitrine.training;

import dev.vitrine.engine.Draws;
import dev.vitrine.engine.Tiny;
import dev.vitrine.engine.data.Batches;
import dev.vitrine.engine.data.LineBatches;
import dev.vitrine.engine.data.source.PlainTexts;
import dev.vitrine.engine.kernel.EjmlKernels;
import dev.vitrine.engine.model.Models;
import dev.vitrine.engine.optim.OptimizerConfig;
import dev.vitrine.engine.optim.ScheduleConfig;
import dev.vitrine.engine.tensor.Parameter;
import dev.vitrine.engine.text.CharTokenizer;
import dev.vitrine.engine.text.Tokenizer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Runs that take milliseconds a step: two stages with lines of different lengths, 15 + 25 steps, a little held-out text. */
final class Small {
    static final int TOTAL = 40;
    static final int BORDER = 15;
    static final long ROOM = 10_000_000;

    private static final List<String> FACTS = List.of("the sun is hot", "ice is cold", "snow is white", "coal is black",
            "cats meow", "dogs bark");
    private static final List<String> CHATS = List.of("is ice hot? no, it is cold", "do cats bark? no", "is coal white? no",
            "is snow cold? it is");
    private static final Tokenizer TOKENIZER = CharTokenizer.train(Stream.concat(FACTS.stream(), CHATS.stream()).toList());

    private Small() {
    }

    /** @param more components of the model's config that differ: name, value, ... */
    static RunConfig config(String type, Object... more) {
        Object[] components = Arrays.copyOf(new Object[] {"type", type, "vocabularySize", 0}, 4 + more.length);
        System.arraycopy(more, 0, components, 4, more.length);
        return new RunConfig("small", "for tests", 7, "simd", 2, "char", Tiny.config(components), OptimizerConfig.DEFAULT,
                List.of(stage("facts", BORDER), stage("chats", TOTAL - BORDER)), 10, "ice is hot", "is ice");
    }

    private static StageConfig stage(String name, int steps) {
        return new StageConfig(name, "none", StageConfig.LINES, 0, steps, 4, 0, new ScheduleConfig("cosine", 0.01, 3, 0.1));
    }

    static RunConfig withShards(RunConfig c, int shards) {
        return new RunConfig(c.name(), c.description(), c.seed(), c.backend(), shards, c.tokenizer(), c.model(), c.optimizer(),
                c.loss(), c.update(), c.stopping(), c.stages(), c.validateEvery(), c.probe(), c.prompt(), c.memory(), c.supervision(), c.begin(), c.vocabulary());
    }

    /** The same learning rate all the way. */
    static RunConfig withRate(RunConfig config, double rate) {
        return config.withStages(config.stages().stream().map(s -> new StageConfig(s.name(), s.data(), s.format(), s.epochs(),
                s.steps(), s.batchSize(), s.validationFraction(), new ScheduleConfig("constant", rate, 0, 1))).toList());
    }

    static RunData data(RunConfig config) {
        Batches facts = batches(config, 0, FACTS);
        Batches chats = batches(config, 1, CHATS);
        return new RunData(TOKENIZER, List.of(new StageData(config.stages().get(0), facts, chats, config.stages().get(0).steps()),
                new StageData(config.stages().get(1), chats, null, config.stages().get(1).steps())), List.of(PlainTexts.of(FACTS), PlainTexts.of(CHATS)));
    }

    private static Batches batches(RunConfig config, int stage, List<String> lines) {
        return new LineBatches(lines.stream().map(TOKENIZER::encode).toList(), TOKENIZER,
                config.stages().get(stage).batchSize(), config.model().contextLength(), config.seed(),
                config.stages().get(stage).name());
    }

    static Run run(RunConfig config) {
        return run(config, 1, ROOM);
    }

    static Run run(RunConfig config, int threads, long keyframeBytes) {
        return new Run(config, data(config), threads, keyframeBytes);
    }

    static Run at(Run run, int step) {
        run.goTo(step);
        run.runToTarget();
        return run;
    }

    static Run at(Run run, int step, int pieces) {
        run.goTo(step, pieces);
        run.runToTarget();
        return run;
    }

    static TrainingStep step(RunConfig config) {
        RunData data = data(config);
        return new TrainingStep(Models.create(
                config.model().withVocabulary(data.tokenizer().vocabSize()), new Draws(config.seed())),
                config, data, new ShardWorkers(1));
    }

    /** Of the weights as they are now, not as they were noted. */
    static long weights(Run run) {
        StateHash hash = new StateHash(new EjmlKernels());
        for (Parameter p : run.model().parameters()) {
            hash.add(p.value().data);
        }
        return hash.value();
    }

    static Snapshot look(Run run, String... names) {
        return run.snapshot(new Observed(List.of(names)), false, null);
    }

    /** The hash of every state of an undisturbed run. */
    static long[] hashes(RunConfig config) {
        try (Run run = at(run(config), TOTAL)) {
            return IntStream.rangeClosed(0, TOTAL).mapToLong(run.history()::hash).toArray();
        }
    }
}
