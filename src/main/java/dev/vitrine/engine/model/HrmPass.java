package dev.vitrine.engine.model;

import static dev.vitrine.engine.tensor.Tensors.add;
import static dev.vitrine.engine.tensor.Tensors.copy;

import dev.vitrine.engine.layer.Embedding;
import dev.vitrine.engine.layer.Layer;
import dev.vitrine.engine.layer.Pass;
import dev.vitrine.engine.layer.PassContext;
import dev.vitrine.engine.tensor.Gradients;
import dev.vitrine.engine.tensor.TensorShape;
import dev.vitrine.engine.tensor.TensorVisitor;
import java.util.ArrayList;
import java.util.List;
import org.ejml.data.FMatrixRMaj;

/**
 * One use of {@link Hrm}: segments embed, L.0.0 ... L.0.T-1, H.0, L.1.0 ..., head. Every call of a level has a pass of
 * its own, so that each state and each attention pattern can be looked at when the step is over. What the head would
 * say after each cycle is published as z_H.c.logits by passes that do not train, worked only for those who look.
 */
final class HrmPass implements ModelPass {
    private final TensorShape shape;
    private final TensorShape logitsShape;
    private final int[] tokens;
    private final Embedding.EmbeddingPass embed;
    private final Layer headLayer;
    private final PassContext context;
    private final Pass head;
    private final FMatrixRMaj lowStart;    // (1, C)
    private final FMatrixRMaj highStart;   // (1, C)
    private final FMatrixRMaj zL0;         // (B*T, C): the start states at every position
    private final FMatrixRMaj zH0;
    private final FMatrixRMaj dzL;         // what has come back so far for the low state being left
    private final FMatrixRMaj dzH;
    private final FMatrixRMaj dE;
    private final List<Segment> segments = new ArrayList<>();
    private FMatrixRMaj e;
    private FMatrixRMaj zL;
    private FMatrixRMaj zH;
    private FMatrixRMaj logits = new FMatrixRMaj(0, 0);
    private FMatrixRMaj dLogits = logits;
    private Pass reader;                   // a head of its own for reading states; made when somebody looks

    HrmPass(PassContext c, Hrm model) {
        ModelConfig config = model.config();
        shape = c.shape(config.channels());
        logitsShape = TensorShape.of("B", c.batch(), "T", c.time(), "V", config.vocabularySize());
        tokens = c.buffers().ints(c.rows());
        embed = model.embedding().newPass(c);
        context = c;
        headLayer = model.head();
        head = headLayer.newPass(c);
        lowStart = c.weights().of(model.lowStart());
        highStart = c.weights().of(model.highStart());
        zL0 = c.buffers().zeros(shape);
        zH0 = c.buffers().zeros(shape);
        dzL = c.buffers().scratch(shape);
        dzH = c.buffers().scratch(shape);
        dE = c.buffers().scratch(shape);
        e = zL0;
        zL = zL0;
        zH = zH0;
        segments.add(new EmbedSegment());
        int n = config.hCycles();
        int t = config.lCycles();
        for (int cycle = 0; cycle < n; cycle++) {
            for (int step = 0; step < t; step++) {
                segments.add(new LowSegment(cycle + "." + step, model.low().newPass(c),
                        model.gradient().low(cycle, step, n, t)));
            }
            segments.add(new HighSegment(Integer.toString(cycle), model.high().newPass(c), model.gradient().high(cycle, n)));
        }
        segments.add(new HeadSegment());
    }

    @Override
    public List<Segment> segments() {
        return segments;
    }

    @Override
    public int[] tokens() {
        return tokens;
    }

    @Override
    public FMatrixRMaj logits() {
        return logits;
    }

    @Override
    public TensorShape logitsShape() {
        return logitsShape;
    }

    @Override
    public void startBackward(FMatrixRMaj dLogits) {
        this.dLogits = dLogits;
    }

    private static void broadcast(FMatrixRMaj row, FMatrixRMaj out) {
        for (int at = 0; at < out.data.length; at += row.numCols) {
            System.arraycopy(row.data, 0, out.data, at, row.numCols);
        }
    }

    /** What the head says of a state. Has buffers of its own, for the head's must stay as they are until its backward. */
    private void read(FMatrixRMaj state, float[] out) {
        if (reader == null) {
            reader = headLayer.newPass(context);
        }
        System.arraycopy(reader.forward(state).data, 0, out, 0, logitsShape.count());
    }

    private final class EmbedSegment implements Segment {
        @Override
        public String name() {
            return "embed";
        }

        @Override
        public void forward() {
            e = embed.forward(tokens);
            broadcast(lowStart, zL0);
            broadcast(highStart, zH0);
            zL = zL0;
            zH = zH0;
        }

        @Override
        public void backward() {
            embed.backward(dE);
        }

        @Override
        public void tensors(TensorVisitor visitor) {
            embed.tensors(visitor.under("embed"));
            visitor.tensor("z_L.init", shape, zL0);
            visitor.tensor("z_H.init", shape, zH0);
        }
    }

    /** One call of a level. */
    private abstract class CallSegment implements Segment {
        private final String level;
        private final String call;
        private final Pass pass;
        private final boolean differentiated;
        private final FMatrixRMaj dOut;   // a copy: the sums it is taken from go on
        private FMatrixRMaj out = zL0;
        private FMatrixRMaj dIn;

        CallSegment(String level, String call, Pass pass, boolean differentiated) {
            this.level = level;
            this.call = call;
            this.pass = pass;
            this.differentiated = differentiated;
            dOut = differentiated ? context.buffers().scratch(shape) : zL0;
            dIn = dOut;
        }

        /** Works this call of the level on its input. */
        FMatrixRMaj call(FMatrixRMaj in) {
            out = pass.forward(in);
            return out;
        }

        /** What comes back through this call from a state's gradient. */
        FMatrixRMaj callBack(FMatrixRMaj dState) {
            copy(dState, dOut);
            dIn = pass.backward(dOut);
            return dIn;
        }

        /** Brings what comes back to the states, and to E, that went in. */
        abstract void scatter();

        @Override
        public String name() {
            return level + "." + call;
        }

        @Override
        public boolean differentiated() {
            return differentiated;
        }

        @Override
        public void backward() {
            if (differentiated) {
                scatter();
            }
        }

        @Override
        public void tensors(TensorVisitor visitor) {
            visitor.tensor("z_" + name(), shape, out);
            if (level.equals("H") && context.gradients() == Gradients.NONE) {   // weights that train may have moved on since
                visitor.tensor("z_" + name() + ".logits", logitsShape, values -> read(out, values));
            }
            if (differentiated) {
                pass.tensors(visitor.under(name()));
                visitor.tensor("grad.z_" + name(), shape, dOut);
                visitor.tensor("grad." + name() + ".in", shape, dIn);
            } else {
                pass.tensors(visitor.under(name()).withoutGradients());
            }
        }
    }

    /** z_L = f_L(z_L + z_H + E). */
    private final class LowSegment extends CallSegment {
        private final FMatrixRMaj in = context.buffers().zeros(shape);

        LowSegment(String call, Pass pass, boolean differentiated) {
            super("L", call, pass, differentiated);
        }

        @Override
        public void forward() {
            add(zL, zH, in);
            zL = call(add(in, e, in));
        }

        @Override
        void scatter() {
            FMatrixRMaj dIn = callBack(dzL);
            add(dE, dIn, dE);
            add(dzH, dIn, dzH);
            copy(dIn, dzL);
        }
    }

    /** z_H = f_H(z_H + z_L). */
    private final class HighSegment extends CallSegment {
        private final FMatrixRMaj in = context.buffers().zeros(shape);

        HighSegment(String call, Pass pass, boolean differentiated) {
            super("H", call, pass, differentiated);
        }

        @Override
        public void forward() {
            zH = call(add(zH, zL, in));
        }

        @Override
        void scatter() {
            FMatrixRMaj dIn = callBack(dzH);
            add(dzL, dIn, dzL);
            copy(dIn, dzH);
        }
    }

    private final class HeadSegment implements Segment {
        @Override
        public String name() {
            return "head";
        }

        @Override
        public void forward() {
            logits = head.forward(zH);
        }

        @Override
        public void backward() {
            dzL.zero();
            dE.zero();
            copy(head.backward(dLogits), dzH);
        }

        @Override
        public void tensors(TensorVisitor visitor) {
            if (logits.data.length > 0) {
                visitor.tensor("logits", logitsShape, logits);
            }
        }
    }
}
