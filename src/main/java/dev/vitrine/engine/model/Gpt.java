package dev.vitrine.engine.model;

import dev.vitrine.engine.Draws;
import dev.vitrine.engine.layer.Blocks;
import dev.vitrine.engine.layer.Embedding;
import dev.vitrine.engine.layer.Layer;
import dev.vitrine.engine.layer.Norms;
import dev.vitrine.engine.layer.Pass;
import dev.vitrine.engine.layer.PassContext;
import dev.vitrine.engine.layer.Workspace;
import dev.vitrine.engine.tensor.Parameter;
import dev.vitrine.engine.tensor.ParameterSet;
import dev.vitrine.engine.tensor.TensorShape;
import dev.vitrine.engine.tensor.TensorVisitor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.ejml.data.FMatrixRMaj;

/**
 * A decoder-only Transformer: embed, blocks.0 ... blocks.n-1, final_norm (for pre-norm blocks), head. Post-norm blocks read
 * the embeddings as they are, so these are scaled by sqrt(C) to a spread of 1, as in Vaswani et al. 2017, section 3.4.
 */
public final class Gpt implements Model {
    private static final double EMBEDDING_STD = 0.02;

    private final ModelConfig config;
    private final Embedding embedding;
    private final Map<String, Layer> chain = new LinkedHashMap<>();
    private final ParameterSet parameters;

    public Gpt(ModelConfig config, Draws draws) {
        this.config = config;
        boolean pre = Blocks.REGISTRY.get(config.normOrder()).finalNorm();
        embedding = pre && !config.reasoning().enabled() ? new Embedding("embed", config.vocabularySize(), config.contextLength(),
                config.block(), EMBEDDING_STD, 1, draws) : Input.create(config, draws);
        for (int i = 0; i < config.layers(); i++) {
            chain.put("blocks." + i, Blocks.create("blocks." + i, config.block(), draws));
        }
        if (pre) {
            chain.put("final_norm", Norms.create("final_norm", config.block()));
        }
        chain.put("head", Head.create(config, embedding, draws));
        List<Parameter> all = new ArrayList<>(embedding.parameters());
        chain.values().forEach(l -> all.addAll(l.parameters()));
        parameters = new ParameterSet(all);
    }

    @Override
    public ModelConfig config() {
        return config;
    }

    @Override
    public ParameterSet parameters() {
        return parameters;
    }

    @Override
    public int depth() {
        return config.layers();
    }

    @Override
    public ModelPass newPass(PassContext context) {
        return new GptPass(context);
    }

    /** The blocks in their order: each reads the residual stream and gives it on. */
    public List<Layer> blocks() {
        return chain.entrySet().stream().filter(e -> e.getKey().startsWith("blocks.")).map(Map.Entry::getValue).toList();
    }

    /** From the residual stream after any block to logits: what the last block's output passes, the final norm and the head. */
    public UnaryOperator<FMatrixRMaj> newUnembedding(PassContext context) {
        Layer norm = chain.get("final_norm");
        Pass normed = norm == null ? null : norm.newPass(context);
        Pass head = Objects.requireNonNull(chain.get("head"), "every model has a head").newPass(context);
        return x -> head.forward(normed == null ? x : normed.forward(x));
    }

    private final class GptPass implements ModelPass {
        private final int[] tokens;
        private final TensorShape logitsShape;
        private final Embedding.EmbeddingPass embed;
        private final List<Segment> segments = new ArrayList<>();
        private FMatrixRMaj flow;     // what the last segment that ran forward has put out
        private FMatrixRMaj dFlow;    // what the last segment that ran backward has put out
        private FMatrixRMaj states;
        private FMatrixRMaj logits;

        GptPass(PassContext c) {
            tokens = c.buffers().ints(c.rows());
            logitsShape = TensorShape.of("B", c.batch(), "T", c.time(), "V", config.vocabularySize());
            logits = new FMatrixRMaj(0, 0);
            flow = logits;
            dFlow = logits;
            states = logits;
            embed = embedding.newPass(c);
            segments.add(new EmbedSegment());
            Workspace blocks = new Workspace(c);
            chain.forEach((name, layer) -> segments.add(new LayerSegment(name, name.startsWith("blocks.")
                    ? blocks.newPass(layer, config.channels()) : layer.newPass(name.equals("head") ? c.ofHead() : c))));
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
        public FMatrixRMaj states() {
            return states;
        }

        @Override
        public TensorShape logitsShape() {
            return logitsShape;
        }

        @Override
        public void startBackward(FMatrixRMaj dLogits) {
            dFlow = dLogits;
        }

        private final class EmbedSegment implements Segment {
            @Override
            public String name() {
                return "embed";
            }

            @Override
            public void forward() {
                flow = embed.forward(tokens);
            }

            @Override
            public void backward() {
                embed.backward(dFlow);
            }

            @Override
            public void tensors(TensorVisitor visitor) {
                embed.tensors(visitor.under("embed"));
            }
        }

        private final class LayerSegment implements Segment {
            private final String name;
            private final Pass pass;

            LayerSegment(String name, Pass pass) {
                this.name = name;
                this.pass = pass;
            }

            @Override
            public String name() {
                return name;
            }

            @Override
            public void forward() {
                FMatrixRMaj in = flow;
                flow = pass.forward(in);
                if (name.equals("head")) {
                    states = in;
                    logits = flow;
                }
            }

            @Override
            public void backward() {
                dFlow = pass.backward(dFlow);
            }

            @Override
            public void tensors(TensorVisitor visitor) {
                pass.tensors(visitor.under(name));
                if (name.equals("head") && logits.data.length > 0) {
                    visitor.tensor("logits", logitsShape, logits);
                }
            }
        }
    }
}
