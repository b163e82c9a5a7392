package dev.vitrine.training;

import dev.vitrine.engine.checkpoint.Supervised;
import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.engine.layer.MemoryConfig;
import dev.vitrine.engine.loss.LossConfig;
import dev.vitrine.engine.model.ModelConfig;
import dev.vitrine.engine.optim.OptimizerConfig;
import dev.vitrine.engine.text.Tokenizers;
import java.util.List;

/**
 * All that a run depends on: with the same config, every step has the same bits, whatever the threads, the window,
 * stepping or seeking.
 *
 * @param seed          of every random draw
 * @param backend       name in {@link Backends}
 * @param shards        parts that a batch is cut into; each is worked by itself and the gradients are added in order
 * @param tokenizer     name in {@link Tokenizers}, or the path of a tokenizer.json; {@value PuzzleData#SYMBOLS} for puzzles,
 *                      {@value ShardData#TOKENIZER} where a stage has shards
 * @param loss          what is made small
 * @param update        what an update is made from
 * @param stopping      when a run ends early and which state is its result
 * @param validateEvery steps between two measurements on held-out text
 * @param probe         text whose attention and predictions the views show
 * @param prompt        what generation starts from
 * @param memory        what a step keeps, and in which precision
 * @param supervision   how a model that reasons is trained
 * @param begin         what it begins with
 * @param vocabulary    how large the vocabulary becomes
 */
public record RunConfig(String name, String description, long seed, String backend, int shards, String tokenizer,
                        ModelConfig model, OptimizerConfig optimizer, LossConfig loss, UpdateConfig update,
                        StoppingConfig stopping, List<StageConfig> stages, int validateEvery, String probe, String prompt,
                        MemoryConfig memory, SupervisionConfig supervision, BeginConfig begin, VocabularyConfig vocabulary) {
    public RunConfig {
        Backends.REGISTRY.get(backend);
        if (shards < 1 || shards > 64) {
            throw new IllegalArgumentException("shards must be from 1 to 64, got " + shards);
        }
        if (validateEvery < 1) {
            throw new IllegalArgumentException("validate_every must be at least 1, got " + validateEvery);
        }
        stages = stages == null ? List.of() : List.copyOf(stages);
        if (stages.isEmpty()) {
            throw new IllegalArgumentException("stages must have at least one stage");
        }
        PuzzleData.check(tokenizer, model, stages);
        ShardData.check(tokenizer, stages);
        if (model.reasons() && !stages.getFirst().hasPuzzles()) {
            throw new IllegalArgumentException("model.reasoning is for puzzles, but the format of stage '" + stages.getFirst().name()
                    + "' is '" + stages.getFirst().format() + "': set model.reasoning.enabled to false");
        }
        if (model.reasons() && update.accumulate() != 1) {
            throw new IllegalArgumentException("update.accumulate must be 1 where a model reasons, got " + update.accumulate()
                    + ": each step goes on with the puzzles of the one before");
        }
        for (StageConfig stage : stages) {
            checkParts(stage, shards, update.accumulate());
            if (loss.scored().equals(LossConfig.ANSWERS) && (stage.format().equals(StageConfig.STREAM) || stage.hasShards())) {
                throw new IllegalArgumentException("loss.scored can be 'answers' only where format is 'lines' or 'puzzles', but stage '"
                        + stage.name() + "' is a stream" + (stage.hasShards() ? " of shards" : ""));
            }
            if (stopping.needsValidation() && !stage.holdsOut()) {
                throw new IllegalArgumentException("stopping." + (stopping.patience() > 0 ? "patience" : "keep_best")
                        + " needs held-out text, but stage '" + stage.name() + "' holds none: "
                        + (stage.hasPuzzles() ? "set its puzzle.unseen, such as 500"
                        : "set its validation_fraction, such as 0.1"));
            }
        }
    }

    private static void checkParts(StageConfig stage, int shards, int accumulate) {
        int parts = Math.multiplyExact(shards, accumulate);
        if (stage.batchSize() % parts != 0) {
            throw new IllegalArgumentException("batch_size (" + stage.batchSize() + ") of stage '" + stage.name()
                    + "' must be a multiple of shards (" + shards + ")" + (accumulate == 1 ? "" : " times update.accumulate ("
                    + accumulate + ")") + ": try " + Math.max(1, stage.batchSize() / parts) * parts);
        }
    }

    /** With the usual loss, update, end and memory. */
    public RunConfig(String name, String description, long seed, String backend, int shards, String tokenizer, ModelConfig model,
                     OptimizerConfig optimizer, List<StageConfig> stages, int validateEvery, String probe, String prompt) {
        this(name, description, seed, backend, shards, tokenizer, model, optimizer, LossConfig.DEFAULT, UpdateConfig.DEFAULT,
                StoppingConfig.DEFAULT, stages, validateEvery, probe, prompt, MemoryConfig.DEFAULT, SupervisionConfig.DEFAULT,
                BeginConfig.DEFAULT, VocabularyConfig.DEFAULT);
    }

    /** How a model that reasons is trained, as its files tell other programs. */
    public Supervised supervised() {
        return new Supervised(stages.getLast().batchSize(), supervision.segments(), supervision.exploration(), loss.function());
    }

    /** Whether it trains on puzzles instead of texts. */
    public boolean hasPuzzles() {
        return stages.getFirst().hasPuzzles();
    }

    /** Whether what training makes small is the mean of -log p and nothing else. */
    public boolean minimisesMeanLogLoss() {
        return loss.plain() && model.experts().count() == 1;
    }

    public RunConfig withModel(ModelConfig other) {
        return with(seed, backend, other, stages, memory);
    }

    /** The same run of another architecture. What it begins with is of one architecture: another begins with weights from the seed. */
    public RunConfig withType(String type) {
        RunConfig other = withModel(model.withType(type));
        return type.equals(model.type()) ? other : other.withBegin(BeginConfig.DEFAULT);
    }

    private RunConfig withBegin(BeginConfig other) {
        return new RunConfig(name, description, seed, backend, shards, tokenizer, model, optimizer, loss, update, stopping, stages,
                validateEvery, probe, prompt, memory, supervision, other, vocabulary);
    }

    public RunConfig withStages(List<StageConfig> other) {
        return with(seed, backend, model, other, memory);
    }

    public RunConfig withSeed(long other) {
        return with(other, backend, model, stages, memory);
    }

    public RunConfig withBackend(String other) {
        return with(seed, other, model, stages, memory);
    }

    public RunConfig withMemory(MemoryConfig other) {
        return with(seed, backend, model, stages, other);
    }

    private RunConfig with(long otherSeed, String otherBackend, ModelConfig otherModel, List<StageConfig> otherStages,
                           MemoryConfig otherMemory) {
        return new RunConfig(name, description, otherSeed, otherBackend, shards, tokenizer, otherModel, optimizer, loss, update,
                stopping, otherStages, validateEvery, probe, prompt, otherMemory, supervision, begin, vocabulary);
    }
}
