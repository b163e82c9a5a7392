package dev.vitrine.training;

import dev.vitrine.engine.Draws;
import dev.vitrine.engine.InputException;
import dev.vitrine.engine.model.Footprint;
import dev.vitrine.engine.model.Model;
import dev.vitrine.engine.model.Models;
import dev.vitrine.engine.tensor.Parameter;
import dev.vitrine.engine.tensor.Weights;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * One model in training, with its timeline: keyframes of the state, every number of every step, and the log of live
 * changes. Going to a past step restores the nearest keyframe before it and works the steps between again.
 *
 * <p>Used by one thread at a time.
 */
public final class Run implements AutoCloseable {
    /** A state and the weights that the model has in it to be evaluated, to generate and to be saved. */
    public record Result(int state, Weights weights) { }

    private final RunConfig config;
    private final RunData data;
    private final ShardWorkers workers;
    private final TrainingStep step;
    private final Timeline timeline;
    private final Goal goal;
    private final PeakRates rates;
    private final Recorder recorder;
    private final Evaluator evaluator;
    private final HeldOut heldOut;
    private final Showing showing;

    /**
     * @param threads       that work the shards of a batch
     * @param keyframeBytes memory for the timeline
     */
    public Run(RunConfig config, RunData data, int threads, long keyframeBytes) {
        this(config, data, threads, keyframeBytes, config.begin()::fill);
        goTo(0);
    }

    /**
     * A run that goes on from a state, with the same bits as one that was never interrupted.
     *
     * @throws InputException where the state is not one of this config and data
     */
    public Run(RunConfig config, RunData data, int threads, long keyframeBytes, RunState from) {
        this(config, data, threads, keyframeBytes, from.begin().isEmpty() ? _ -> { } : model -> NamedState.fill(model, from.begin()));
        if (from.step() > data.totalSteps()) {
            throw new InputException("the run is in state " + from.step() + ", but its config and data have only " + data.totalSteps() + " steps");
        }
        NamedState names = new NamedState(step);
        SortedMap<Integer, List<float[]>> states = new TreeMap<>();
        from.keyframes().forEach((state, named) -> states.put(state, names.ordered(named)));
        timeline.resume(from.history(), states, from.step());
        from.peaks().forEach(rates::set);
        if (from.bestStep() >= 0) {
            heldOut.kept().take(from.bestStep(), from.best());
        }
        goTo(from.step(), 0);
    }

    private Run(RunConfig config, RunData data, int threads, long keyframeBytes, Consumer<Model> begin) {
        this.config = config;
        this.data = data;
        Model model = Models.create(config.model().withVocabulary(data.tokenizer().vocabSize()), new Draws(config.seed()));
        begin.accept(model);
        workers = new ShardWorkers(Math.min(threads, pieces(config)));
        step = new TrainingStep(model, config, data, workers);
        timeline = new Timeline(step, new History(model.parameters().trained().stream().map(Parameter::name).toList()), keyframeBytes);
        goal = new Goal(step, data.totalSteps());
        rates = new PeakRates(data);
        recorder = new Recorder(step);
        evaluator = evaluator(step.weights());
        heldOut = new HeldOut(config, data, step, evaluator, puzzleEvaluator(step.weights(), config.supervision().segments()));
        showing = new Showing(config, data, step, timeline);
        timeline.arrive();
    }

    /**
     * What the run is now, for a file. The arrays are live: to be written before the run goes on.
     *
     * @param whole whether all keyframes are wanted, so that whoever opens it goes back and forth as quickly as here
     */
    public RunState state(boolean whole) {
        NamedState names = new NamedState(step);
        SortedMap<Integer, Map<String, float[]>> keyframes = new TreeMap<>();
        timeline.states(whole).forEach((state, arrays) -> keyframes.put(state, names.named(arrays)));
        return new RunState(step.step(), keyframes, history(), rates.changes(), heldOut.keepsAny() ? heldOut.kept().state() : -1,
                heldOut.keepsAny() ? heldOut.kept().named() : Map.of(),
                config.begin().weights().isBlank() ? Map.of() : names.weights(timeline.first()));
    }

    /** The state up to the present one, in its stage, with the lowest loss on what is held out; -1 where nothing was measured. */
    public int bestMeasured() {
        return heldOut.bestMeasured(history());
    }

    /** Of work that can be done side by side: shards, or the branches of a block where there is one shard. */
    private static int pieces(RunConfig config) {
        return config.shards() == 1 && config.model().normOrder().equals("parallel") ? 2 : config.shards();
    }

    /**
     * Memory that the timeline of a run comes to take.
     *
     * @param stateBytes    of the weights and of what the optimizer keeps
     * @param keyframeBytes that it may take, where two copies have room in it
     */
    public static long timelineBytes(long stateBytes, long keyframeBytes, int steps) {
        return Timeline.bytes(stateBytes, keyframeBytes, steps);
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

    /** Measures with other weights. */
    public Evaluator evaluator(Weights weights) {
        return new Evaluator(model(), weights, step.kernels());
    }

    /** Measures answers to puzzles with other weights.
     *  @param segments that a model that reasons takes */
    public PuzzleEvaluator puzzleEvaluator(Weights weights, int segments) {
        return new PuzzleEvaluator(model(), weights, config.loss(), segments, step.kernels());
    }

    /** What the model is evaluated, generates and is saved with: the moving average of the weights if the config wants one. */
    public Weights weights() {
        return step.weights();
    }

    /** The numbers of every step so far; another object after a fork. Any thread. */
    public History history() {
        return timeline.history();
    }

    /** The memory of training, of all stages together; without that of the timeline and of measuring. */
    public Footprint footprint() {
        return RunCosts.footprint(config, data, model(), step.state());
    }

    /** Floating-point operations of the steps up to the present state. */
    public double flops() {
        return RunCosts.flops(config, data, model(), step.step());
    }

    /** Updates made: the state that the weights are in. */
    public int step() {
        return step.step();
    }

    /** The hash of the present state as it is shown: 16 hexadecimal digits. */
    public String stateHashText() {
        return history().hashText(step.step());
    }

    /** The newest state ever reached. */
    public int newest() {
        return timeline.newest();
    }

    /** Steps that the run is planned for. */
    public int total() {
        return data.totalSteps();
    }

    /** Wants state {@code s} with its batch worked up to the update, so that all that is shown belongs together. */
    public void goTo(int s) {
        goal.set(s);
        turn();
    }

    /** Wants the first {@code pieces} pieces of a step done. */
    public void goTo(int s, int pieces) {
        goal.set(s, pieces);
        turn();
    }

    /** Wants one piece more than now, or all to the end of the phase that comes next. The last update is that of the plan. */
    public void goForward(boolean wholePhase) {
        goal.forward(wholePhase);
        turn();
    }

    /** Wants one piece less than now, or a whole phase less, across the border of steps. */
    public void goBack(boolean wholePhase) {
        goal.back(wholePhase);
        turn();
    }

    /** Wants what is there now. */
    public void stay() {
        goTo(step.step(), step.piece());
    }

    /** What is wanted, for who works several runs in turn. */
    Goal goal() {
        return goal;
    }

    /** Goes back as far as the goal needs, and forward at once where a keyframe is nearer to it. */
    private void turn() {
        int s = goal.step();
        if (s == step.step() && step.piece() > goal.piece()) {
            step.restart();
            showing.forgetUpdate();
        } else if (s < step.step() || timeline.before(s) > step.step() + 1) {   // the step under way is always worked out
            timeline.restore(timeline.before(s));
            showing.forgetUpdate();
        }
    }

    /** Whether what was wanted is there. */
    public boolean atTarget() {
        return goal.reached();
    }

    /** Does the next piece of work, unless the run is over. Returns whether it did one. */
    public boolean advance() {
        if (step.phaseOf(step.piece()) == Phase.UPDATE) {
            if (step.step() >= total()) {
                return false;
            }
            update();
            return true;
        }
        if (step.piece() == 0) {
            heldOut.measureIfDue(history());
            recorder.begin();
        }
        step.advance(learningRate());
        return true;
    }

    private void update() {
        float rate = learningRate();
        double loss = step.loss();
        int tokens = step.positions();
        showing.beforeUpdate(rate);
        step.advance(rate);
        if (history().loss().size() == step.step() - 1) {
            recorder.record(history(), rate, loss, tokens);
        }
        timeline.arrive();
    }

    /** Runs to the target without stopping; for use without a service. */
    public void runToTarget() {
        while (!atTarget() && advance()) {
            // each call does one piece
        }
    }

    /** The learning rate of this step: the schedule's, with the newest live change of its peak. */
    public float learningRate() {
        return rates.at(step.step());
    }

    /** Sets the peak learning rate from this step on. In the past this forks the run: what came later is forgotten. */
    public void setPeakLearningRate(float peak) {
        setPeakLearningRate(step.step(), peak);
    }

    /** As above, from a step that this run is at or still comes to. */
    void setPeakLearningRate(int from, float peak) {
        PeakRates.check(peak);
        timeline.fork(from);
        rates.set(from, peak);
    }

    /** Measures the present state on held-out text, if there is any and it was not done yet. */
    public void measureHeldOut() {
        heldOut.measure(history());
    }

    /** Whether this step has just begun and, by the losses on held-out text up to its state, training should stop here. */
    public boolean stopsHere() {
        return heldOut.stopsHere(history());
    }

    /** Says why, for a person. */
    public String whyStopped() {
        return heldOut.whyStopped(history());
    }

    /**
     * The result as of the present state: that state, or where the config wants the best the one with the lowest loss on
     * held-out text so far in the stage. The weights are those the run goes on with, so to be used before it does. A best state
     * that is not kept, as after a fork, is gone back to.
     */
    public Result result() {
        int state = heldOut.bestState(history());
        if (state < 0) {
            return new Result(step.step(), weights());
        }
        if (!heldOut.keeps(state)) {
            goTo(state, 0);
            runToTarget();
            heldOut.keep();
        }
        return new Result(state, heldOut.kept());
    }

    /** Pins another text or puzzle as the probe. */
    public void setProbe(String text) {
        showing.setProbe(text);
    }

    /** Follows one weight's updates in the snapshots. */
    public void watch(String parameter, int index) {
        showing.watch(parameter, index);
    }

    /** What the run looks like now. */
    Snapshot snapshot(Observed observed, boolean running, String failure) {
        return showing.snapshot(observed, running, failure, learningRate());
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
