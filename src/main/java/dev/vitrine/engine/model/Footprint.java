package dev.vitrine.engine.model;

import dev.vitrine.engine.Draws;
import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.engine.layer.Chance;
import dev.vitrine.engine.layer.MemoryConfig;
import dev.vitrine.engine.layer.PassContext;
import dev.vitrine.engine.layer.Precisions;
import dev.vitrine.engine.layer.RoundedWeights;
import dev.vitrine.engine.loss.CrossEntropy;
import dev.vitrine.engine.loss.HaltLoss;
import dev.vitrine.engine.loss.LossConfig;
import dev.vitrine.engine.tensor.Buffers;
import dev.vitrine.engine.tensor.Gradients;
import dev.vitrine.engine.tensor.Parameter;
import dev.vitrine.engine.tensor.Tensors;

/**
 * The memory that training a model takes, in bytes. Activations are counted by making the passes of a step on buffers that
 * have sizes but no numbers, so the figure is that of the passes themselves, and no size is too large to ask for.
 *
 * @param parameters      numbers that are learned
 * @param parameterBytes  of their values, of the rounded copy that passes read in 16 bits, and of fixed buffers
 * @param gradientBytes   of one gradient a parameter for each shard
 * @param stateBytes      of what the optimizer, or an average of weights, keeps
 * @param activationBytes of the passes and the loss of all shards: what grows with batch and time
 */
public record Footprint(long parameters, long parameterBytes, long gradientBytes, long stateBytes, long activationBytes) {
    private static final int FLOAT = 4;

    /**
     * @param config with its vocabulary
     * @param batch  sequences of a step
     * @param time   positions of each
     * @param shards parts of the batch, see {@code RunConfig}
     * @param arrays that the optimizer keeps for each parameter: 2 for AdamW
     */
    public static Footprint of(ModelConfig config, MemoryConfig memory, int batch, int time, int shards, int arrays) {
        return of(config, memory, LossConfig.DEFAULT, batch, time, shards, arrays);
    }

    /** With another loss than the plain one. */
    public static Footprint of(ModelConfig config, MemoryConfig memory, LossConfig loss, int batch, int time, int shards, int arrays) {
        Model model = Models.create(config, new Draws(0));
        long learned = 0;
        long held = 0;
        boolean rounded = Precisions.REGISTRY.get(memory.precision()).half() != null;
        for (Parameter p : model.parameters()) {
            learned += p.trained() ? p.size() : 0;
            held += p.size();
            held += rounded && RoundedWeights.rounds(p) ? p.size() : 0;
        }
        return new Footprint(learned, FLOAT * held, FLOAT * learned * shards, FLOAT * learned * arrays,
                shards * activations(model, memory, loss, batch / shards, time));
    }

    /** Bytes of all buffers of a pass that reads one text and keeps the {@link MemoryConfig#LEAST}; without the weights. */
    public static long reading(ModelConfig config, int time) {
        Buffers buffers = Buffers.counting();
        Models.create(config, new Draws(0)).newPass(counting(1, time, buffers).keeping(MemoryConfig.LEAST));
        return buffers.bytes();
    }

    private static PassContext counting(int batch, int time, Buffers buffers) {
        return new PassContext(batch, time, p -> Tensors.sizesOnly(p.shape()), Gradients.NONE, Backends.create("ejml"),
                new Chance(new Draws(0), 0), 1).from(buffers);
    }

    /** Of one shard. */
    private static long activations(Model model, MemoryConfig memory, LossConfig loss, int batch, int time) {
        Buffers buffers = Buffers.counting();
        PassContext context = counting(batch, time, buffers).keeping(memory);
        ModelPass pass = model.newPass(context);
        new CrossEntropy(pass.logitsShape(), loss, context.kernels(), buffers);
        if (model.config().reasons()) {
            new HaltLoss(batch, false, buffers);
        }
        return buffers.bytes();
    }

    /** Of all together. */
    public long totalBytes() {
        return parameterBytes + gradientBytes + stateBytes + activationBytes;
    }
}
