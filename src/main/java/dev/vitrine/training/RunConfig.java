package dev.vitrine.training;

import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.engine.layer.MemoryConfig;
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
 * @param memory        what a step keeps, and in which precision
 */
public record RunConfig(String name, String description, long seed, String backend, int shards, String tokenizer,
                        ModelConfig model, OptimizerConfig optimizer, List<StageConfig> stages, int validateEvery,
                        String probe, String prompt, MemoryConfig memory) {
    /** Keeping all activations in fp32. */
    public RunConfig(String name, String description, long seed, String backend, int shards, String tokenizer, ModelConfig model,
                     OptimizerConfig optimizer, List<StageConfig> stages, int validateEvery, String probe, String prompt) {
        this(name, description, seed, backend, shards, tokenizer, model, optimizer, stages, validateEvery, probe, prompt,
                MemoryConfig.DEFAULT);
    }

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
                prompt, memory);
    }

    public RunConfig withStages(List<StageConfig> other) {
        return new RunConfig(name, description, seed, backend, shards, tokenizer, model, optimizer, other, validateEvery, probe,
                prompt, memory);
    }

    public RunConfig withSeed(long other) {
        return new RunConfig(name, description, other, backend, shards, tokenizer, model, optimizer, stages, validateEvery,
                probe, prompt, memory);
    }

    public RunConfig withMemory(MemoryConfig other) {
        return new RunConfig(name, description, seed, backend, shards, tokenizer, model, optimizer, stages, validateEvery, probe,
                prompt, other);
    }

    public RunConfig withBackend(String other) {
        return new RunConfig(name, description, seed, other, shards, tokenizer, model, optimizer, stages, validateEvery, probe,
                prompt, memory);
    }
}
