package dev.vitrine.engine.layer;

import static dev.vitrine.engine.tensor.Tensors.add;

import dev.vitrine.engine.Draws;
import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.tensor.Buffers;
import dev.vitrine.engine.tensor.Gradients;
import dev.vitrine.engine.tensor.Parameter;
import dev.vitrine.engine.tensor.TensorShape;
import dev.vitrine.engine.tensor.TensorVisitor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.FMatrixRMaj;

/**
 * Mixture of experts: y = sum over the k most probable experts e of w_e f_e(x), with p = softmax(x W_router) and w the
 * chosen p over their sum (Jiang et al. 2024, arXiv:2401.04088), or p itself where one works alone (Fedus et al. 2021,
 * arXiv:2101.03961), as the router would else not learn; among equals the lower number is chosen. The tokens of an expert stand in neighbouring rows, so that the cost grows with k and not with the
 * number of experts; none is dropped.
 *
 * <p>Two losses are added to that of the model, through the router's gradient alone: balance * E * sum_e f_e P_e, where f_e is
 * the share of the choices that fell on e and P_e the mean of p_e (Fedus et al., equation 4), and
 * z_loss * mean(log(sum(exp(logits)))^2) (Zoph et al. 2022, arXiv:2202.08906, equation 5). Means are over all positions of
 * a shard of a micro-batch, and each counts by its share of the batch; backward adds both to the loss that is minimised.
 */
final class Experts implements Layer {
    private final ExpertsConfig config;
    private final int channels;
    private final Linear router;
    private final List<Layer> experts = new ArrayList<>();

    Experts(String name, BlockConfig config, Draws draws) {
        this.config = config.experts();
        channels = config.channels();
        router = new Linear(name + ".router", channels, this.config.count(), false, config.initialization().std(channels),
                config.initialization(), draws);
        for (int e = 0; e < this.config.count(); e++) {
            experts.add(FeedForwards.REGISTRY.get(config.feedForward()).create(name + ".experts." + e, config, draws));
        }
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>(router.parameters());
        experts.forEach(e -> all.addAll(e.parameters()));
        return all;
    }

    @Override
    public Pass newPass(PassContext context) {
        return new ExpertsPass(context);
    }

    private final class ExpertsPass implements Pass {
        private final Kernels kernels;
        private final Gradients gradients;
        private final int count = config.count();
        private final int active = config.active();
        private final int rows;
        private final double share;
        private final TensorShape shape;
        private final TensorShape routerShape;
        private final Pass routerPass;
        private final List<Pass> passes = new ArrayList<>();
        private final RowRange[] ranges;
        private final FMatrixRMaj probs;      // (B*T, E)
        private final FMatrixRMaj dLogits;    // (B*T, E)
        private final float[] logSums;        // (B*T)
        private final int[] chosen;           // (B*T, k): experts, most probable first
        private final float[] weights;        // (B*T, k)
        private final float[] sums;           // (B*T): what the chosen p were divided by
        private final int[] slots;            // (B*T, k): rows of the gathered matrices
        private final int[] load;             // (E): tokens of each expert
        private final FMatrixRMaj in;         // (B*T*k, C), gathered by expert
        private final FMatrixRMaj dOut;       // (B*T*k, C)
        private final FMatrixRMaj y;          // (B*T, C)
        private final FMatrixRMaj dx;         // (B*T, C)
        private FMatrixRMaj logits;
        private FMatrixRMaj out;              // (B*T*k, C), the experts' own

        ExpertsPass(PassContext c) {
            kernels = c.kernels();
            gradients = c.gradients();
            rows = c.rows();
            share = c.share();
            shape = c.shape(channels);
            routerShape = TensorShape.of("B", c.batch(), "T", c.time(), "E", count);
            routerPass = router.newPass(c);
            ranges = new RowRange[count];
            Buffers shared = c.buffers().shared();
            for (int e = 0; e < count; e++) {
                ranges[e] = new RowRange(0, 0);
                shared.rewind();
                passes.add(experts.get(e).newPass(c.part(rows * active, ranges[e], shared)));
            }
            probs = c.zeros(routerShape);
            dLogits = c.scratch(routerShape);
            logSums = c.floats(rows);
            chosen = c.ints(rows * active);
            weights = c.floats(rows * active);
            sums = c.floats(rows);
            slots = c.ints(rows * active);
            load = c.ints(count);
            TensorShape gathered = TensorShape.of("R", rows * active, "C", channels);
            in = c.zeros(gathered);
            dOut = c.scratch(gathered);
            y = c.zeros(shape);
            dx = c.scratch(shape);
            logits = probs;
            out = in;
        }

        @Override
        public FMatrixRMaj forward(FMatrixRMaj x) {
            logits = routerPass.forward(x);
            for (int row = 0; row < rows; row++) {
                logSums[row] = kernels.softmaxAndLogSum(count, logits.data, row * count, probs.data, row * count);
                choose(row);
            }
            arrange();
            for (int i = 0; i < slots.length; i++) {
                System.arraycopy(x.data, i / active * channels, in.data, slots[i] * channels, channels);
            }
            for (int e = 0; e < count; e++) {
                if (load[e] > 0) {
                    out = passes.get(e).forward(in);
                }
            }
            for (int row = 0; row < rows; row++) {
                mix(row);
            }
            return y;
        }

        /** The k most probable experts of a row, and their weights. */
        private void choose(int row) {
            float[] p = probs.data;
            float sum = 0;
            for (int j = 0; j < active; j++) {
                int best = -1;
                for (int e = 0; e < count; e++) {
                    if (!isChosen(row, j, e) && (best < 0 || p[row * count + e] > p[row * count + best])) {
                        best = e;
                    }
                }
                chosen[row * active + j] = best;
                sum += p[row * count + best];
            }
            sums[row] = active == 1 ? 1f : sum;
            for (int j = 0; j < active; j++) {
                weights[row * active + j] = p[row * count + chosen[row * active + j]] / sums[row];
            }
        }

        private boolean isChosen(int row, int before, int expert) {
            for (int j = 0; j < before; j++) {
                if (chosen[row * active + j] == expert) {
                    return true;
                }
            }
            return false;
        }

        /** Gives each expert neighbouring rows, its tokens in their order. */
        private void arrange() {
            Arrays.fill(load, 0);
            for (int e : chosen) {
                load[e]++;
            }
            int from = 0;
            for (int e = 0; e < count; e++) {
                ranges[e].set(from, load[e]);
                from += load[e];
                load[e] = 0;
            }
            for (int i = 0; i < chosen.length; i++) {
                slots[i] = ranges[chosen[i]].from() + load[chosen[i]]++;
            }
        }

        private void mix(int row) {
            Arrays.fill(y.data, row * channels, (row + 1) * channels, 0f);
            for (int j = row * active; j < (row + 1) * active; j++) {
                addScaled(weights[j], out.data, slots[j] * channels, y.data, row * channels);
            }
        }

        private void addScaled(float factor, float[] from, int fromAt, float[] to, int toAt) {
            for (int c = 0; c < channels; c++) {
                to[toAt + c] += factor * from[fromAt + c];
            }
        }

        @Override
        public FMatrixRMaj backward(FMatrixRMaj dy) {
            for (int i = 0; i < slots.length; i++) {
                scale(weights[i], dy.data, i / active * channels, slots[i] * channels);
            }
            FMatrixRMaj dIn = dOut;
            for (int e = 0; e < count; e++) {
                if (load[e] > 0) {
                    dIn = passes.get(e).backward(dOut);
                }
            }
            Arrays.fill(dx.data, 0f);
            for (int i = 0; i < slots.length; i++) {
                addScaled(1f, dIn.data, slots[i] * channels, dx.data, i / active * channels);
            }
            for (int row = 0; row < rows; row++) {
                backwardRouter(row, dy.data);
            }
            gradients.addLoss(share * (balanceLoss() + zLoss()));
            return add(dx, routerPass.backward(dLogits), dx);
        }

        private void scale(float factor, float[] from, int fromAt, int toAt) {
            for (int c = 0; c < channels; c++) {
                dOut.data[toAt + c] = factor * from[fromAt + c];
            }
        }

        /** With s the sum of the chosen p: dp_e = (dw_e - sum_j w_j dw_j) / s for the chosen, dw_e alone, plus that of the
         *  balance; then dlogits = p (dp - sum(p dp)), plus that of the z-loss. */
        private void backwardRouter(int row, float[] dy) {
            int at = row * count;
            float[] d = dLogits.data;
            for (int e = 0; e < count; e++) {
                d[at + e] = (float) (config.balance() * share * gradients.scale() * count * load[e] / ((double) rows * active) / rows);
            }
            float along = 0;
            for (int j = row * active; active > 1 && j < (row + 1) * active; j++) {
                along += weights[j] * slope(row, j, dy);
            }
            for (int j = row * active; j < (row + 1) * active; j++) {
                d[at + chosen[j]] += (slope(row, j, dy) - along) / sums[row];
            }
            kernels.softmaxBackward(count, probs.data, at, d, at, 1f);
            float z = (float) (config.zLoss() * share * gradients.scale() * 2 * logSums[row] / rows);
            for (int e = 0; e < count; e++) {
                d[at + e] += z * probs.data[at + e];
            }
        }

        /** dLoss/dw of a choice. */
        private float slope(int row, int choice, float[] dy) {
            return kernels.dot(channels, dy, row * channels, out.data, slots[choice] * channels);
        }

        @Override
        public void tensors(TensorVisitor visitor) {
            visitor.tensor("router.logits", routerShape, logits);
            visitor.tensor("router.probs", routerShape, probs);
            visitor.tensor("router.weights", routerShape, this::weights);
            visitor.tensor("router.load", TensorShape.of("S", 1, "E", count), filled -> {
                for (int e = 0; e < count; e++) {
                    filled[e] = load[e];
                }
            });
            visitor.tensor("router.balance_loss", TensorShape.of("S", 1), filled -> filled[0] = (float) balanceLoss());
            visitor.tensor("router.z_loss", TensorShape.of("S", 1), filled -> filled[0] = (float) zLoss());
            visitor.tensor("out", shape, y);
            visitor.tensor("grad.router.logits", routerShape, dLogits);
        }

        /** Of all experts, 0 for those that were not chosen. */
        private void weights(float[] filled) {
            Arrays.fill(filled, 0, rows * count, 0f);
            for (int i = 0; i < chosen.length; i++) {
                filled[i / active * count + chosen[i]] = weights[i];
            }
        }

        private double balanceLoss() {
            double sum = 0;
            for (int e = 0; e < count; e++) {
                double mean = 0;
                for (int row = 0; row < rows; row++) {
                    mean += probs.data[row * count + e] / (double) rows;
                }
                sum += load[e] / ((double) rows * active) * mean;
            }
            return config.balance() * count * sum;
        }

        private double zLoss() {
            double sum = 0;
            for (float logSum : logSums) {
                sum += (double) logSum * logSum / rows;
            }
            return config.zLoss() * sum;
        }
    }
}
