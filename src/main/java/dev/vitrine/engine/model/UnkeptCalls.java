package dev.vitrine.engine.model;

import dev.vitrine.engine.layer.Layer;
import dev.vitrine.engine.layer.Pass;
import dev.vitrine.engine.layer.PassContext;
import dev.vitrine.engine.tensor.Parameter;
import dev.vitrine.engine.tensor.TensorVisitor;
import dev.vitrine.engine.tensor.Tensors;
import dev.vitrine.engine.tensor.Weights;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * The calls of a level that carry no gradient, where a step trains: of each only what goes in and what comes out is kept, so
 * that memory grows by two states with each, as arXiv:2506.21734 section 2 promises. They are worked a few sequences at a time,
 * in matrices that stay in the second-level cache.
 *
 * <p>Who looks into a call has it worked again, with the same bits: with the weights that the step began with, whatever the
 * update has made of them.
 */
final class UnkeptCalls {
    /** Rows that are worked at once, or those of one sequence. */
    private static final int ROWS = 288;

    private final PassContext context;
    private final Layer layer;
    private final int channels;
    private final IdentityHashMap<Parameter, FMatrixRMaj> weights = new IdentityHashMap<>();   // as the step began
    private final List<UnkeptPass> calls = new ArrayList<>();
    private final Pass part;
    private final FMatrixRMaj partIn;           // (b*T, C), b sequences
    private @Nullable Pass whole;               // made when somebody looks
    private @Nullable UnkeptPass held;          // the call whose numbers it holds

    /** @param channels of the layer's input and output */
    UnkeptCalls(PassContext context, Layer layer, int channels) {
        this.context = context;
        this.layer = layer;
        this.channels = channels;
        for (Parameter p : layer.parameters()) {
            weights.put(p, context.buffers().zeros(p.shape()));
        }
        int parts = Math.min(context.batch(), (context.rows() + ROWS - 1) / ROWS);
        PassContext few = context.ofBatch((context.batch() + parts - 1) / parts);
        part = layer.newPass(few);
        partIn = context.buffers().zeros(few.shape(channels));
    }

    Pass newPass() {
        UnkeptPass call = new UnkeptPass();
        calls.add(call);
        return call;
    }

    /** A step begins: its calls are still to be worked, with the weights that are now. */
    void begin() {
        weights.forEach((p, begin) -> Tensors.copy(context.weights().of(p), begin));
        calls.forEach(call -> call.worked = false);
        held = null;
    }

    private final class UnkeptPass implements Pass {
        private final FMatrixRMaj out = context.buffers().zeros(context.shape(channels));
        private FMatrixRMaj in = out;
        private boolean worked;

        /** The last sequences are worked twice where their number asks for it: every row is its own. */
        @Override
        public FMatrixRMaj forward(FMatrixRMaj x) {
            in = x;
            int size = partIn.data.length;
            int last = x.data.length - size;
            for (int at = 0; at < x.data.length; at += size) {
                int from = Math.min(at, last);
                System.arraycopy(x.data, from, partIn.data, 0, size);
                System.arraycopy(part.forward(partIn).data, 0, out.data, from, size);
            }
            worked = true;
            return out;
        }

        @Override
        public FMatrixRMaj backward(FMatrixRMaj dy) {
            throw new IllegalStateException("no gradient flows through a call that keeps nothing");
        }

        @Override
        public void tensors(TensorVisitor visitor) {
            if (!worked) {
                return;   // its input is still that of the step before, and the weights are not
            }
            if (whole == null) {
                Weights begin = p -> Objects.requireNonNull(weights.get(p));
                whole = layer.newPass(PassContext.evaluation(context.batch(), context.time(), begin, context.kernels()));
            }
            Pass pass = whole;
            pass.tensors((name, shape, filler) -> visitor.tensor(name, shape, values -> {
                if (held != this) {
                    pass.forward(in);
                    held = this;
                }
                filler.fill(values);
            }));
        }
    }
}
