package dev.vitrine.training;

import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.layer.PassContext;
import dev.vitrine.engine.loss.HaltLoss;
import dev.vitrine.engine.model.Model;
import dev.vitrine.engine.model.ModelPass;
import dev.vitrine.engine.model.ReasoningPass;
import dev.vitrine.engine.tensor.Buffers;
import dev.vitrine.engine.tensor.TensorShape;
import dev.vitrine.engine.tensor.TensorVisitor;
import dev.vitrine.engine.tensor.Weights;
import java.util.ArrayList;
import java.util.List;
import org.ejml.data.FMatrixRMaj;

/**
 * Deep supervision of the passes of a stage: each shard's goes on from the states of its slots, and its halting head learns
 * whether the answer is right. Where q_continue is trained, a pass that works one segment ahead says what going on would bring.
 */
final class Supervision {
    private final SupervisionConfig config;
    private final Carry carry;
    private final List<ReasoningPass> passes = new ArrayList<>();
    private final List<ReasoningPass> ahead = new ArrayList<>();   // one segment; empty where q_continue is not trained
    private final List<HaltLoss> losses = new ArrayList<>();
    private final double[] lossSums;    // of each shard
    private final float[] worked;       // (B) as of the last deal: segments that the puzzles had before
    private final float[] begun;        // (B) 1 where a puzzle was new
    private final int slots;            // of a shard
    private int step;

    /** @param made   the passes of the shards, which all reason
     *  @param weights that they read */
    Supervision(Model model, SupervisionConfig config, Carry carry, List<ModelPass> made, Weights weights, List<Kernels> kernels) {
        this.config = config;
        this.carry = carry;
        slots = made.getFirst().logitsShape().sizes().get(0);
        int time = made.getFirst().logitsShape().sizes().get(1);
        for (int s = 0; s < made.size(); s++) {
            passes.add((ReasoningPass) made.get(s));
            losses.add(new HaltLoss(slots, config.qContinue(), new Buffers()));
            if (config.qContinue()) {
                ahead.add((ReasoningPass) model.newPass(PassContext.evaluation(slots, time, weights, kernels.get(s))));
            }
        }
        lossSums = new double[passes.size()];
        worked = new float[passes.size() * slots];
        begun = new float[worked.length];
    }

    /** Puts the puzzles of busy slots in their places, and gives each pass the states to go on from.
     *  @param stageBegins whether the step is the first of its stage
     *  @param tokens  (B*T) of the batch, modified
     *  @param targets (B*T), modified */
    void begin(int step, boolean stageBegins, int[] tokens, int[] targets) {
        this.step = step;
        carry.begin(stageBegins);
        carry.seat(worked.length, tokens, targets);
        for (int s = 0; s < passes.size(); s++) {
            carry.deal(passes.get(s), s * slots, slots);
        }
        for (int slot = 0; slot < worked.length; slot++) {
            worked[slot] = carry.worked(slot);
            begun[slot] = carry.begins(slot) ? 1f : 0f;
        }
    }

    /** Works the loss of a shard's halting head, and begins backward with its gradient and that of the answer.
     *  @param targets right answers of the shard; not modified
     *  @param scale   that the gradient is multiplied by */
    void startBackward(int shard, FMatrixRMaj dLogits, int[] targets, float scale) {
        ReasoningPass pass = passes.get(shard);
        HaltLoss loss = losses.get(shard);
        loss.judge(pass.logits(), targets);
        if (config.qContinue()) {
            lookAhead(shard, loss.later());
        }
        lossSums[shard] = loss.forward(pass.q());
        pass.startBackward(dLogits, loss.backward((float) (scale * config.haltWeight() / worked.length)));
    }

    /** Works the segment after, for what going on would bring. */
    private void lookAhead(int shard, float[] later) {
        ReasoningPass pass = passes.get(shard);
        ReasoningPass next = ahead.get(shard);
        System.arraycopy(pass.tokens(), 0, next.tokens(), 0, next.tokens().length);
        for (int level = 0; level < pass.levels().size(); level++) {
            next.carryOn(level, pass);
        }
        next.forward();
        float[] q = next.q().data;
        for (int b = 0; b < slots; b++) {
            later[b] = HaltLoss.continuing(q[2 * b], q[2 * b + 1], carry.isLast(shard * slots + b, step));
        }
    }

    /** Its share of the loss of the step: weight times the mean over the batch. */
    double loss() {
        double sum = 0;
        for (double of : lossSums) {
            sum += of;
        }
        return config.haltWeight() * sum / worked.length;
    }

    /** The update is made: the states that the passes have come to are those to go on from.
     *  @param tokens  (B*T) of this step; not modified
     *  @param targets (B*T); not modified */
    void end(int[] tokens, int[] targets) {
        for (int s = 0; s < passes.size(); s++) {
            carry.keep(passes.get(s), s * slots, slots, step);
        }
        carry.keep(tokens, targets);
    }

    /** Shows what a shard's slots began the step with. */
    void beginTensors(int shard, TensorVisitor visitor) {
        TensorShape each = TensorShape.of("B", slots);
        visitor.tensor("carry.steps", each, out -> System.arraycopy(worked, shard * slots, out, 0, slots));
        visitor.tensor("carry.halted", each, out -> System.arraycopy(begun, shard * slots, out, 0, slots));
    }

    void lossTensors(int shard, TensorVisitor visitor) {
        losses.get(shard).tensors(visitor);
    }
}
