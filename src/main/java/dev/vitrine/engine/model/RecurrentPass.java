package dev.vitrine.engine.model;

import static dev.vitrine.engine.tensor.Tensors.add;
import static dev.vitrine.engine.tensor.Tensors.copy;

import dev.vitrine.engine.layer.DropoutConfig;
import dev.vitrine.engine.layer.Embedding;
import dev.vitrine.engine.layer.Layer;
import dev.vitrine.engine.layer.MemoryConfig;
import dev.vitrine.engine.layer.Pass;
import dev.vitrine.engine.layer.PassContext;
import dev.vitrine.engine.layer.Workspace;
import dev.vitrine.engine.tensor.Gradients;
import dev.vitrine.engine.tensor.TensorShape;
import dev.vitrine.engine.tensor.TensorVisitor;
import java.util.ArrayList;
import java.util.List;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * One use of a {@link Recurrent} model: segments embed, then a call each (HRM: L.0.0 ... L.0.T-1, H.0, L.1.0 ...), head. Each
 * state and each attention pattern can be looked at when the step is over: every call has a pass of its own, but for those
 * without a gradient where a step trains ({@link UnkeptCalls}). What the head would say after each call of the last level is
 * published as z_H.c.logits by passes that do not train, worked only for those who look.
 */
class RecurrentPass implements ModelPass {
    private final TensorShape shape;         // of states
    private final TensorShape logitsShape;
    private final int[] tokens;
    private final Embedding.EmbeddingPass embed;
    private final Layer headLayer;
    private final PassContext context;     // of states: with what stands before the cells
    private final PassContext ofCells;     // of answers
    private final ModelConfig config;
    private final CellRows cells;
    private final Pass head;
    private final List<Level> levels;
    private final int last;                // level that the head reads
    private final FMatrixRMaj[] begin;     // (B*T, C) of each level: what its state begins with
    private final FMatrixRMaj[] z;         // and is now
    private final FMatrixRMaj[] dz;        // what has come back so far for the state being left
    private final FMatrixRMaj dE;
    private final List<Segment> segments = new ArrayList<>();
    private final List<UnkeptCalls> unkept = new ArrayList<>();
    private FMatrixRMaj e;
    private FMatrixRMaj logits = new FMatrixRMaj(0, 0);
    private FMatrixRMaj dLogits = logits;
    private @Nullable CellRows readRows;             // its rows
    private @Nullable Pass reader;                   // a head of its own for reading states; made when somebody looks

    /** @param cells for answers */
    RecurrentPass(PassContext cells, Recurrent model) {
        config = model.config();
        ofCells = cells;
        this.cells = new CellRows(cells, config);
        PassContext c = this.cells.states();
        context = c;
        shape = c.shape(config.channels());
        logitsShape = TensorShape.of("B", cells.batch(), "T", cells.time(), "V", config.vocabularySize());
        tokens = c.buffers().ints(cells.rows());
        embed = model.embedding().newPass(c);
        headLayer = model.head();
        head = headLayer.newPass(cells.ofHead());
        levels = model.levels();
        last = levels.size() - 1;
        begin = new FMatrixRMaj[levels.size()];
        z = new FMatrixRMaj[levels.size()];
        dz = new FMatrixRMaj[levels.size()];
        Workspace[] workspaces = new Workspace[levels.size()];
        for (int l = 0; l < levels.size(); l++) {
            begin[l] = c.buffers().zeros(shape);
            z[l] = begin[l];
            dz[l] = c.buffers().scratch(shape);
            workspaces[l] = new Workspace(c);
        }
        dE = c.buffers().scratch(shape);
        e = dE;
        segments.add(new EmbedSegment());
        UnkeptCalls[] ofLevel = new UnkeptCalls[levels.size()];
        for (Call call : model.calls()) {
            int l = call.level();
            Pass pass;
            if (call.differentiated() || !sparing(c, config)) {
                pass = workspaces[l].newPass(levels.get(l).layer(), config.channels());
            } else {
                if (ofLevel[l] == null) {
                    ofLevel[l] = new UnkeptCalls(c, levels.get(l).layer(), config.channels());
                    unkept.add(ofLevel[l]);
                }
                pass = ofLevel[l].newPass();
            }
            segments.add(new CallSegment(call, pass));
        }
        segments.add(new HeadSegment());
    }

    /** Whether calls without a gradient keep nothing: dropout draws for each call, and other ways to spare memory have their own. */
    private static boolean sparing(PassContext c, ModelConfig config) {
        return c.chance().active() && c.memory().equals(MemoryConfig.DEFAULT) && config.dropout().equals(DropoutConfig.DEFAULT);
    }

    @Override
    public final List<Segment> segments() {
        return segments;
    }

    @Override
    public final int[] tokens() {
        return tokens;
    }

    @Override
    public final FMatrixRMaj logits() {
        return logits;
    }

    /** (B) kinds of the puzzles, see {@link Embedding.EmbeddingPass#kinds}. */
    public final int[] kinds() {
        return embed.kinds();
    }

    @Override
    public final FMatrixRMaj states() {
        return z[last];
    }

    @Override
    public final TensorShape logitsShape() {
        return logitsShape;
    }

    @Override
    public void startBackward(FMatrixRMaj dLogits) {
        this.dLogits = dLogits;
    }

    /** (B*T, C): what a level's state begins with. */
    final FMatrixRMaj beginning(int level) {
        return begin[level];
    }

    /** (B*T, C): what it is now. */
    public FMatrixRMaj state(int level) {
        return z[level];
    }

    /** Writes what the states begin with. */
    void begin() {
        for (int l = 0; l < levels.size(); l++) {
            broadcast(context.weights().of(levels.get(l).start()), begin[l]);
        }
    }

    /** Reads the answer's state beside the head. */
    void answer(FMatrixRMaj state) {
        // text has one head
    }

    /** Adds to the gradient of the answer's state what comes back from beside the head. */
    void answerBackward(FMatrixRMaj dState) {
        // text has one head
    }

    /** Shows what is read beside the head. */
    void answerTensors(TensorVisitor visitor) {
        // text has one head
    }

    private static void broadcast(FMatrixRMaj row, FMatrixRMaj out) {
        for (int at = 0; at < out.data.length; at += row.numCols) {
            System.arraycopy(row.data, 0, out.data, at, row.numCols);
        }
    }

    /** What the head says of a state. Has buffers of its own, for the head's must stay as they are until its backward. */
    private void read(FMatrixRMaj state, float[] out) {
        if (reader == null || readRows == null) {
            reader = headLayer.newPass(ofCells);
            readRows = new CellRows(ofCells, config);
        }
        System.arraycopy(reader.forward(readRows.of(state)).data, 0, out, 0, logitsShape.count());
    }

    private final class EmbedSegment implements Segment {
        @Override
        public String name() {
            return "embed";
        }

        @Override
        public void forward() {
            e = embed.forward(tokens);
            unkept.forEach(UnkeptCalls::begin);
            begin();
            System.arraycopy(begin, 0, z, 0, z.length);
        }

        @Override
        public void backward() {
            embed.backward(dE);
        }

        @Override
        public void tensors(TensorVisitor visitor) {
            embed.tensors(visitor.under("embed"));
            for (int l = 0; l < begin.length; l++) {
                visitor.tensor(levels.get(l).state() + ".init", shape, begin[l]);
            }
        }
    }

    /** z = f(z + other states (+ E)). */
    private final class CallSegment implements Segment {
        private final Call call;
        private final int own;
        private final Level level;
        private final Pass pass;
        private final FMatrixRMaj in = context.buffers().zeros(shape);
        private final FMatrixRMaj dOut;   // a copy: the sums it is taken from go on
        private FMatrixRMaj out = in;
        private FMatrixRMaj dIn;

        CallSegment(Call call, Pass pass) {
            this.call = call;
            this.pass = pass;
            own = call.level();
            level = levels.get(own);
            dOut = call.differentiated() ? context.buffers().scratch(shape) : in;
            dIn = dOut;
        }

        @Override
        public String name() {
            return level.name() + "." + call.name();
        }

        @Override
        public boolean differentiated() {
            return call.differentiated();
        }

        @Override
        public void forward() {
            FMatrixRMaj sum = z[own];
            for (int l = 0; l < z.length; l++) {
                if (l != own) {
                    sum = add(sum, z[l], in);
                }
            }
            out = pass.forward(level.reads() ? add(sum, e, in) : sum);
            z[own] = out;
        }

        /** Brings what comes back through f to the states, and to E, that went in. */
        @Override
        public void backward() {
            if (!call.differentiated()) {
                return;
            }
            copy(dz[own], dOut);
            dIn = pass.backward(dOut);
            if (level.reads()) {
                add(dE, dIn, dE);
            }
            for (int l = 0; l < z.length; l++) {
                if (l != own) {
                    add(dz[l], dIn, dz[l]);
                }
            }
            copy(dIn, dz[own]);
        }

        @Override
        public void tensors(TensorVisitor visitor) {
            String state = level.state() + "." + call.name();
            visitor.tensor(state, shape, out);
            if (own == last && context.gradients() == Gradients.NONE) {   // weights that train may have moved on since
                visitor.tensor(state + ".logits", logitsShape, values -> read(out, values));
            }
            if (call.differentiated()) {
                pass.tensors(visitor.under(name()));
                visitor.tensor("grad." + state, shape, dOut);
                visitor.tensor("grad." + name() + ".in", shape, dIn);
            } else {
                pass.tensors(visitor.under(name()).withoutGradients());
            }
        }
    }

    private final class HeadSegment implements Segment {
        @Override
        public String name() {
            return "head";
        }

        @Override
        public void forward() {
            logits = head.forward(cells.of(z[last]));
            answer(z[last]);
        }

        @Override
        public void backward() {
            for (FMatrixRMaj d : dz) {
                d.zero();
            }
            dE.zero();
            cells.back(head.backward(dLogits), dz[last]);
            answerBackward(dz[last]);
        }

        @Override
        public void tensors(TensorVisitor visitor) {
            if (logits.data.length > 0) {
                visitor.tensor("logits", logitsShape, logits);
                answerTensors(visitor);
            }
        }
    }
}
