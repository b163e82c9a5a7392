package dev.vitrine.engine.optim;

import dev.vitrine.engine.tensor.Parameter;
import java.util.List;

/** Which parameters are matrices that multiply, (in, out): what a column of one holds is the fan-in of an output. */
final class Matrices {
    private static final List<String> AXES = List.of("in", "out");

    private Matrices() {
    }

    static boolean multiplies(Parameter p) {
        return p.shape().axes().equals(AXES);
    }

    /** Inside the network: neither a table of embeddings nor the head. */
    static boolean hidden(Parameter p) {
        return multiplies(p) && !p.name().startsWith("head.");
    }
}
