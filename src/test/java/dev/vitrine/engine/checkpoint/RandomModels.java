package dev.vitrine.engine.checkpoint;

import dev.vitrine.engine.Draws;
import dev.vitrine.engine.layer.AttentionConfig;
import dev.vitrine.engine.layer.Blocks;
import dev.vitrine.engine.layer.DropoutConfig;
import dev.vitrine.engine.layer.ExpertsConfig;
import dev.vitrine.engine.layer.FeedForwards;
import dev.vitrine.engine.layer.Mixers;
import dev.vitrine.engine.layer.Norms;
import dev.vitrine.engine.layer.Positions;
import dev.vitrine.engine.layer.RopeScaling;
import dev.vitrine.engine.model.HrmGradient;
import dev.vitrine.engine.model.Model;
import dev.vitrine.engine.model.ModelConfig;
import dev.vitrine.engine.model.Models;
import dev.vitrine.engine.model.ReasoningConfig;
import dev.vitrine.engine.tensor.Parameter;
import dev.vitrine.engine.text.SymbolTokenizer;
import dev.vitrine.engine.text.Tokenizer;
import dev.vitrine.engine.text.Tokenizers;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Small models of every kind with every switch, and weights of any bits that are a finite number. */
final class RandomModels {
    private static final String TEXT = "the big dog saw the small cat, and the cat saw the \"dog\" \\ é 猫 ";

    private final Random random;

    RandomModels(long seed) {
        random = new Random(seed);
    }

    Model model(Tokenizer tokenizer) {
        Model model = Models.create(config(tokenizer.vocabSize()), new Draws(random.nextLong()));
        for (Parameter p : model.parameters()) {
            float[] values = p.value().data;
            for (int i = 0; i < values.length; i++) {
                float any = Float.intBitsToFloat(random.nextInt());
                values[i] = Float.isFinite(any) ? any : -0f;
            }
        }
        return model;
    }

    Tokenizer tokenizer() {
        int kind = random.nextInt(Tokenizers.REGISTRY.names().size() + 1);
        return kind == 0 ? new SymbolTokenizer("abc.XY") : Tokenizers.REGISTRY.get(of(Tokenizers.REGISTRY.names())).train(List.of(TEXT));
    }

    private ModelConfig config(int vocabulary) {
        while (true) {
            try {
                return tried(vocabulary);
            } catch (IllegalArgumentException e) {
                // switches that do not go together: draw again
            }
        }
    }

    private ModelConfig tried(int vocabulary) {
        String type = of(Models.REGISTRY.names());
        int heads = 1 << random.nextInt(3);
        int count = 1 + random.nextInt(3);
        boolean reasons = random.nextBoolean();
        int layers = 2 + random.nextInt(2);
        return new ModelConfig(type, vocabulary, 3 + random.nextInt(6), layers, heads, heads * 2 * (1 + random.nextInt(3)),
                5 + random.nextInt(8), of(FeedForwards.REGISTRY.names()), of(Norms.REGISTRY.names()), 1e-6 * (1 + random.nextInt(100)),
                of(Blocks.REGISTRY.names()), of(Positions.REGISTRY.names()), 10_000 + random.nextDouble(), random.nextBoolean(), random.nextBoolean(),
                1 + random.nextInt(3), 1 + random.nextInt(3), of(List.of(HrmGradient.values())).name().toLowerCase(Locale.ROOT),
                new AttentionConfig(random.nextInt(2) * 4, random.nextInt(heads + 1), random.nextInt(4), random.nextBoolean(), random.nextBoolean(),
                        random.nextBoolean() ? 1 : 0.5, random.nextBoolean(),
                        new RopeScaling(of(RopeScaling.KINDS.names()), 1 + random.nextDouble(), 1, 4, 8192)),
                new ExpertsConfig(count, 1 + random.nextInt(count), 0.01, 0.001), DropoutConfig.DEFAULT,
                new ReasoningConfig(reasons, random.nextInt(2), reasons ? of(Mixers.REGISTRY.names()) : Mixers.ATTENTION, 0));
    }

    private <T> T of(Collection<T> choices) {
        return new ArrayList<>(choices).get(random.nextInt(choices.size()));
    }
}
