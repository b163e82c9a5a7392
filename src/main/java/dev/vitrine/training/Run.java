package dev.vitrine.training;

import dev.vitrine.engine.Draws;
import dev.vitrine.engine.model.Footprint;
import dev.vitrine.engine.model.Model;
import dev.vitrine.engine.model.Models;
import dev.vitrine.engine.optim.UpdateTrace;
import dev.vitrine.engine.tensor.Parameter;
import dev.vitrine.engine.tensor.TensorShape;
import dev.vitrine.engine.tensor.TensorVisitor;
import dev.vitrine.engine.tensor.Weights;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * One model in training, with its timeline: keyframes of the state, every number of every step, and the log of live
 * changes. Going to a past step restores the nearest keyframe before it and works the steps between again; the hash of
 * each state is compared with the one recorded, so a replay that differs is found at once.
 *
 * <p>Used by one thread at a time.
 */
public final class Run implements AutoCloseable {
    private static final int FIRST_STRIDE = 8;

    /**
     * Memory that the timeline of a run comes to take.
     *
     * @param stateBytes    of the weights and of what the optimizer keeps
     * @param keyframeBytes that it may take, where two copies have room in it
     */
    public static long timelineBytes(long stateBytes, long keyframeBytes, int steps) {
        return Keyframes.bytes(stateBytes, keyframeBytes, FIRST_STRIDE, steps);
    }

    /** A state and the weights that the model has in it to be evaluated, to generate and to be saved. */
    public record Result(int state, Weights weights) { }

    private final RunConfig config;
    private final RunData data;
    private final ShardWorkers workers;
    private final TrainingStep step;
    private final Keyframes keyframes;
    private final Evaluator evaluator;
    private final HeldOutLosses heldOut;
    private final KeptWeights best;   // null where the last state is the result
    private final TreeMap<Integer, Float> peaks = new TreeMap<>();   // live changes of the peak learning rate, by step
    private final float[] row;
    private final float[] scale = new float[2];
    private volatile History history;
    private Probe probe;
    private Parameter watched;
    private int watchedIndex;
    private UpdateTrace update;
    private int targetStep;
    private int targetPiece;
    private long stepBegan;

    /**
     * @param threads       that work the shards of a batch
     * @param keyframeBytes memory for the timeline
     */
    public Run(RunConfig config, RunData data, int threads, long keyframeBytes) {
        this.config = config;
        this.data = data;
        Model model = Models.create(config.model().withVocabulary(data.tokenizer().vocabSize()), new Draws(config.seed()));
        workers = new ShardWorkers(Math.min(threads, pieces(config)));
        step = new TrainingStep(model, config, data, workers);
        evaluator = new Evaluator(model, step.weights(), step.kernels());
        heldOut = new HeldOutLosses(config.stopping(), data);
        best = config.stopping().keepBest() ? new KeptWeights(model.parameters()) : null;
        keyframes = new Keyframes(step.state(), keyframeBytes, FIRST_STRIDE);
        history = new History(model.parameters().trained().stream().map(Parameter::name).toList());
        row = new float[model.parameters().trained().size()];
        setProbe(config.probe());
        arrive();
        goTo(0);
    }

    /** Of work that can be done side by side: shards, or the branches of a block where there is one shard. */
    private static int pieces(RunConfig config) {
        return config.shards() == 1 && config.model().normOrder().equals("parallel") ? 2 : config.shards();
    }

    public RunConfig config() {
        return config;
    }

    public RunData data() {
        return data;
    }

    public Model model() {
        return step.model();
    }

    /** Measures with {@link #weights}. */
    public Evaluator evaluator() {
        return evaluator;
    }

    /** What the model is evaluated, generates and is saved with: the moving average of the weights if the config wants one. */
    public Weights weights() {
        return step.weights();
    }

    /** The numbers of every step so far; another object after a fork. Any thread. */
    public History history() {
        return history;
    }

    /** The memory of training, of all stages together; without that of the timeline and of measuring. */
    public Footprint footprint() {
        long activations = 0;
        Footprint stage = null;
        for (StageData s : data.stages()) {
            stage = Footprint.of(model().config(), config.memory(), s.config().batchSize() / config.update().accumulate(),
                    s.train().time(), config.shards(), 0);
            activations += stage.activationBytes();
        }
        long state = step.state().stream().mapToLong(a -> 4L * a.length).sum() - 4L * stage.parameters();
        return new Footprint(stage.parameters(), stage.parameterBytes(), stage.gradientBytes(), state, activations);
    }

    /** Updates made: the state that the weights are in. */
    public int step() {
        return step.step();
    }

    /** The hash of the present state as it is shown: 16 hexadecimal digits. */
    public String stateHashText() {
        return StateHash.text(history.hash(step.step()));
    }

    /** The newest state ever reached. */
    public int newest() {
        return history.states() - 1;
    }

    /** Steps that the run is planned for. */
    public int total() {
        return data.totalSteps();
    }

    /** Wants state {@code s} with its batch worked up to the update, so that all that is shown belongs together. */
    public void goTo(int s) {
        setTarget(Math.clamp(s, 0, total()), Integer.MAX_VALUE);
    }

    /** Wants the first {@code pieces} pieces of a step done. */
    public void goTo(int s, int pieces) {
        setTarget(Math.clamp(s, 0, total()), pieces);
    }

    /** Wants one piece more than now, or all to the end of the phase that comes next. The last update is that of the plan. */
    public void goForward(boolean wholePhase) {
        int piece = wantedPiece();
        if (piece == step.pieces() - 1) {
            if (targetStep < total()) {
                setTarget(targetStep + 1, 0);
            }
            return;
        }
        Phase phase = nextPiece().phase();
        do {
            piece++;
        } while (wholePhase && step.phaseOf(piece) == phase);
        setTarget(targetStep, piece);
    }

    /** Wants one piece less than now, or a whole phase less, across the border of steps. */
    public void goBack(boolean wholePhase) {
        int piece = wantedPiece();
        if (piece == 0) {
            if (targetStep > 0) {
                goTo(targetStep - 1);
            }
            return;
        }
        Phase phase = lastPiece().phase();
        do {
            piece--;
        } while (wholePhase && piece > 0 && step.phaseOf(piece - 1) == phase);
        setTarget(targetStep, piece);
    }

    /** Wants what is there now. */
    public void stay() {
        setTarget(step.step(), step.piece());
    }

    private int wantedPiece() {
        return Math.min(targetPiece, step.pieces() - 1);
    }

    /** The step that is wanted. */
    int wantedStep() {
        return targetStep;
    }

    /** The piece after those that are wanted. */
    Piece nextPiece() {
        return step.plan().get(wantedPiece());
    }

    /** The step that the last wanted piece belongs to. */
    int lastStep() {
        return wantedPiece() == 0 ? targetStep - 1 : targetStep;
    }

    /** The last piece that is wanted. */
    Piece lastPiece() {
        return wantedPiece() == 0 ? step.plan().getLast() : step.plan().get(wantedPiece() - 1);
    }

    private void setTarget(int s, int pieces) {
        targetStep = s;
        targetPiece = Math.max(0, pieces);
        if (s == step.step() && step.piece() > targetPiece) {
            step.restart();
            update = null;
        } else if (s < step.step() || keyframes.before(s) > step.step() + 1) {   // the step under way is always worked out
            restore(keyframes.before(s));
        }
    }

    private void restore(int keyframe) {
        keyframes.restore(keyframe);
        step.restoredTo(keyframe);
        update = null;
        if (step.hash() != history.hash(keyframe)) {
            throw new IllegalStateException("state " + keyframe + " was restored with another hash than it had");
        }
    }

    /** Whether what was wanted is there. */
    public boolean atTarget() {
        return step.step() == targetStep && step.piece() == wantedPiece() || step.step() > targetStep;
    }

    /** Does the next piece of work, unless the run is over. Returns whether it did one. */
    public boolean advance() {
        Phase phase = step.phaseOf(step.piece());
        float rate = learningRate();
        if (phase == Phase.UPDATE) {
            if (step.step() >= total()) {
                return false;
            }
            update(rate);
            return true;
        }
        if (step.piece() == 0) {
            validate();
            stepBegan = System.nanoTime();
        }
        step.advance(rate);
        return true;
    }

    private void update(float rate) {
        double loss = step.loss();
        int tokens = step.positions();
        if (watched != null && !step.overflowed()) {
            update = step.optimizer().trace(watched, watchedIndex, rate);
        }
        step.advance(rate);
        if (history.loss().size() == step.step() - 1) {
            record(rate, loss, tokens);
        }
        arrive();
    }

    /** Runs to the target without stopping; for use without a service. */
    public void runToTarget() {
        while (!atTarget() && advance()) {
            // each call does one piece
        }
    }

    /** The learning rate of this step: the schedule's, with the newest live change of its peak. */
    public float learningRate() {
        int now = step.step();
        Map.Entry<Integer, Float> change = peaks.floorEntry(now);
        if (change == null) {
            return data.learningRate(now);
        }
        int stage = data.stageOf(now);
        return data.stages().get(stage).config().schedule().withLearningRate(change.getValue())
                .at(now - data.beginOf(stage), data.stages().get(stage).steps());
    }

    /** Sets the peak learning rate from this step on. In the past this forks the run: what came later is forgotten. */
    public void setPeakLearningRate(float peak) {
        setPeakLearningRate(step.step(), peak);
    }

    /** As above, from a step that this run is at or still comes to. */
    void setPeakLearningRate(int from, float peak) {
        if (!(peak > 0) || Float.isInfinite(peak)) {
            throw new IllegalArgumentException("the learning rate must be a number above 0, got " + peak);
        }
        fork(from);
        peaks.put(from, peak);
    }

    private void fork(int now) {
        if (now < newest()) {
            history = history.upTo(now);
            keyframes.dropAfter(now);
        }
        peaks.tailMap(now, false).clear();
    }

    /** Writes down the numbers of a step, just after its update. */
    private void record(float rate, double loss, int tokens) {
        History h = history;
        double seconds = (System.nanoTime() - stepBegan) / 1e9;
        h.loss().append((float) loss);
        h.learningRate().append(rate);
        h.gradNorm().append((float) step.norms().global());
        h.tokensPerSecond().append((float) (tokens / seconds));
        for (int i = 0; i < row.length; i++) {
            row[i] = (float) step.norms().of(i);
        }
        h.gradNorms().append(row);
        for (int i = 0; i < row.length; i++) {
            row[i] = step.overflowed() ? 0f : (float) step.optimizer().updateRatio(i);
        }
        h.updateRatios().append(row);
        scale[0] = step.lossScale();
        scale[1] = step.overflowed() ? 1f : 0f;
        h.lossScale().append(scale);
    }

    /** In a new state: its hash is written down, or compared when it is a replay. */
    private void arrive() {
        long hash = step.hash();
        int now = step.step();
        if (now == history.states()) {
            history.addHash(hash);
        } else if (history.hash(now) != hash) {
            throw new IllegalStateException("state " + now + " was worked again with hash " + StateHash.text(hash)
                    + " but had " + StateHash.text(history.hash(now)));
        }
        keyframes.offer(now);
    }

    private void validate() {
        if (step.step() % config.validateEvery() == 0) {
            measureHeldOut();
        }
    }

    /** Measures the present state on held-out text, if there is any and it was not done yet. */
    public void measureHeldOut() {
        int now = step.step();
        var held = data.stages().get(data.stageOf(now)).validation();
        MetricSeries series = history.validation();
        boolean known = series.size() > 0 && series.at(series.size() - 1, 0) >= now;
        if (held != null && !known) {
            series.append(new float[] {now, (float) evaluator.loss(held)});
            if (best != null && heldOut.best(now, series) == now) {
                best.take(now, weights());
            }
        }
    }

    /** Whether this step has just begun and, by the losses on held-out text up to its state, training should stop here. */
    public boolean stopsHere() {
        return step.piece() == 1 && heldOut.stopsAt(step.step(), history.validation());
    }

    /** Says why, for a person. */
    public String whyStopped() {
        int best = heldOut.best(step.step(), history.validation());
        return "training stopped by itself at step " + step.step() + ": the loss on held-out text has not become better in "
                + config.stopping().patience() + (config.stopping().patience() == 1 ? " measurement" : " measurements")
                + " in a row; the lowest is that of step " + best;
    }

    /**
     * The result as of the present state: that state, or where the config wants the best the one with the lowest loss on
     * held-out text so far in the stage. The weights are those the run goes on with, so to be used before it does. A best state
     * that is not kept, as after a fork, is gone back to.
     */
    public Result result() {
        int state = best == null ? -1 : heldOut.best(step.step(), history.validation());
        if (state < 0) {
            return new Result(step.step(), weights());
        }
        if (best.state() != state) {
            goTo(state, 0);
            runToTarget();
            best.take(state, weights());
        }
        return new Result(state, best);
    }

    /** Measures with other weights. */
    public Evaluator evaluator(Weights weights) {
        return new Evaluator(model(), weights, step.kernels());
    }

    /** Pins another text or puzzle as the probe. */
    public void setProbe(String text) {
        probe = new Probe(model(), data.probe(text, config.model().contextLength()), step.kernels());
    }

    /** Follows one weight's updates in the snapshots. */
    public void watch(String parameter, int index) {
        Parameter p = model().parameters().get(parameter);
        if (!p.trained()) {
            throw new IllegalArgumentException(parameter + " is a fixed buffer: it has no updates to follow");
        }
        if (index < 0 || index >= p.size()) {
            throw new IllegalArgumentException(parameter + " has " + p.size() + " weights, got index " + index);
        }
        watched = p;
        watchedIndex = index;
        update = null;
    }

    /** What the run looks like now. */
    Snapshot snapshot(Observed observed, boolean running, String failure) {
        Capture capture = new Capture(observed, config.shards(), config.update().accumulate());
        step.tensors(capture);
        Map<String, TensorSnapshot> tensors = new LinkedHashMap<>(capture.tensors());
        if (observed.wantsProbe()) {
            probe.tensors((name, shape, filler) -> copy(observed, tensors, name, shape, filler));
        }
        int piece = step.piece();
        boolean clipped = piece == step.pieces() - 1;
        if (watched != null && clipped) {   // the state at the planned end has no update to come, nor has one that overflowed
            update = step.step() < total() && !step.overflowed() ? step.optimizer().trace(watched, watchedIndex, learningRate()) : null;
        }
        return new Snapshot(config.model().type(), step.step(), newest(), total(),
                data.stages().get(data.stageOf(step.step())).config().name(), piece, step.pieces(),
                piece == 0 ? Phase.BATCH : step.phaseOf(piece - 1), piece == 0 ? "" : step.segmentOf(piece - 1),
                step.scored() ? (float) step.loss() : Float.NaN, clipped ? (float) step.norms().global() : Float.NaN, learningRate(),
                history.hash(step.step()), running, step.microBatchSize(), step.time(), step.tokens(),
                step.targets(), probe.tokens(), update, failure, tensors, step.plan());
    }

    private void copy(Observed observed, Map<String, TensorSnapshot> to, String name, TensorShape shape,
                      TensorVisitor.Filler filler) {
        if (observed.wants(name)) {
            float[] values = new float[shape.count()];
            filler.fill(values);
            to.put(name, new TensorSnapshot(name, shape, values, step.step(), step.micro()));
        }
    }

    /** Whether all pieces but the update are done: what is observed then belongs together. */
    boolean readyToUpdate() {
        return step.piece() == step.pieces() - 1;
    }

    @Override
    public void close() {
        workers.close();
    }
}
