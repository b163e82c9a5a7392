package dev.vitrine.training;

import dev.vitrine.engine.data.Batches;
import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.engine.kernel.Half;
import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.layer.MemoryConfig;
import dev.vitrine.engine.layer.Precisions;
import dev.vitrine.engine.layer.RoundedWeights;
import dev.vitrine.engine.layer.Workers;
import dev.vitrine.engine.model.Model;
import dev.vitrine.engine.optim.Clipping;
import dev.vitrine.engine.optim.GradientNorms;
import dev.vitrine.engine.optim.Optimizer;
import dev.vitrine.engine.optim.Optimizers;
import dev.vitrine.engine.tensor.Gradients;
import dev.vitrine.engine.tensor.Parameter;
import dev.vitrine.engine.tensor.TensorVisitor;
import dev.vitrine.engine.tensor.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.IntConsumer;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Stream;

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
    private final List<Gradients> gradients = new ArrayList<>();
    private final Clipping clipping;
    private final Optimizer optimizer;
    private final LossScaler scaler;
    private final RoundedWeights rounded;   // that passes read; null where they read those that are trained
    private final WeightAverage average;    // null for none
    private final int[][] times;            // that batches of each stage have
    private final StagePasses[][] made;     // of each stage and each length of its batches; null until needed
    private final List<float[]> state = new ArrayList<>();
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
    private boolean added;          // whether those of the shards are added already
    private int clipStep = -1;      // that the norms belong to
    private boolean overflowed;     // whether the gradients of this step are not finite, so that no update is made
    private float lossScale = 1;    // that the gradients of activations were worked with

    TrainingStep(Model model, RunConfig config, RunData data, ShardWorkers workers) {
        this.model = model;
        this.config = config;
        this.data = data;
        this.workers = workers;
        for (int s = 0; s < config.shards(); s++) {
            kernels.add(Backends.create(config.backend()));
            gradients.add(new Gradients(model.parameters().trained()));
        }
        clipping = new Clipping(gradients.getFirst(), config.optimizer(), kernels.getFirst());
        optimizer = Optimizers.REGISTRY.get(config.optimizer().kind())
                .create(gradients.getFirst(), config.optimizer(), kernels.getFirst());
        scaler = new LossScaler(config.memory());
        Half format = Precisions.REGISTRY.get(config.memory().precision()).half();
        times = data.stages().stream().map(s -> s.train().times()).toArray(int[][]::new);
        made = Stream.of(times).map(t -> new StagePasses[t.length]).toArray(StagePasses[][]::new);
        rounded = format == null ? null : new RoundedWeights(model.parameters(), format, kernels.getFirst());
        for (Parameter p : model.parameters().trained()) {
            state.add(p.value().data);
        }
        state.addAll(optimizer.state());
        if (scaler.active()) {
            state.add(scaler.state());
        }
        average = config.update().emaDecay() == 0 ? null : new WeightAverage(model.parameters(), config.update().emaDecay());
        if (average != null) {
            state.addAll(average.state());
        }
    }

    /** Pieces of one step at the present stage. */
    int pieces() {
        return plan().size();
    }

    /** Every piece of one step at the present stage, in order. */
    List<Piece> plan() {
        return passes().plan();
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

    /** The same, counted from the run's begin. */
    private int work() {
        return workOf(step, micro());
    }

    private int workOf(int step, int micro) {
        return step * config.update().accumulate() + micro;
    }

    /** Does the next piece. Returns true when it was the last of the step. */
    boolean advance(float learningRate) {
        if (piece == 0) {
            passes = passesOf(step);
        }
        StagePasses now = passes();
        Piece next = now.plan().get(piece);
        segment = now.segmentOf(piece);
        int work = workOf(step, next.micro());
        switch (next.phase()) {
            case BATCH -> batch(now, next.micro());
            case FORWARD -> {
                workers.run(config.shards(), forwardTask);
                now.forwardDone(segment, work);
            }
            case LOSS -> {
                workers.run(config.shards(), lossTask);
                lossSum += now.lossSum();
                loss = piece + 1 == now.piecesToLoss() ? lossSum / now.scored() : Double.NaN;
                now.lossDone(work);
                gradientStep = step;
                lossScale = scaler.scale();
                added = false;
            }
            case BACKWARD -> {
                workers.run(config.shards(), backwardTask);
                now.backwardDone(segment, work);
            }
            case CLIP -> clip(now);
            case UPDATE -> {
                update(learningRate);
                if (!config.memory().equals(MemoryConfig.DEFAULT)) {
                    now.forget();   // what is worked again for who looks must be worked with the weights it was worked with
                }
                return true;
            }
        }
        piece++;
        return false;
    }

    private void batch(StagePasses now, int next) {
        micro = next;
        if (micro == 0) {
            if (rounded != null) {
                rounded.refresh();
            }
            overflowed = false;
            int stage = data.stageOf(step);
            now.take(data.stages().get(stage), step - data.beginOf(stage));
            lossSum = 0;
        }
        now.deal(workOf(step, micro));
    }

    private void forwardShard(int shard) {
        passes().forward(shard, segment);
    }

    private void lossShard(int shard) {
        passes().loss(shard, micro == 0, scaler.scale());
    }

    private void backwardShard(int shard) {
        passes().backward(shard, segment);
    }

    private void update(float learningRate) {
        if (overflowed) {
            scaler.overflowed();
        } else {
            optimizer.step(learningRate);
            scaler.updated();
            if (average != null) {
                average.update();
            }
        }
        step++;
        restart();
    }

    private void clip(StagePasses now) {
        for (int s = 1; s < gradients.size() && !added; s++) {
            gradients.getFirst().add(gradients.get(s));
        }
        if (!added) {
            gradients.getFirst().unscale();
        }
        added = true;
        loss = lossSum / now.scored() + auxiliaryLoss();
        norms().measure();
        clipStep = step;
        overflowed = scaler.canFall() && Double.isFinite(loss) && !Double.isFinite(norms().global());
        if (overflowed) {
            norms().clip(0);
            return;
        }
        if (!Double.isFinite(loss) || !Double.isFinite(norms().global())) {
            throw new DivergedException(step, new NotFinite(this).first());
        }
        clipping.apply();
    }

    /** What layers added to the loss themselves, such as experts' routers, over all shards and micro-batches. */
    private double auxiliaryLoss() {
        double total = 0;
        for (int s = 0; s < gradients.size(); s++) {
            total += gradients.get(s).auxiliaryLoss();
        }
        return total;
    }

    /** Goes back to the begin of this step: its pieces will be done again, with the same result. */
    void restart() {
        piece = 0;
        loss = Double.NaN;
    }

    /** The state arrays have been overwritten with those of a state. */
    void restoredTo(int state) {
        step = state;
        optimizer.setUpdates(state - scaler.skipped());
        restart();
        gradientStep = -1;
        clipStep = -1;
        for (StagePasses[] ofStage : made) {
            Stream.of(ofStage).filter(Objects::nonNull).forEach(StagePasses::forget);
        }
    }

    /** All arrays that a state is made of: weights, then the optimizer's, then their average if there is one. Live. */
    List<float[]> state() {
        return state;
    }

    /** Of weights, optimizer, counters and stage. */
    long hash() {
        StateHash hash = new StateHash(kernels.getFirst());
        state.forEach(hash::add);
        return hash.add(optimizer.updates()).add(step).add(data.stageOf(step)).value();
    }

    /** Those of this step; before its first piece those that were last worked. */
    private StagePasses passes() {
        if (passes == null) {
            passes = passesOf(step);
        }
        return passes;
    }

    private StagePasses passesOf(int step) {
        int stage = data.stageOf(step);
        Batches batches = data.stages().get(stage).train();
        int time = batches.time(step - data.beginOf(stage));
        int length = Arrays.binarySearch(times[stage], time);
        if (made[stage][length] == null) {
            made[stage][length] = new StagePasses(model, config, batches.batchSize(), time, gradients, kernels,
                    rounded == null ? Weights.LIVE : rounded, config.shards() == 1 ? workers : Workers.ALONE);
        }
        return made[stage][length];
    }

    /** Whether this step's loss is known. */
    boolean scored() {
        return piece >= passes().piecesToLoss();
    }

    /** The number whose gradient is taken: the mean of the loss over the positions of the whole batch that count, nats, and
     *  from CLIP on what layers add to it themselves; NaN while a micro-batch is not scored yet. */
    double loss() {
        return loss;
    }

    /** Whether the update of this step is not made, as its gradients overflowed; known from CLIP to the next BATCH. */
    boolean overflowed() {
        return overflowed;
    }

    /** What the loss of this step was multiplied by for its gradients, which are shown without it. */
    float lossScale() {
        return lossScale;
    }

    GradientNorms norms() {
        return clipping.norms();
    }

    Clipping clipping() {
        return clipping;
    }

    IntToDoubleFunction updateRatios() {
        return optimizer::updateRatio;
    }

    Optimizer optimizer() {
        return optimizer;
    }

    Model model() {
        return model;
    }

    /** What the model is evaluated, generates and is saved with: the average of the weights if there is one. */
    Weights weights() {
        return average == null ? Weights.LIVE : average;
    }

    /** Sequences of a micro-batch. */
    int microBatchSize() {
        return data.stages().get(data.stageOf(step)).config().batchSize() / config.update().accumulate();
    }

    /** Positions of the whole batch. */
    int positions() {
        return passes().positions();
    }

    int time() {
        return passes().time();
    }

    /** A copy of the last micro-batch's tokens. */
    int[] tokens() {
        return passes().tokens(micro);
    }

    /** A copy of the last micro-batch's targets. */
    int[] targets() {
        return passes().targets(micro);
    }

    Kernels kernels() {
        return kernels.getFirst();
    }

    /** Shows every tensor of the step to the visitors that the caller makes for a shard and a micro-batch of origin. */
    void tensors(ShardVisitor to) {
        passes().tensors((shard, from, gradientFrom) -> unscaled(to.at(shard, from, gradientFrom)));
        TensorVisitor whole = to.at(0, work(), originOf(gradientStep));
        for (Parameter p : model.parameters()) {
            whole.tensor("param." + p.name(), p.shape(), p.value());
        }
        for (Parameter p : model.parameters().trained()) {
            whole.tensor("grad." + p.name(), p.shape(), out -> sum(p, out));
        }
        clipping.tensors(to.at(0, originOf(clipStep), -1));
        optimizer.tensors(whole);
        if (average != null) {
            average.tensors(whole);
        }
    }

    /** Of what belongs to a whole step: the present micro-batch, or the last one of a step before. */
    private int originOf(int done) {
        return done < 0 ? -1 : done == step ? work() : workOf(done, config.update().accumulate() - 1);
    }

    /** Shows gradients without the factor on the loss, a power of two, so that this is exact. */
    private TensorVisitor unscaled(TensorVisitor visitor) {
        if (lossScale == 1) {
            return visitor;
        }
        return (name, shape, filler) -> visitor.tensor(name, shape, !name.startsWith("grad.") ? filler : out -> {
            filler.fill(out);
            divide(out, shape.count(), lossScale);
        });
    }

    private static void divide(float[] values, int n, float by) {
        for (int i = 0; i < n; i++) {
            values[i] /= by;
        }
    }

    /**
     * Gradient of the whole batch, without the factor on the loss: the sums of the shards and micro-batches so far, until CLIP
     * has added those of the shards.
     */
    private void sum(Parameter p, float[] out) {
        System.arraycopy(gradients.getFirst().of(p).data, 0, out, 0, p.size());
        for (int s = 1; s < gradients.size() && !added; s++) {
            float[] g = gradients.get(s).of(p).data;
            for (int i = 0; i < g.length; i++) {
                out[i] += g[i];
            }
        }
        divide(out, p.size(), added ? 1 : lossScale);
    }
}
