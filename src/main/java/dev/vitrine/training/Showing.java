package dev.vitrine.training;

import dev.vitrine.engine.optim.UpdateTrace;
import dev.vitrine.engine.tensor.Parameter;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is shown of a run: its step's tensors, a pinned text that is read whenever somebody looks, and one weight's updates. */
final class Showing {
    private final RunConfig config;
    private final RunData data;
    private final TrainingStep step;
    private final Timeline timeline;
    private Probe probe;
    private Parameter watched;
    private int watchedIndex;
    private UpdateTrace update;

    Showing(RunConfig config, RunData data, TrainingStep step, Timeline timeline) {
        this.config = config;
        this.data = data;
        this.step = step;
        this.timeline = timeline;
        setProbe(config.probe());
    }

    /** Pins another text or puzzle as the probe. */
    void setProbe(String text) {
        probe = new Probe(step.model(), data.probe(text, config.model().contextLength()), step.kernels());
    }

    /** Follows one weight's updates. */
    void watch(String parameter, int index) {
        Parameter p = step.model().parameters().get(parameter);
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

    /** The update that was last seen is none of this step's. */
    void forgetUpdate() {
        update = null;
    }

    /** An update is about to be made. */
    void beforeUpdate(float rate) {
        if (watched != null && !step.overflowed()) {
            update = step.optimizer().trace(watched, watchedIndex, rate);
        }
    }

    /** What the run looks like now. */
    Snapshot snapshot(Observed observed, boolean running, String failure, float rate) {
        Capture capture = new Capture(observed, config.shards(), config.update().accumulate());
        step.tensors(capture);
        Map<String, TensorSnapshot> tensors = new LinkedHashMap<>(capture.tensors());
        if (observed.wantsProbe()) {
            probe.copy(observed, step.step(), step.micro(), tensors);
        }
        int piece = step.piece();
        boolean clipped = piece == step.pieces() - 1;
        if (watched != null && clipped) {   // the state at the planned end has no update to come, nor has one that overflowed
            update = step.step() < data.totalSteps() && !step.overflowed()
                    ? step.optimizer().trace(watched, watchedIndex, rate) : null;
        }
        return new Snapshot(config.model().type(), step.step(), timeline.newest(), data.totalSteps(),
                data.stages().get(data.stageOf(step.step())).config().name(), piece, step.pieces(),
                piece == 0 ? Phase.BATCH : step.phaseOf(piece - 1), piece == 0 ? "" : step.segmentOf(piece - 1),
                step.scored() ? (float) step.loss() : Float.NaN, clipped ? (float) step.norms().global() : Float.NaN, rate,
                timeline.history().hash(step.step()), running, step.microBatchSize(), step.time(), step.tokens(),
                step.targets(), probe.tokens(), update, failure, tensors, step.plan());
    }
}
