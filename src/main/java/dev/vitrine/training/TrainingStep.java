package dev.vitrine.training;

import dev.vitrine.engine.Draws;
import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.layer.Chance;
import dev.vitrine.engine.layer.PassContext;
import dev.vitrine.engine.loss.CrossEntropy;
import dev.vitrine.engine.loss.LossConfig;
import dev.vitrine.engine.model.Model;
import dev.vitrine.engine.model.ModelPass;
import dev.vitrine.engine.model.Segment;
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
import java.util.function.IntConsumer;
import java.util.function.IntToDoubleFunction;

/**
 * Training as a cursor over pieces of work: batch, forward of each segment, loss, backward of each segment in reverse,
 * clip, update. {@link #advance()} does one piece; running at full speed repeats it. A batch is cut into shards, each
 * with passes and gradients of its own over shared weights; their gradients are added in order at CLIP.
 */
final class TrainingStep {
    /** A stage's buffers: one pass and one loss a shard. */
    private static final class StagePasses {
        private final int[] tokens;
        private final int[] targets;
        private final List<ModelPass> passes = new ArrayList<>();
        private final List<CrossEntropy> losses = new ArrayList<>();
        private final List<Chance> chances = new ArrayList<>();
        private final double[] lossSums;
        private final int[] forwardStep;    // step at which a segment last ran forward
        private final int[] backwardStep;
        private final List<Piece> plan;
        private int lossStep = -1;

        StagePasses(Model model, LossConfig loss, int batch, int time, List<Gradients> gradients, List<Kernels> kernels, Draws draws) {
            tokens = new int[batch * time];
            targets = new int[batch * time];
            lossSums = new double[gradients.size()];
            for (int s = 0; s < gradients.size(); s++) {
                Chance chance = new Chance(draws, s);
                chances.add(chance);
                PassContext c = new PassContext(batch / gradients.size(), time, Weights.LIVE, gradients.get(s), kernels.get(s), chance,
                        1.0 / gradients.size());
                ModelPass pass = model.newPass(c);
                passes.add(pass);
                losses.add(new CrossEntropy(pass.logitsShape(), loss, c.kernels()));
            }
            forwardStep = new int[passes.getFirst().segments().size()];
            backwardStep = new int[forwardStep.length];
            plan = plan(passes.getFirst().segments());
            forget();
        }

        /** From now on what the passes hold belongs to no step. */
        void forget() {
            Arrays.fill(forwardStep, -1);
            Arrays.fill(backwardStep, -1);
            lossStep = -1;
        }

        int segments() {
            return forwardStep.length;
        }

        private static List<Piece> plan(List<Segment> segments) {
            List<Piece> all = new ArrayList<>();
            all.add(new Piece(Phase.BATCH, "", true));
            segments.forEach(s -> all.add(new Piece(Phase.FORWARD, s.name(), s.differentiated())));
            all.add(new Piece(Phase.LOSS, "", true));
            segments.reversed().forEach(s -> all.add(new Piece(Phase.BACKWARD, s.name(), s.differentiated())));
            all.add(new Piece(Phase.CLIP, "", true));
            all.add(new Piece(Phase.UPDATE, "", true));
            return List.copyOf(all);
        }
    }

    private final Model model;
    private final RunConfig config;
    private final RunData data;
    private final ShardWorkers workers;
    private final List<Kernels> kernels = new ArrayList<>();
    private final List<Gradients> gradients = new ArrayList<>();
    private final GradientNorms norms;
    private final Optimizer optimizer;
    private final StagePasses[] stagePasses;
    private final List<float[]> state = new ArrayList<>();
    private final IntConsumer forwardTask = this::forwardShard;
    private final IntConsumer lossTask = this::lossShard;
    private final IntConsumer backwardTask = this::backwardShard;

    private int step;
    private int piece;
    private int segment;            // that the piece under way works on
    private long scored;            // positions of the batch that count
    private double loss = Double.NaN;
    private int gradientStep = -1;  // that the parameters' gradients belong to
    private boolean added;          // whether those of the shards are added already
    private int clipStep = -1;      // that the norms belong to

    TrainingStep(Model model, RunConfig config, RunData data, ShardWorkers workers) {
        this.model = model;
        this.config = config;
        this.data = data;
        this.workers = workers;
        for (int s = 0; s < config.shards(); s++) {
            kernels.add(Backends.create(config.backend()));
            gradients.add(new Gradients(model.parameters().trained()));
        }
        norms = new GradientNorms(gradients.getFirst(), kernels.getFirst());
        optimizer = Optimizers.REGISTRY.get(config.optimizer().kind())
                .create(gradients.getFirst(), config.optimizer(), kernels.getFirst());
        stagePasses = new StagePasses[data.stages().size()];
        for (Parameter p : model.parameters().trained()) {
            state.add(p.value().data);
        }
        state.addAll(optimizer.state());
    }

    /** Pieces of one step at the present stage. */
    int pieces() {
        return plan().size();
    }

    /** Every piece of one step at the present stage, in order. */
    List<Piece> plan() {
        return passes().plan;
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

    private int segmentIndex(int index) {
        return switch (phaseOf(index)) {
            case FORWARD -> index - 1;
            case BACKWARD -> 2 * passes().segments() + 1 - index;
            default -> -1;
        };
    }

    /** Does the next piece. Returns true when it was the last of the step. */
    boolean advance(float learningRate) {
        StagePasses now = passes();
        segment = segmentIndex(piece);
        switch (phaseOf(piece)) {
            case BATCH -> batch(now);
            case FORWARD -> {
                workers.run(config.shards(), forwardTask);
                now.forwardStep[segment] = step;
            }
            case LOSS -> {
                workers.run(config.shards(), lossTask);
                loss = sum(now.lossSums) / scored;
                now.lossStep = step;
                gradientStep = step;
                added = false;
            }
            case BACKWARD -> {
                workers.run(config.shards(), backwardTask);
                now.backwardStep[segment] = step;
            }
            case CLIP -> clip();
            case UPDATE -> {
                optimizer.step(learningRate);
                step++;
                restart();
                return true;
            }
        }
        piece++;
        return false;
    }

    private void batch(StagePasses now) {
        int stage = data.stageOf(step);
        scored = data.stages().get(stage).train().fill(step - data.beginOf(stage), now.tokens, now.targets);
        int shardRows = now.tokens.length / config.shards();
        for (int s = 0; s < config.shards(); s++) {
            now.chances.get(s).setStep(step);
            System.arraycopy(now.tokens, s * shardRows, now.passes.get(s).tokens(), 0, shardRows);
            System.arraycopy(now.targets, s * shardRows, now.losses.get(s).targets(), 0, shardRows);
        }
    }

    private static double sum(double[] values) {
        double total = 0;
        for (double v : values) {
            total += v;
        }
        return total;
    }

    private void forwardShard(int shard) {
        passes().passes.get(shard).segments().get(segment).forward();
    }

    private void lossShard(int shard) {
        StagePasses now = passes();
        ModelPass pass = now.passes.get(shard);
        now.lossSums[shard] = now.losses.get(shard).forward(pass.logits());
        gradients.get(shard).zero();
        pass.startBackward(now.losses.get(shard).backward(1f / scored));
    }

    private void backwardShard(int shard) {
        passes().passes.get(shard).segments().get(segment).backward();
    }

    private void clip() {
        for (int s = 1; s < gradients.size() && !added; s++) {
            gradients.getFirst().add(gradients.get(s));
        }
        added = true;
        norms.measure();
        clipStep = step;
        if (!Double.isFinite(loss) || !Double.isFinite(norms.global())) {
            throw new DivergedException(step, new NotFinite(this).first());
        }
        norms.clip(config.optimizer().clipNorm());
    }

    /** Goes back to the begin of this step: its pieces will be done again, with the same result. */
    void restart() {
        piece = 0;
        loss = Double.NaN;
    }

    /** The state arrays have been overwritten with those of a state. */
    void restoredTo(int state) {
        step = state;
        optimizer.setUpdates(state);
        restart();
        gradientStep = -1;
        clipStep = -1;
        for (StagePasses passes : stagePasses) {
            if (passes != null) {
                passes.forget();
            }
        }
    }

    /** All arrays that a state is made of: weights, then the optimizer's. Live. */
    List<float[]> state() {
        return state;
    }

    /** Of weights, optimizer, counters and stage. */
    long hash() {
        StateHash hash = new StateHash(kernels.getFirst());
        state.forEach(hash::add);
        return hash.add(optimizer.updates()).add(step).add(data.stageOf(step)).value();
    }

    private StagePasses passes() {
        int stage = data.stageOf(step);
        if (stagePasses[stage] == null) {
            StageData s = data.stages().get(stage);
            stagePasses[stage] = new StagePasses(model, config.loss(), s.config().batchSize(), s.train().time(), gradients, kernels,
                    new Draws(config.seed()));
        }
        return stagePasses[stage];
    }

    /** Whether this step's loss is known. */
    boolean scored() {
        return piece > passes().segments() + 1;
    }

    /** Mean over the positions that count of -log p, nats, of the last batch that was scored. */
    double loss() {
        return loss;
    }

    GradientNorms norms() {
        return norms;
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

    int batchSize() {
        return data.stages().get(data.stageOf(step)).config().batchSize();
    }

    int time() {
        return data.stages().get(data.stageOf(step)).train().time();
    }

    int[] tokens() {
        return passes().tokens;
    }

    int[] targets() {
        return passes().targets;
    }

    Kernels kernels() {
        return kernels.getFirst();
    }

    /** Shows every tensor of the step to the visitors that the caller makes for a shard and a step of origin. */
    void tensors(ShardVisitor to) {
        StagePasses now = passes();
        for (int s = 0; s < config.shards(); s++) {
            List<Segment> segments = now.passes.get(s).segments();
            for (int i = 0; i < segments.size(); i++) {
                if (now.forwardStep[i] >= 0) {
                    segments.get(i).tensors(to.at(s, now.forwardStep[i], now.backwardStep[i]));
                }
            }
            if (now.lossStep >= 0) {
                now.losses.get(s).tensors(to.at(s, now.lossStep, now.lossStep));
            }
        }
        TensorVisitor whole = to.at(0, step, gradientStep);
        for (Parameter p : model.parameters()) {
            whole.tensor("param." + p.name(), p.shape(), p.value());
        }
        for (Parameter p : model.parameters().trained()) {
            whole.tensor("grad." + p.name(), p.shape(), out -> sum(p, out));
        }
        norms.tensors(to.at(0, clipStep, -1));
        optimizer.tensors(whole);
    }

    /** Gradient of the whole batch: the shards' sums so far, until CLIP has added them. */
    private void sum(Parameter p, float[] out) {
        System.arraycopy(gradients.getFirst().of(p).data, 0, out, 0, p.size());
        for (int s = 1; s < gradients.size() && !added; s++) {
            float[] g = gradients.get(s).of(p).data;
            for (int i = 0; i < g.length; i++) {
                out[i] += g[i];
            }
        }
    }
}
