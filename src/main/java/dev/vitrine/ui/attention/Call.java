package dev.vitrine.ui.attention;

import dev.vitrine.engine.model.ModelConfig;
import dev.vitrine.engine.model.Models;
import java.util.ArrayList;
import java.util.List;

/** One of the calls of HRM's levels: the low one's at this step of this cycle, and the high one's that ends the cycle. */
public record Call(int cycle, int step) {
    /** All calls in their order, the last is the model's answer; none where the type has no calls. */
    static List<Call> of(ModelConfig config) {
        List<Call> all = new ArrayList<>();
        if (config.type().equals(Models.HRM) || config.type().equals(Models.TRM)) {
            for (int cycle = 0; cycle < config.hCycles(); cycle++) {
                for (int step = 0; step < config.lCycles(); step++) {
                    all.add(new Call(cycle, step));
                }
            }
        }
        return List.copyOf(all);
    }

    /** As in the names of tensors: "cycle.step". */
    @Override
    public String toString() {
        return cycle + "." + step;
    }
}
