package dev.vitrine.training;

import dev.vitrine.engine.Draws;
import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.layer.PassContext;
import dev.vitrine.engine.model.Model;
import dev.vitrine.engine.model.ReasoningPass;
import dev.vitrine.engine.tensor.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ejml.data.FMatrixRMaj;

/**
 * What puzzles are gone on with from one step to the next: each of B slots has a puzzle, the states of each level, the
 * segments worked so far, and whether it has halted. A slot that has takes its row of the next batch and begins anew; a busy
 * one keeps its puzzle and drops that row. Part of the state of a run: it changes in UPDATE alone.
 */
final class Carry {
    private final SupervisionConfig config;
    private final Draws draws;
    private final int total;             // steps of the run
    private final List<float[]> states = new ArrayList<>();   // of each level, (B*S, C), S with what stands before a puzzle
    private final float[] tokens;        // (B*T) ids
    private final float[] targets;
    private final float[] steps;         // (B) segments worked
    private final float[] halted;        // (B) 1 or 0
    private boolean anew;                // whether a stage begins, so that every slot takes its row

    private Carry(SupervisionConfig config, Draws draws, int total, int levels, int channels, int slots, int positions,
                  int rows) {
        this.config = config;
        this.draws = draws;
        this.total = total;
        for (int level = 0; level < levels; level++) {
            states.add(new float[rows * channels]);
        }
        tokens = new float[positions];
        targets = new float[positions];
        steps = new float[slots];
        halted = new float[slots];
        Arrays.fill(halted, 1f);
    }

    /** With room for the largest batch of a run; null where the model does not reason. */
    static Carry of(Model model, RunConfig config, RunData data, Kernels kernels) {
        int time = data.stages().getFirst().train().time();
        if (!(model.newPass(PassContext.evaluation(1, time, Weights.LIVE, kernels)) instanceof ReasoningPass pass)) {
            return null;
        }
        int slots = 0;
        int positions = 0;
        int rows = 0;
        for (StageData stage : data.stages()) {
            slots = Math.max(slots, stage.train().batchSize());
            positions = Math.max(positions, stage.train().batchSize() * stage.train().time());
            rows = Math.max(rows, stage.train().batchSize() * (model.config().prefix() + stage.train().time()));
        }
        return new Carry(config.supervision(), new Draws(config.seed()), data.totalSteps(), pass.levels().size(),
                model.config().channels(), slots, positions, rows);
    }

    /** All that it is, by names such as {@code carry.z.0} and {@code carry.halted}; live. */
    Map<String, float[]> state() {
        Map<String, float[]> all = new LinkedHashMap<>();
        for (int level = 0; level < states.size(); level++) {
            all.put("carry.z." + level, states.get(level));
        }
        all.put("carry.tokens", tokens);
        all.put("carry.targets", targets);
        all.put("carry.segments", steps);
        all.put("carry.halted", halted);
        return all;
    }

    /** A step begins.
     *  @param stageBegins whether it is the first of its stage: a puzzle of another is not gone on with */
    void begin(boolean stageBegins) {
        anew = stageBegins;
    }

    /** Whether a slot begins with a new puzzle in this step. */
    boolean begins(int slot) {
        return anew || halted[slot] != 0;
    }

    /** Segments that a slot's puzzle had before this step. */
    int worked(int slot) {
        return begins(slot) ? 0 : (int) steps[slot];
    }

    /** Whether the segment of this step is the last that a slot's puzzle gets. */
    boolean isLast(int slot, int step) {
        return worked(slot) + 1 >= config.segmentsAt(step, total);
    }

    /** Puts the puzzles of busy slots in the place of those that the batch offers them.
     *  @param batchTokens  (B*T), modified
     *  @param batchTargets (B*T), modified */
    void seat(int slots, int[] batchTokens, int[] batchTargets) {
        int time = batchTokens.length / slots;
        for (int slot = 0; slot < slots; slot++) {
            for (int i = slot * time; i < (slot + 1) * time && !begins(slot); i++) {
                batchTokens[i] = (int) tokens[i];
                batchTargets[i] = (int) targets[i];
            }
        }
    }

    /** Gives a pass the states to go on from.
     *  @param from first slot of the pass */
    void deal(ReasoningPass pass, int from, int slots) {
        for (int level = 0; level < states.size(); level++) {
            float[] to = pass.carried(level).data;
            int size = to.length / slots;   // of one slot
            FMatrixRMaj start = pass.start(level);
            for (int b = 0; b < slots; b++) {
                if (begins(from + b)) {
                    for (int at = b * size; at < (b + 1) * size; at += start.numCols) {
                        System.arraycopy(start.data, 0, to, at, start.numCols);
                    }
                } else {
                    System.arraycopy(states.get(level), (from + b) * size, to, b * size, size);
                }
            }
        }
    }

    /** Keeps what a pass has come to.
     *  @param from first slot of the pass */
    void keep(ReasoningPass pass, int from, int slots, int step) {
        for (int level = 0; level < states.size(); level++) {
            float[] z = pass.state(level).data;
            System.arraycopy(z, 0, states.get(level), from * (z.length / slots), z.length);
        }
        for (int b = 0; b < slots; b++) {
            int slot = from + b;
            int worked = worked(slot) + 1;
            boolean halts = halts(slot, step, worked, pass.q().data[2 * b], pass.q().data[2 * b + 1]);
            steps[slot] = worked;
            halted[slot] = halts ? 1f : 0f;
        }
    }

    /** Keeps the puzzles of this step. After {@link #keep}. */
    void keep(int[] batchTokens, int[] batchTargets) {
        for (int i = 0; i < batchTokens.length; i++) {
            tokens[i] = batchTokens[i];
            targets[i] = batchTargets[i];
        }
        anew = false;
    }

    private boolean halts(int slot, int step, int worked, float qHalt, float qContinue) {
        int most = config.segmentsAt(step, total);
        boolean wants = worked >= most || qHalt > (config.qContinue() ? qContinue : 0f);
        return wants && worked >= least(slot, step, most);
    }

    /** Segments before which a slot does not halt in this step: mostly 0, now and then drawn from 2 to M. */
    private int least(int slot, int step, int most) {
        boolean explores = draws.uniform(Draws.Purpose.HALTING, slot, step, 0) < config.exploration();
        return explores && most >= 2 ? 2 + draws.below(most - 1, Draws.Purpose.HALTING, slot, step, 1) : 0;
    }
}
