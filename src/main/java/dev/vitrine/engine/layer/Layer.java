package dev.vitrine.engine.layer;

import dev.vitrine.engine.tensor.Parameter;
import java.util.List;

/** Learned weights. A layer keeps no activations, so one layer may be used many times in one step (HRM does). */
public interface Layer {
    List<Parameter> parameters();

    /** Buffers and arithmetic for one use of this layer on (B*T, C_in) inputs. */
    Pass newPass(PassContext context);
}
