package dev.vitrine.training;

import dev.vitrine.engine.data.Batches;
import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.layer.PassContext;
import dev.vitrine.engine.loss.CrossEntropy;
import dev.vitrine.engine.loss.HaltingLoss;
import dev.vitrine.engine.loss.LossConfig;
import dev.vitrine.engine.model.Model;
import dev.vitrine.engine.model.ModelPass;
import dev.vitrine.engine.model.ReasoningPass;
import dev.vitrine.engine.tensor.Weights;
import java.util.Arrays;
import java.util.List;

/**
 * Measures answers to puzzles; changes nothing. A model that reasons always takes all the segments that are asked for: halting
 * acts in training and not here. Any other answers once.
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
        Count count = new Count(batches);
        for (int i = 0; i < batches.evaluationBatches(); i++) {
            count.add(batches, i);
        }
        return count.result();
    }

    /** What was right so far. */
    private final class Count {
        private final ModelPass pass;
        private final CrossEntropy entropy;
        private final int time;
        private final long[] exact;   // of each segment
        private double lossSum;
        private long asked;
        private long right;
        private long halts;
        private int puzzles;

        Count(Batches batches) {
            time = batches.time();
            pass = model.newPass(PassContext.evaluation(batches.batchSize(), time, weights, kernels));
            entropy = new CrossEntropy(pass.logitsShape(), loss, kernels);
            exact = new long[pass instanceof ReasoningPass ? segments : 1];
        }

        void add(Batches batches, int index) {
            asked += batches.fillEvaluation(index, pass.tokens(), entropy.targets());
            if (pass instanceof ReasoningPass reasoning) {
                reasoning.restart();
            }
            for (int segment = 0; segment < exact.length; segment++) {
                if (segment > 0) {
                    ((ReasoningPass) pass).carryOn();
                }
                pass.forward();
                judge(segment);
            }
            lossSum += entropy.forward(pass.logits());
        }

        private void judge(int segment) {
            boolean last = segment == exact.length - 1;
            for (int row = 0; row < batchSize(); row++) {
                int wanted = HaltingLoss.asked(entropy.targets(), row * time, (row + 1) * time);
                if (wanted == 0) {   // no puzzle: the rest of the last batch
                    continue;
                }
                int hits = hits(row);
                boolean all = hits == wanted;
                exact[segment] += all ? 1 : 0;
                if (last) {
                    puzzles++;
                    right += hits;
                    halts += pass instanceof ReasoningPass r && r.q().data[2 * row] >= 0 == all ? 1 : 0;
                }
            }
        }

        private int batchSize() {
            return entropy.targets().length / time;
        }

        private int hits(int row) {
            return HaltingLoss.right(pass.logits(), entropy.targets(), row * time, (row + 1) * time);
        }

        Result result() {
            double of = puzzles;
            List<Double> bySegment = Arrays.stream(exact).mapToObj(n -> n / of).toList();
            return new Result(lossSum / asked, (double) right / asked, bySegment,
                    pass instanceof ReasoningPass ? halts / of : Double.NaN, puzzles);
        }
    }
}
