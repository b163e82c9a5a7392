package dev.vitrine.training;

import dev.vitrine.engine.kernel.Backends;
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
 * @param tokenizer     name in {@link Tokenizers}
 * @param validateEvery steps between two measurements on held-out text
 * @param probe         text whose attention and predictions the views show
 * @param prompt        what generation starts from
 */
public record RunConfig(String name, String description, long seed, String backend, int shards, String tokenizer,
                        ModelConfig model, OptimizerConfig optimizer, List<StageConfig> stages, int validateEvery,
                        String probe, String prompt) {
    public RunConfig {
        Backends.REGISTRY.get(backend);
        Tokenizers.REGISTRY.get(tokenizer);
        if (shards < 1 || shards > 64) {
            throw new IllegalArgumentException("shards must be from 1 to 64, got " + shards);
        }
        if (validateEvery < 1) {
            throw new IllegalArgumentException("validate_every must be at least 1, got " + validateEvery);
        }
        stages = stages == null ? List.of() : List.copyOf(stages);
        if (stages.isEmpty()) {
            throw new IllegalArgumentException("a run needs at least one stage");
        }
        for (StageConfig stage : stages) {
            if (stage.batchSize() % shards != 0) {
                throw new IllegalArgumentException("batch_size (" + stage.batchSize() + ") of stage '" + stage.name()
                        + "' must be a multiple of shards (" + shards + "): try "
                        + Math.max(1, stage.batchSize() / shards) * shards);
            }
        }
    }

    public RunConfig withModel(ModelConfig other) {
        return new RunConfig(name, description, seed, backend, shards, tokenizer, other, optimizer, stages, validateEvery, probe,
                prompt);
    }

    public RunConfig withStages(List<StageConfig> other) {
        return new RunConfig(name, description, seed, backend, shards, tokenizer, model, optimizer, other, validateEvery, probe,
                prompt);
    }

    public RunConfig withSeed(long other) {
        return new RunConfig(name, description, other, backend, shards, tokenizer, model, optimizer, stages, validateEvery,
                probe, prompt);
    }

    public RunConfig withBackend(String other) {
        return new RunConfig(name, description, seed, other, shards, tokenizer, model, optimizer, stages, validateEvery, probe,
                prompt);
    }
}
