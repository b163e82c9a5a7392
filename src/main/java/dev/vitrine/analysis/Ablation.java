package dev.vitrine.analysis;

import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.layer.Layer;
import dev.vitrine.engine.layer.Pass;
import dev.vitrine.engine.layer.PassContext;
import dev.vitrine.engine.layer.Workspace;
import dev.vitrine.engine.model.Gpt;
import dev.vitrine.engine.tensor.Buffers;
import dev.vitrine.engine.tensor.Parameter;
import dev.vitrine.engine.tensor.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.UnaryOperator;
import org.ejml.data.FMatrixRMaj;

/**
 * What a Transformer says of a text when a part of it puts out 0: a head, the attention or the feed-forward part of a block, or
 * a whole block, which then adds nothing to the residual stream. Zero ablation, as in Michel et al. 2019, arXiv:1905.10650. The
 * model's own layers run again from the block on, with weights in which those that write the part's output are 0, so nothing of
 * the engine knows of it. What comes before the block is as it was and is not worked again.
 *
 * <p>Used by one thread.
 */
public final class Ablation {
    /** What can be switched off. */
    public enum Kind { HEAD, ATTENTION, FEED_FORWARD, BLOCK }

    /** @param head number of the head; 0 where the kind is another one */
    public record Part(Kind kind, int block, int head) {
    }

    /**
     * What the model says with a part switched off.
     *
     * @param lossNats         mean of -ln p of each token of the text but the first; NaN for a text of one token
     * @param logProbabilities (V) ln p of the token that follows the text; nobody writes to it
     */
    public record Outcome(double lossNats, float[] logProbabilities) {
    }

    private final Gpt model;
    private final Weights weights;
    private final Kernels kernels;
    private final ResidualStream stream;
    private final List<Layer> blocks;
    private final List<Pass> whole = new ArrayList<>();     // of the blocks as they are
    private final UnaryOperator<FMatrixRMaj> unembedding;
    private final Buffers buffers = new Buffers();          // of the block that a part is switched off in
    private final float[] p;
    private final Outcome before;

    /** @param tokens from one to as many as the context has; not modified */
    public Ablation(Gpt model, Weights weights, Kernels kernels, int[] tokens) {
        this.model = model;
        this.weights = weights;
        this.kernels = kernels;
        stream = ResidualStream.of(model, weights, kernels, tokens);
        blocks = model.blocks();
        PassContext context = ResidualStream.reading(stream.time(), weights, kernels);
        Workspace workspace = new Workspace(context);
        blocks.forEach(b -> whole.add(workspace.newPass(b, model.config().channels())));
        unembedding = model.newUnembedding(context);
        p = new float[model.config().vocabularySize()];
        before = outcome(stream.logits());
    }

    /** Every part of a model, block by block: its heads, then attention, feed-forward part and block. */
    public static List<Part> parts(Gpt model) {
        List<Part> all = new ArrayList<>();
        for (int block = 0; block < model.config().layers(); block++) {
            for (int head = 0; head < model.config().heads(); head++) {
                all.add(new Part(Kind.HEAD, block, head));
            }
            all.add(new Part(Kind.ATTENTION, block, 0));
            all.add(new Part(Kind.FEED_FORWARD, block, 0));
            all.add(new Part(Kind.BLOCK, block, 0));
        }
        return List.copyOf(all);
    }

    /** With nothing switched off. */
    public Outcome before() {
        return before;
    }

    /** With one part switched off. */
    public Outcome without(Part part) {
        FMatrixRMaj x = stream.states().get(part.block());
        if (part.kind() != Kind.BLOCK) {
            buffers.rewind();
            x = blocks.get(part.block()).newPass(ResidualStream.reading(stream.time(), without(model, part, weights), kernels)
                    .from(buffers)).forward(x);
        }
        for (int block = part.block() + 1; block < blocks.size(); block++) {
            x = whole.get(block).forward(x);
        }
        return outcome(unembedding.apply(x));
    }

    /** Weights in which those that write a part's output are 0; the others are not copied. */
    static Weights without(Gpt model, Part part, Weights from) {
        IdentityHashMap<Parameter, FMatrixRMaj> changed = new IdentityHashMap<>();
        String block = "blocks." + part.block() + ".";
        if (part.kind() == Kind.HEAD) {
            Parameter projection = model.parameters().get(block + "attn.proj.weight");
            FMatrixRMaj copy = from.of(projection).copy();
            int size = model.config().block().headSize() * copy.numCols;   // rows of a head stand together
            Arrays.fill(copy.data, part.head() * size, (part.head() + 1) * size, 0f);
            changed.put(projection, copy);
        } else {
            String prefix = block + (part.kind() == Kind.ATTENTION ? "attn." : "mlp.");
            model.parameters().stream().filter(p -> p.name().startsWith(prefix))
                    .forEach(p -> changed.put(p, new FMatrixRMaj(p.shape().rows(), p.shape().columns())));
        }
        return p -> changed.getOrDefault(p, from.of(p));
    }

    private Outcome outcome(FMatrixRMaj logits) {
        int vocabulary = p.length;
        int last = stream.time() - 1;
        double sum = 0;
        for (int t = 0; t < last; t++) {
            float logSum = kernels.softmaxAndLogSum(vocabulary, logits.data, t * vocabulary, p, 0);
            sum += (double) logSum - logits.data[t * vocabulary + stream.tokens()[t + 1]];
        }
        float logSum = kernels.softmaxAndLogSum(vocabulary, logits.data, last * vocabulary, p, 0);
        float[] logs = new float[vocabulary];
        for (int i = 0; i < vocabulary; i++) {
            logs[i] = logits.data[last * vocabulary + i] - logSum;
        }
        return new Outcome(last == 0 ? Double.NaN : sum / last, logs);
    }
}
