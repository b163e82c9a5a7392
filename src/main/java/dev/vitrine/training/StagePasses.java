package dev.vitrine.training;

import dev.vitrine.engine.Draws;
import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.layer.Chance;
import dev.vitrine.engine.layer.PassContext;
import dev.vitrine.engine.layer.Workers;
import dev.vitrine.engine.loss.Answers;
import dev.vitrine.engine.loss.CrossEntropy;
import dev.vitrine.engine.model.Model;
import dev.vitrine.engine.model.ModelPass;
import dev.vitrine.engine.model.Segment;
import dev.vitrine.engine.tensor.Gradients;
import dev.vitrine.engine.tensor.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.FMatrixRMaj;

/**
 * What the steps of one stage whose batches have one length are worked in: the batch, and for each shard of a micro-batch a pass and a loss. Micro-batch m
 * of k is the m-th part of the batch's rows, so that k changes neither the order of the data nor the gradient, but for
 * rounding.
 *
 * <p>Each micro-batch of the run has a number, step * k + m; what a pass holds belongs to the last one that was worked.
 */
final class StagePasses {
    private final RunConfig config;
    private final int time;
    private final int[] tokens;         // (B*T)
    private final int[] targets;
    private final List<ModelPass> passes = new ArrayList<>();
    private final List<CrossEntropy> losses = new ArrayList<>();
    private final List<Chance> chances = new ArrayList<>();
    private final List<Gradients> gradients;
    private final double[] lossSums;    // of each shard
    private final int[] forwardAt;      // micro-batch for which a segment last ran forward
    private final int[] backwardAt;
    private final List<Piece> plan;
    private final Supervision supervision;   // null where the model does not reason
    private int beginAt = -1;
    private int lossAt = -1;
    private long scored;                // positions of the batch that count

    /** @param batch    B, sequences of the whole batch
     *  @param weights  that the passes read
     *  @param branches that work the branches of a block
     *  @param carry    null where the model does not reason */
    StagePasses(Model model, RunConfig config, int batch, int time, List<Gradients> gradients, List<Kernels> kernels,
                Weights weights, Workers branches, Carry carry) {
        this.config = config;
        this.gradients = gradients;
        this.time = time;
        tokens = new int[batch * time];
        targets = new int[batch * time];
        lossSums = new double[config.shards()];
        int parts = config.shards() * config.update().accumulate();
        Draws draws = new Draws(config.seed());
        for (int s = 0; s < config.shards(); s++) {
            Chance chance = new Chance(draws, s);
            chances.add(chance);
            ModelPass pass = model.newPass(new PassContext(batch / parts, time, weights, gradients.get(s), kernels.get(s),
                    chance, 1.0 / parts).keeping(config.memory()).workedBy(branches));
            passes.add(pass);
            losses.add(new CrossEntropy(pass.logitsShape(), config.loss(), kernels.get(s)));
        }
        forwardAt = new int[passes.getFirst().segments().size()];
        backwardAt = new int[forwardAt.length];
        plan = plan(passes.getFirst().segments(), config.update().accumulate());
        supervision = carry == null ? null : new Supervision(model, config.supervision(), carry, passes, weights, kernels);
        forget();
    }

    private static List<Piece> plan(List<Segment> segments, int accumulate) {
        List<Piece> all = new ArrayList<>();
        for (int m = 0; m < accumulate; m++) {
            int micro = m;
            all.add(new Piece(Phase.BATCH, "", true, micro));
            segments.forEach(s -> all.add(new Piece(Phase.FORWARD, s.name(), s.differentiated(), micro)));
            all.add(new Piece(Phase.LOSS, "", true, micro));
            segments.reversed().forEach(s -> all.add(new Piece(Phase.BACKWARD, s.name(), s.differentiated(), micro)));
        }
        all.add(new Piece(Phase.CLIP, "", true, accumulate - 1));
        all.add(new Piece(Phase.UPDATE, "", true, accumulate - 1));
        return List.copyOf(all);
    }

    /** From now on what the passes hold belongs to no step. */
    void forget() {
        Arrays.fill(forwardAt, -1);
        Arrays.fill(backwardAt, -1);
        beginAt = -1;
        lossAt = -1;
    }

    List<Piece> plan() {
        return plan;
    }

    /** The segment that a piece of the plan works on; -1 where it is none's. */
    int segmentOf(int index) {
        int within = index % (2 * forwardAt.length + 2);
        return switch (plan.get(index).phase()) {
            case FORWARD -> within - 1;
            case BACKWARD -> 2 * forwardAt.length + 1 - within;
            default -> -1;
        };
    }

    /** Pieces up to the one after which the loss of the whole batch is known. */
    int piecesToLoss() {
        return plan.size() - 2 - forwardAt.length;
    }

    /** Takes the batch of a step.
     *  @param stageStep the same, counted from the begin of the stage */
    void take(StageData stage, int step, int stageStep) {
        scored = stage.train().fill(stageStep, tokens, targets);
        if (supervision != null) {
            supervision.begin(step, stageStep == 0, tokens, targets);
            scored = Answers.asked(targets, 0, targets.length);
            beginAt = step;
        }
    }

    /** Gives each shard its rows of a micro-batch.
     *  @param work number of the micro-batch */
    void deal(int work) {
        int rows = rows();
        int shardRows = rows / passes.size();
        int from = work % config.update().accumulate() * rows;
        for (int s = 0; s < passes.size(); s++) {
            chances.get(s).setStep(work);
            System.arraycopy(tokens, from + s * shardRows, passes.get(s).tokens(), 0, shardRows);
            System.arraycopy(targets, from + s * shardRows, losses.get(s).targets(), 0, shardRows);
        }
    }

    /** T. */
    int time() {
        return time;
    }

    /** Positions of the whole batch. */
    int positions() {
        return tokens.length;
    }

    /** Positions of the whole batch that count. */
    long scored() {
        return scored;
    }

    /** Positions of a micro-batch. */
    private int rows() {
        return tokens.length / config.update().accumulate();
    }

    /** A copy of a micro-batch's tokens. */
    int[] tokens(int micro) {
        return Arrays.copyOfRange(tokens, micro * rows(), (micro + 1) * rows());
    }

    /** A copy of a micro-batch's targets. */
    int[] targets(int micro) {
        return Arrays.copyOfRange(targets, micro * rows(), (micro + 1) * rows());
    }

    void forward(int shard, int segment) {
        passes.get(shard).segments().get(segment).forward();
    }

    /** The gradient is that of the mean over the whole batch; it is added to those of the micro-batches before.
     *  @param first whether there are none before
     *  @param scale that the gradient is multiplied by */
    void loss(int shard, boolean first, float scale) {
        ModelPass pass = passes.get(shard);
        lossSums[shard] = losses.get(shard).forward(pass.logits());
        if (first) {
            gradients.get(shard).zero();
        }
        gradients.get(shard).setScale(scale);
        FMatrixRMaj dLogits = losses.get(shard).backward(scale / scored);
        if (supervision == null) {
            pass.startBackward(dLogits);
        } else {
            supervision.startBackward(shard, dLogits, losses.get(shard).targets(), scale);
        }
    }

    /** Over the positions of all shards that count. */
    double lossSum() {
        double total = 0;
        for (double sum : lossSums) {
            total += sum;
        }
        return total;
    }

    /** What the halting head adds to the mean over the positions; 0 where there is none. */
    double haltingLoss() {
        return supervision == null ? 0 : supervision.loss();
    }

    /** The update is made. */
    void end() {
        if (supervision != null) {
            supervision.end(tokens, targets);
        }
    }

    void backward(int shard, int segment) {
        passes.get(shard).segments().get(segment).backward();
    }

    void forwardDone(int segment, int work) {
        forwardAt[segment] = work;
    }

    void lossDone(int work) {
        lossAt = work;
    }

    void backwardDone(int segment, int work) {
        backwardAt[segment] = work;
    }

    /** Shows what the passes hold. */
    void tensors(ShardVisitor to) {
        for (int s = 0; s < passes.size(); s++) {
            List<Segment> segments = passes.get(s).segments();
            for (int i = 0; i < segments.size(); i++) {
                if (forwardAt[i] >= 0) {
                    segments.get(i).tensors(to.at(s, forwardAt[i], backwardAt[i]));
                }
            }
            if (beginAt >= 0) {
                supervision.beginTensors(s, to.at(s, beginAt, -1));
            }
            if (lossAt >= 0) {
                losses.get(s).tensors(to.at(s, lossAt, lossAt));
                if (supervision != null) {
                    supervision.lossTensors(s, to.at(s, lossAt, lossAt));
                }
            }
        }
    }
}
