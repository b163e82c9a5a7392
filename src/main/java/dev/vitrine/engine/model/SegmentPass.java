package dev.vitrine.engine.model;

import dev.vitrine.engine.layer.Layer;
import dev.vitrine.engine.layer.Pass;
import dev.vitrine.engine.layer.PassContext;
import dev.vitrine.engine.tensor.TensorShape;
import dev.vitrine.engine.tensor.TensorVisitor;
import java.util.List;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/** One segment of a {@link Recurrent} model that reasons: q = x W_q + b_q with x the first position of the answer's state. */
final class SegmentPass extends RecurrentPass implements ReasoningPass {
    private final PassContext context;
    private final List<String> names;
    private final List<FMatrixRMaj> starts;
    private final int time;
    private final int channels;
    private final Pass head;
    private final FMatrixRMaj first;   // (B, C)
    private FMatrixRMaj q;
    private @Nullable FMatrixRMaj dQ;            // null where only the answer is trained

    SegmentPass(PassContext c, Recurrent model, Layer haltHead) {
        super(c, model);
        context = c;
        names = model.levels().stream().map(Level::state).toList();
        starts = model.levels().stream().map(l -> c.weights().of(l.start())).toList();
        time = c.time() + model.config().prefix();
        channels = model.config().channels();
        PassContext heads = c.ofTime(1);
        head = haltHead.newPass(heads);
        first = c.buffers().zeros(heads.shape(channels));
        q = new FMatrixRMaj(0, 0);
    }

    @Override
    public List<String> levels() {
        return names;
    }

    @Override
    public FMatrixRMaj start(int level) {
        return starts.get(level);
    }

    @Override
    public FMatrixRMaj carried(int level) {
        return beginning(level);
    }

    @Override
    public FMatrixRMaj q() {
        return q;
    }

    @Override
    public void startBackward(FMatrixRMaj dLogits) {
        startBackward(dLogits, null);
    }

    @Override
    public void startBackward(FMatrixRMaj dLogits, @Nullable FMatrixRMaj dQ) {
        super.startBackward(dLogits);
        this.dQ = dQ;
    }

    @Override
    void begin() {
        // whoever carries the states has written them
    }

    @Override
    void answer(FMatrixRMaj state) {
        for (int b = 0; b < first.numRows; b++) {
            System.arraycopy(state.data, b * time * channels, first.data, b * channels, channels);
        }
        q = head.forward(first);
    }

    @Override
    void answerBackward(FMatrixRMaj dState) {
        if (dQ == null) {
            return;
        }
        float[] dFirst = head.backward(dQ).data;
        for (int b = 0; b < first.numRows; b++) {
            for (int c = 0; c < channels; c++) {
                dState.data[b * time * channels + c] += dFirst[b * channels + c];
            }
        }
    }

    @Override
    void answerTensors(TensorVisitor visitor) {
        TensorShape each = TensorShape.of("B", context.batch());
        visitor.tensor("q_halt", each, out -> column(0, out));
        visitor.tensor("q_continue", each, out -> column(1, out));
    }

    private void column(int of, float[] out) {
        for (int b = 0; b < first.numRows; b++) {
            out[b] = q.data[2 * b + of];
        }
    }
}
