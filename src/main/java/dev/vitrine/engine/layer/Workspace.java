package dev.vitrine.engine.layer;

import dev.vitrine.engine.kernel.Half;
import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.tensor.Buffers;
import dev.vitrine.engine.tensor.Parameter;
import dev.vitrine.engine.tensor.TensorShape;
import dev.vitrine.engine.tensor.TensorVisitor;
import dev.vitrine.engine.tensor.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * Makes the passes of layers of one shape, such as the blocks of a model, so that they keep no more than
 * {@link MemoryConfig} says. Where it says so, all passes work in the same matrices, and what the matrices held is brought
 * back before a pass needs them again: worked anew from the pass's input (Chen et al. 2016, arXiv:1604.06174), or widened
 * from a copy in 16 bits (Jain et al. 2018, Gist). A pass then owns its output and its input's gradient only; in 16 bits both
 * are rounded.
 *
 * <p>Who looks at a pass may find its matrices in use by another: they are then brought back, too, and its gradients are
 * worked again, with those of the parameters left as they were.
 */
public final class Workspace {
    private final PassContext context;
    private final Buffers shared;
    private final @Nullable Half format;       // null for fp32
    private final boolean recompute;
    private @Nullable SharingPass holder;      // whose numbers the shared matrices hold
    private boolean holdsGradients;  // and whether those of its backward

    public Workspace(PassContext context) {
        this.context = context;
        format = Precisions.REGISTRY.get(context.memory().precision()).half();
        recompute = context.memory().recompute();
        shared = recompute || format != null ? context.buffers().shared() : context.buffers();
    }

    /** @param channels of the layer's input and output */
    public Pass newPass(Layer layer, int channels) {
        if (shared == context.buffers()) {
            return layer.newPass(context);
        }
        shared.rewind();
        return new SharingPass(layer, layer.newPass(context.from(shared)), channels);
    }

    private final class SharingPass implements Pass {
        private final Pass pass;
        private final Kernels kernels = context.kernels();
        private final List<Parameter> parameters;
        private final List<FMatrixRMaj> working;             // what forward leaves in the shared matrices
        private final List<short[]> kept = new ArrayList<>();   // the same in 16 bits; empty where it is worked again
        private final List<float[]> aside = new ArrayList<>();  // gradients of the parameters while somebody looks
        private final FMatrixRMaj out;   // (B*T, C)
        private final FMatrixRMaj dx;    // (B*T, C)
        private FMatrixRMaj x;
        private @Nullable FMatrixRMaj dy;          // null before backward

        SharingPass(Layer layer, Pass pass, int channels) {
            this.pass = pass;
            parameters = layer.parameters();
            working = shared.kept();
            for (int i = 0; !recompute && i < working.size(); i++) {
                kept.add(context.buffers().shorts(working.get(i).numRows * working.get(i).numCols));
            }
            out = context.zeros(context.shape(channels));
            dx = context.scratch(context.shape(channels));
            x = out;
        }

        @Override
        public FMatrixRMaj forward(FMatrixRMaj x) {
            this.x = x;
            dy = null;
            Tensors.copy(pass.forward(x), out);
            for (int i = 0; i < kept.size(); i++) {
                kernels.narrow(Objects.requireNonNull(format), kept.get(i).length, working.get(i).data, kept.get(i));
            }
            holder = kept.isEmpty() ? this : null;   // in 16 bits all who read see the same numbers
            holdsGradients = false;
            return rounded(out);
        }

        @Override
        public FMatrixRMaj backward(FMatrixRMaj dy) {
            this.dy = dy;
            bringBack();
            Tensors.copy(pass.backward(dy), dx);
            holdsGradients = true;
            return rounded(dx);
        }

        private FMatrixRMaj rounded(FMatrixRMaj matrix) {
            if (format != null) {
                kernels.round(format, matrix.data.length, matrix.data, matrix.data);
            }
            return matrix;
        }

        /** The shared matrices hold what this pass's forward left. */
        private void bringBack() {
            if (holder == this) {
                return;
            }
            if (recompute) {
                pass.forward(x);
            }
            for (int i = 0; i < kept.size(); i++) {
                kernels.widen(Objects.requireNonNull(format), kept.get(i).length, kept.get(i), working.get(i).data);
            }
            holder = this;
            holdsGradients = false;
        }

        /** They hold what its backward left, as well. */
        private void bringBackGradients() {
            bringBack();
            if (holdsGradients) {
                return;
            }
            for (int i = 0; i < parameters.size(); i++) {
                float[] gradient = context.gradients().of(parameters.get(i)).data;
                if (aside.size() == i) {
                    aside.add(new float[gradient.length]);
                }
                System.arraycopy(gradient, 0, aside.get(i), 0, gradient.length);
            }
            double auxiliary = context.gradients().auxiliaryLoss();
            pass.backward(Objects.requireNonNull(dy));
            context.gradients().setAuxiliaryLoss(auxiliary);
            for (int i = 0; i < parameters.size(); i++) {
                float[] gradient = context.gradients().of(parameters.get(i)).data;
                System.arraycopy(aside.get(i), 0, gradient, 0, gradient.length);
            }
            holdsGradients = true;
        }

        @Override
        public void tensors(TensorVisitor visitor) {
            pass.tensors((name, shape, filler) -> visitor.tensor(name, shape, values -> fill(name, shape, filler, values)));
        }

        private void fill(String name, TensorShape shape, TensorVisitor.Filler filler, float[] values) {
            if (!name.startsWith("grad.")) {
                bringBack();
                filler.fill(values);
            } else if (dy != null) {
                bringBackGradients();
                filler.fill(values);
            } else {
                Arrays.fill(values, 0, shape.count(), 0f);
            }
        }
    }
}
