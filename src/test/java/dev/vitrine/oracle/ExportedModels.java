package dev.vitrine.oracle;

import dev.vitrine.engine.Draws;
import dev.vitrine.engine.Tiny;
import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.engine.layer.PassContext;
import dev.vitrine.engine.model.Model;
import dev.vitrine.engine.model.ModelConfig;
import dev.vitrine.engine.model.ModelPass;
import dev.vitrine.engine.model.Models;
import dev.vitrine.engine.tensor.Weights;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Random;

/** Small models that are written for others, and what we make of them. */
final class ExportedModels {
    private ExportedModels() {
    }

    static Model model(ModelConfig config, double spread) {
        Model model = Models.create(config, new Draws(5));
        Tiny.disturb(model.parameters(), spread);
        return model;
    }

    static float[] logits(Model model, int[] tokens, int batch) {
        int time = tokens.length / batch;
        ModelPass pass = model.newPass(PassContext.evaluation(batch, time, Weights.LIVE, Backends.create("ejml")));
        System.arraycopy(tokens, 0, pass.tokens(), 0, tokens.length);
        pass.forward();
        return pass.logits().data.clone();
    }

    static <T> T of(Random random, Collection<T> choices) {
        return new ArrayList<>(choices).get(random.nextInt(choices.size()));
    }
}
