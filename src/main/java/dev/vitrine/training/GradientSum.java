package dev.vitrine.training;

import dev.vitrine.engine.model.Model;
import dev.vitrine.engine.tensor.Gradients;
import dev.vitrine.engine.tensor.Parameter;
import dev.vitrine.engine.tensor.TensorVisitor;
import java.util.ArrayList;
import java.util.List;

/**
 * The gradients of a step: each shard's of its own, with the factor on the loss, until they are added in order. Who looks
 * always sees the sum without the factor.
 */
final class GradientSum {
    private final Model model;
    private final List<Gradients> shards = new ArrayList<>();
    private boolean added;
    private float lossScale = 1;   // that they were worked with

    GradientSum(Model model, int shards) {
        this.model = model;
        for (int s = 0; s < shards; s++) {
            this.shards.add(new Gradients(model.parameters().trained()));
        }
    }

    /** One for each shard; the first is that of the whole batch once they are added. */
    List<Gradients> shards() {
        return shards;
    }

    Gradients whole() {
        return shards.getFirst();
    }

    /** Those of a micro-batch come next. */
    void expect(float lossScale) {
        this.lossScale = lossScale;
        added = false;
    }

    float lossScale() {
        return lossScale;
    }

    /** Adds those of the shards in order, and takes the factor out. */
    void add() {
        if (added) {
            return;
        }
        for (int s = 1; s < shards.size(); s++) {
            whole().add(shards.get(s));
        }
        whole().unscale();
        added = true;
    }

    /** What layers added to the loss themselves, such as experts' routers, over all shards and micro-batches. */
    double auxiliaryLoss() {
        double total = 0;
        for (int s = 0; s < shards.size(); s++) {
            total += shards.get(s).auxiliaryLoss();
        }
        return total;
    }

    /** Shows those of parameters: over the shards and micro-batches so far. */
    void tensors(TensorVisitor visitor) {
        for (Parameter p : model.parameters().trained()) {
            visitor.tensor("grad." + p.name(), p.shape(), out -> sum(p, out));
        }
    }

    private void sum(Parameter p, float[] out) {
        System.arraycopy(whole().of(p).data, 0, out, 0, p.size());
        for (int s = 1; s < shards.size() && !added; s++) {
            float[] g = shards.get(s).of(p).data;
            for (int i = 0; i < g.length; i++) {
                out[i] += g[i];
            }
        }
        divide(out, p.size(), added ? 1 : lossScale);
    }

    /** Shows gradients without the factor on the loss, a power of two, so that this is exact. */
    TensorVisitor unscaled(TensorVisitor visitor) {
        if (lossScale == 1) {
            return visitor;
        }
        return (name, shape, filler) -> visitor.tensor(name, shape, !name.startsWith("grad.") ? filler : out -> {
            filler.fill(out);
            divide(out, shape.count(), lossScale);
        });
    }

    private static void divide(float[] values, int n, float by) {
        for (int i = 0; i < n; i++) {
            values[i] /= by;
        }
    }
}
