package dev.vitrine.engine.model;

import dev.vitrine.engine.layer.PassContext;
import dev.vitrine.engine.tensor.ParameterSet;

/** Weights and the way to use them. */
public interface Model {
    ModelConfig config();

    ParameterSet parameters();

    /** Blocks that a token passes on its way to the head. */
    int depth();

    /** Buffers for one use on (B, T) token ids; T may be at most the context length. */
    ModelPass newPass(PassContext context);
}
