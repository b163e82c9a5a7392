package dev.vitrine.engine.optim;

import dev.vitrine.engine.tensor.Gradients;
import dev.vitrine.engine.tensor.Parameter;
import dev.vitrine.engine.tensor.TensorShape;
import dev.vitrine.engine.tensor.TensorVisitor;
import java.util.List;

/** No number of a gradient is larger than a limit or smaller than its negative. */
final class ValueClip implements GradientStage {
    private final Gradients gradients;
    private final List<Parameter> parameters;
    private final float limit;
    private final float[] clipped;   // numbers of each parameter that were too large

    ValueClip(Gradients gradients, double limit) {
        this.gradients = gradients;
        this.limit = (float) limit;
        parameters = gradients.parameters();
        clipped = new float[parameters.size()];
    }

    @Override
    public void apply() {
        for (int k = 0; k < clipped.length; k++) {
            float[] g = gradients.of(parameters.get(k)).data;
            int count = 0;
            for (int i = 0; i < g.length; i++) {
                count += Math.abs(g[i]) > limit ? 1 : 0;
                g[i] = Math.max(-limit, Math.min(limit, g[i]));
            }
            clipped[k] = count;
        }
    }

    @Override
    public void tensors(TensorVisitor visitor) {
        visitor.tensor("clip.value.clipped", TensorShape.of("parameter", clipped.length),
                out -> System.arraycopy(clipped, 0, out, 0, clipped.length));
    }
}
