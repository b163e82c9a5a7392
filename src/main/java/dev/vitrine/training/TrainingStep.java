package dev.vitrine.training;

import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.layer.MemoryConfig;
import dev.vitrine.engine.layer.Workers;
import dev.vitrine.engine.model.Model;
import dev.vitrine.engine.optim.Clipping;
import dev.vitrine.engine.optim.GradientNorms;
import dev.vitrine.engine.optim.Optimizer;
import dev.vitrine.engine.tensor.Parameter;
import dev.vitrine.engine.tensor.TensorVisitor;
import dev.vitrine.engine.tensor.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.IntToDoubleFunction;

/**
 * Training as a cursor over pieces of work: batch, forward of each segment, loss, backward of each segment in reverse,
 * clip, update. {@link #advance} does one piece; running at full speed repeats it. A batch is cut into shards, each
 * with passes and gradients of its own over shared weights; their gradients are added in order at CLIP. With gradient
 * accumulation the pieces up to the last backward are repeated for each micro-batch, and gradients add up over them.
 */
final class TrainingStep {
    private final Model model;
    private final RunConfig config;
    private final RunData data;
    private final ShardWorkers workers;
    private final List<Kernels> kernels = new ArrayList<>();
    private final GradientSum gradients;
    private final Clipping clipping;
    private final TrainingState state;
    private final RunPasses allPasses;
    private final IntConsumer forwardTask = this::forwardShard;
    private final IntConsumer lossTask = this::lossShard;
    private final IntConsumer backwardTask = this::backwardShard;

    private StagePasses passes;     // those of the step, from its first piece on
    private int step;
    private int piece;
    private int segment;            // that the piece under way works on
    private int micro;              // micro-batch that was last dealt
    private double lossSum;         // over the micro-batches of this step so far
    private double loss = Double.NaN;
    private int gradientStep = -1;  // that the parameters' gradients belong to
    private int clipStep = -1;      // that the norms belong to
    private boolean overflowed;     // whether the gradients of this step are not finite, so that no update is made

    TrainingStep(Model model, RunConfig config, RunData data, ShardWorkers workers) {
        this.model = model;
        this.config = config;
        this.data = data;
        this.workers = workers;
        for (int s = 0; s < config.shards(); s++) {
            kernels.add(Backends.create(config.backend()));
        }
        gradients = new GradientSum(model, config.shards());
        clipping = new Clipping(gradients.whole(), config.optimizer(), kernels.getFirst());
        Carry carry = Carry.of(model, config, data, kernels.getFirst());
        state = new TrainingState(model, config, gradients.whole(), carry, kernels.getFirst());
        allPasses = new RunPasses(model, config, data, gradients.shards(), kernels, state.working(),
                config.shards() == 1 ? workers : Workers.ALONE, carry);
        passes = allPasses.of(0);
    }

    /** Pieces of one step at the present stage. */
    int pieces() {
        return plan().size();
    }

    /** Every piece of one step at the present stage, in order. */
    List<Piece> plan() {
        return passes.plan();
    }

    /** Pieces of this step that are done. */
    int piece() {
        return piece;
    }

    /** Updates made so far: the number of the state that the weights are in. */
    int step() {
        return step;
    }

    /** The kind of the i-th piece of a step. */
    Phase phaseOf(int index) {
        return plan().get(index).phase();
    }

    /** The segment that the i-th piece works on, or the empty text. */
    String segmentOf(int index) {
        return plan().get(index).segment();
    }

    /** Number in this step of the micro-batch that the last piece worked on. */
    int micro() {
        return piece == 0 ? 0 : plan().get(piece - 1).micro();
    }

    private int workOf(int step, int micro) {
        return step * config.update().accumulate() + micro;
    }

    /** Does the next piece. Returns true when it was the last of the step. */
    boolean advance(float learningRate) {
        if (piece == 0) {
            passes = allPasses.of(step);
        }
        Piece next = plan().get(piece);
        segment = passes.segmentOf(piece);
        int work = workOf(step, next.micro());
        switch (next.phase()) {
            case BATCH -> batch(next.micro());
            case FORWARD -> {
                workers.run(config.shards(), forwardTask);
                passes.forwardDone(segment, work);
            }
            case LOSS -> {
                workers.run(config.shards(), lossTask);
                lossSum += passes.lossSum();
                loss = piece + 1 == passes.piecesToLoss() ? scoredLoss() : Double.NaN;
                passes.lossDone(work);
                gradientStep = step;
                gradients.expect(state.scaler().scale());
            }
            case BACKWARD -> {
                workers.run(config.shards(), backwardTask);
                passes.backwardDone(segment, work);
            }
            case CLIP -> clip();
            case UPDATE -> {
                update(learningRate);
                return true;
            }
        }
        piece++;
        return false;
    }

    private void batch(int next) {
        micro = next;
        if (micro == 0) {
            state.refresh();
            overflowed = false;
            int stage = data.stageOf(step);
            passes.take(data.stages().get(stage), step, step - data.beginOf(stage));
            lossSum = 0;
        }
        passes.deal(workOf(step, micro));
    }

    private void forwardShard(int shard) {
        passes.forward(shard, segment);
    }

    private void lossShard(int shard) {
        passes.loss(shard, micro == 0, state.scaler().scale());
    }

    private void backwardShard(int shard) {
        passes.backward(shard, segment);
    }

    private double scoredLoss() {
        return lossSum / passes.scored() + passes.haltingLoss();
    }

    private void clip() {
        gradients.add();
        loss = scoredLoss() + gradients.auxiliaryLoss();
        norms().measure();
        clipStep = step;
        overflowed = state.scaler().canFall() && Double.isFinite(loss) && !Double.isFinite(norms().global());
        if (overflowed) {
            clipping.skip();
            return;
        }
        if (!Double.isFinite(loss) || !Double.isFinite(norms().global())) {
            throw new DivergedException(step, new NotFinite(this).first());
        }
        clipping.apply();
    }

    private void update(float learningRate) {
        if (overflowed) {
            state.scaler().overflowed();
        } else {
            state.update(learningRate);
        }
        passes.end();
        if (!config.memory().equals(MemoryConfig.DEFAULT)) {
            passes.forget();   // what is worked again for who looks must be worked with the weights it was worked with
        }
        step++;
        restart();
    }

    /** Goes back to the begin of this step: its pieces will be done again, with the same result. */
    void restart() {
        piece = 0;
        loss = Double.NaN;
    }

    /** The state arrays have been overwritten with those of a state. */
    void restoredTo(int s) {
        step = s;
        state.restoredTo(s);
        restart();
        gradientStep = -1;
        clipStep = -1;
        allPasses.forget();
    }

    /** All arrays that a state is made of. Live. */
    List<float[]> state() {
        return state.arrays();
    }

    /** Their names, in the same order. */
    List<String> stateNames() {
        return state.names();
    }

    /** Of weights, optimizer, counters and stage. */
    long hash() {
        return state.hash(step, data.stageOf(step));
    }

    /** Whether this step's loss is known. */
    boolean scored() {
        return piece >= passes.piecesToLoss();
    }

    /** The number whose gradient is taken: the mean of the loss over the positions of the whole batch that count, nats, that of
     *  the halting head, and from CLIP on what layers add to it themselves; NaN while a micro-batch is not scored yet. */
    double loss() {
        return loss;
    }

    /** Whether the update of this step is not made, as its gradients overflowed; known from CLIP to the next BATCH. */
    boolean overflowed() {
        return overflowed;
    }

    /** What the loss of this step was multiplied by for its gradients, which are shown without it. */
    float lossScale() {
        return gradients.lossScale();
    }

    GradientNorms norms() {
        return clipping.norms();
    }

    Clipping clipping() {
        return clipping;
    }

    IntToDoubleFunction updateRatios() {
        return optimizer()::updateRatio;
    }

    Optimizer optimizer() {
        return state.optimizer();
    }

    Model model() {
        return model;
    }

    /** What the model is evaluated, generates and is saved with: the average of the weights if there is one. */
    Weights weights() {
        return state.result();
    }

    /** Sequences of a micro-batch. */
    int microBatchSize() {
        return data.stages().get(data.stageOf(step)).config().batchSize() / config.update().accumulate();
    }

    /** Positions of the whole batch. */
    int positions() {
        return passes.positions();
    }

    int time() {
        return passes.time();
    }

    /** A copy of the last micro-batch's tokens. */
    int[] tokens() {
        return passes.tokens(micro);
    }

    /** A copy of the last micro-batch's targets. */
    int[] targets() {
        return passes.targets(micro);
    }

    Kernels kernels() {
        return kernels.getFirst();
    }

    /** Shows every tensor of the step to the visitors that the caller makes for a shard and a micro-batch of origin. */
    void tensors(ShardVisitor to) {
        passes.tensors((shard, from, gradientFrom) -> gradients.unscaled(to.at(shard, from, gradientFrom)));
        TensorVisitor whole = to.at(0, workOf(step, micro()), originOf(gradientStep));
        for (Parameter p : model.parameters()) {
            whole.tensor("param." + p.name(), p.shape(), p.value());
        }
        gradients.tensors(whole);
        clipping.tensors(to.at(0, originOf(clipStep), -1));
        optimizer().tensors(whole);
        state.averageTensors(whole);
    }

    /** Of what belongs to a whole step: the present micro-batch, or the last one of a step before. */
    private int originOf(int done) {
        return done < 0 ? -1 : workOf(done, done == step ? micro() : config.update().accumulate() - 1);
    }
}
