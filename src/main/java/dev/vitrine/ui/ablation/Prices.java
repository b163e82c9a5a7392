package dev.vitrine.ui.ablation;

import dev.vitrine.analysis.Ablation;
import dev.vitrine.analysis.Ablation.Kind;
import dev.vitrine.analysis.Ablation.Outcome;
import dev.vitrine.analysis.Ablation.Part;
import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.model.Gpt;
import dev.vitrine.engine.tensor.Weights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * What each part of a model is worth to a text.
 *
 * @param blocks of the model
 * @param heads  of each block
 * @param before with all parts
 * @param after  without each part
 */
record Prices(int blocks, int heads, Outcome before, Map<Part, Outcome> after) {
    /** @param counted is run after each part
     *  @return null where it was cancelled */
    static Prices of(Gpt model, Weights weights, Kernels kernels, int[] tokens, Runnable counted, BooleanSupplier cancelled) {
        Ablation ablation = new Ablation(model, weights, kernels, tokens);
        Map<Part, Outcome> after = new LinkedHashMap<>();
        for (Part part : Ablation.parts(model)) {
            if (cancelled.getAsBoolean()) {
                return null;
            }
            after.put(part, ablation.without(part));
            counted.run();
        }
        return new Prices(model.config().layers(), model.config().heads(), ablation.before(), after);
    }

    double change(Part part, Measure measure, int token) {
        return measure.change(before, after.get(part), token);
    }

    /** (blocks, heads). */
    float[] ofHeads(Measure measure, int token) {
        float[] values = new float[blocks * heads];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) change(new Part(Kind.HEAD, i / heads, i % heads), measure, token);
        }
        return values;
    }

    /** (blocks, kinds). */
    float[] ofWholes(List<Kind> kinds, Measure measure, int token) {
        float[] values = new float[blocks * kinds.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) change(new Part(kinds.get(i % kinds.size()), i / kinds.size(), 0), measure, token);
        }
        return values;
    }
}
