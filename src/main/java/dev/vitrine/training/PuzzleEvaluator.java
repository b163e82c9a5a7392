package dev.vitrine.training;

import dev.vitrine.engine.data.Batches;
import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.layer.PassContext;
import dev.vitrine.engine.loss.Answers;
import dev.vitrine.engine.loss.CrossEntropy;
import dev.vitrine.engine.loss.LossConfig;
import dev.vitrine.engine.model.Model;
import dev.vitrine.engine.model.ModelPass;
import dev.vitrine.engine.model.ReasoningPass;
import dev.vitrine.engine.tensor.Weights;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures answers to puzzles; changes nothing. A model that reasons always takes all the segments that are asked for: halting
 * acts in training and not here. Any other answers once. All puzzles are of one task.
 */
public final class PuzzleEvaluator {
    /**
     * @param loss           mean of the loss over every position that counts, after the last segment, nats
     * @param accuracy       share of those positions that are right, after the last segment
     * @param exactBySegment share of the puzzles whose whole answer is right after each segment
     * @param haltAccuracy   share of the puzzles whose halting head knows, after the last segment, whether the answer is right;
     *                       NaN without one
     * @param puzzles        how many were measured
     */
    public record Result(double loss, double accuracy, List<Double> exactBySegment, double haltAccuracy, int puzzles) {
        /** Share of the puzzles whose whole answer is right after the last segment. */
        public double exactAccuracy() {
            return exactBySegment.getLast();
        }
    }

    private final Model model;
    private final Weights weights;
    private final LossConfig loss;
    private final Kernels kernels;
    private final int segments;
    private final Map<Integer, Pad> pads = new HashMap<>();   // by rows

    /** @param weights  that the model is measured with; read whenever something is asked
     *  @param loss     that is told
     *  @param segments that a model that reasons takes */
    public PuzzleEvaluator(Model model, Weights weights, LossConfig loss, int segments, Kernels kernels) {
        if (segments < 1) {
            throw new IllegalArgumentException("segments must be at least 1, got " + segments);
        }
        this.model = model;
        this.weights = weights;
        this.loss = loss;
        this.segments = segments;
        this.kernels = kernels;
    }

    /** Answers every puzzle that is there to measure on. */
    public Result measure(Batches batches) {
        Pad pad = pads.computeIfAbsent(batches.batchSize(), b -> new Pad(b, batches.time()));
        Count count = new Count(pad.segments());
        for (int i = 0; i < batches.evaluationBatches(); i++) {
            count.asked += batches.fillEvaluation(i, pad.pass.tokens(), pad.entropy.targets());
            answer(pad, count);
            count.lossSum += pad.entropy.forward(pad.pass.logits());
        }
        return count.result(pad.thinks());
    }

    private static void answer(Pad pad, Count count) {
        if (pad.pass instanceof ReasoningPass reasoning) {
            reasoning.restart();
        }
        for (int segment = 0; segment < pad.segments(); segment++) {
            if (segment > 0) {
                ((ReasoningPass) pad.pass).carryOn();
            }
            pad.pass.forward();
            for (int row = 0; row < pad.rows; row++) {
                judge(pad, row, segment, count);
            }
        }
    }

    private static void judge(Pad pad, int row, int segment, Count count) {
        int[] targets = pad.entropy.targets();
        int asked = Answers.asked(targets, row * pad.time, (row + 1) * pad.time);
        if (asked == 0) {   // no puzzle: the rest of the last batch
            return;
        }
        int right = Answers.right(pad.pass.logits(), targets, row * pad.time, (row + 1) * pad.time);
        boolean all = right == asked;
        count.exact[segment] += all ? 1 : 0;
        if (segment == pad.segments() - 1) {
            count.puzzles++;
            count.right += right;
            count.halts += pad.pass instanceof ReasoningPass r && r.q().data[2 * row] >= 0 == all ? 1 : 0;
        }
    }

    /** What a batch is answered in. */
    private final class Pad {
        private final int rows;
        private final int time;
        private final ModelPass pass;
        private final CrossEntropy entropy;

        Pad(int rows, int time) {
            this.rows = rows;
            this.time = time;
            pass = model.newPass(PassContext.evaluation(rows, time, weights, kernels));
            entropy = new CrossEntropy(pass.logitsShape(), loss, kernels);
        }

        boolean thinks() {
            return pass instanceof ReasoningPass;
        }

        int segments() {
            return thinks() ? segments : 1;
        }
    }

    /** What was right so far. */
    private static final class Count {
        private final long[] exact;   // of each segment
        private double lossSum;
        private long asked;
        private long right;
        private int halts;            // whose halting head knew
        private int puzzles;

        Count(int segments) {
            exact = new long[segments];
        }

        Result result(boolean thinks) {
            double of = puzzles;
            return new Result(lossSum / asked, (double) right / asked, Arrays.stream(exact).mapToObj(n -> n / of).toList(),
                    thinks ? halts / of : Double.NaN, puzzles);
        }
    }
}
