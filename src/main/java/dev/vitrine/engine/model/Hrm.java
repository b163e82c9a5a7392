package dev.vitrine.engine.model;

import dev.vitrine.engine.Draws;
import dev.vitrine.engine.layer.BlockStack;
import dev.vitrine.engine.layer.Embedding;
import dev.vitrine.engine.layer.Layer;
import dev.vitrine.engine.layer.PassContext;
import dev.vitrine.engine.tensor.Parameter;
import dev.vitrine.engine.tensor.ParameterSet;
import dev.vitrine.engine.tensor.TensorShape;
import java.util.ArrayList;
import java.util.List;

/**
 * A Hierarchical Reasoning Model for text: two stacks of causal blocks used over and over. With E = sqrt(C) wte[token],
 * <pre>
 * repeat N times:  { repeat T times: z_L = f_L(z_L + z_H + E) ;  z_H = f_H(z_H + z_L) }
 * logits = head(z_H)
 * </pre>
 * in the order of the reference's code (sapientinc/HRM; arXiv:2506.21734). Both states start from one fixed random
 * vector each, at every position. {@link HrmGradient} says which calls are differentiated.
 */
public final class Hrm implements Model {
    private final ModelConfig config;
    private final HrmGradient gradient;
    private final Embedding embedding;
    private final BlockStack low;
    private final BlockStack high;
    private final Layer head;
    private final Parameter lowStart;    // (1, C), not trained
    private final Parameter highStart;   // (1, C), not trained
    private final ParameterSet parameters;

    public Hrm(ModelConfig config, Draws draws) {
        this.config = config;
        gradient = HrmGradient.of(config.gradient());
        double root = Math.sqrt(config.channels());
        embedding = new Embedding("embed", config.vocabularySize(), config.contextLength(), config.block(), 1 / root, root,
                draws);
        low = new BlockStack("L", config.lLayers(), config.block(), draws);
        high = new BlockStack("H", config.hLayers(), config.block(), draws);
        head = Head.create(config, embedding, draws);
        TensorShape state = TensorShape.of("1", 1, "C", config.channels());
        lowStart = Parameter.truncatedNormalBuffer("L_init", state, 1, draws);
        highStart = Parameter.truncatedNormalBuffer("H_init", state, 1, draws);
        List<Parameter> all = new ArrayList<>(embedding.parameters());
        all.addAll(low.parameters());
        all.addAll(high.parameters());
        all.addAll(head.parameters());
        all.add(lowStart);
        all.add(highStart);
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
    public ModelPass newPass(PassContext context) {
        return new HrmPass(context, this);
    }

    HrmGradient gradient() {
        return gradient;
    }

    Embedding embedding() {
        return embedding;
    }

    Layer low() {
        return low;
    }

    Layer high() {
        return high;
    }

    Layer head() {
        return head;
    }

    Parameter lowStart() {
        return lowStart;
    }

    Parameter highStart() {
        return highStart;
    }
}
