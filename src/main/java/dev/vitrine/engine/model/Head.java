package dev.vitrine.engine.model;

import dev.vitrine.engine.Draws;
import dev.vitrine.engine.layer.Embedding;
import dev.vitrine.engine.layer.Initialization;
import dev.vitrine.engine.layer.Layer;
import dev.vitrine.engine.layer.Linear;
import dev.vitrine.engine.layer.TiedHead;

/** From the last state of a position to one number for each token. */
final class Head {
    /** Of text: small, so that an untrained model guesses evenly; its loss is then ln V. */
    private static final double STD = 0.02;

    private Head() {
    }

    static Layer create(ModelConfig config, Embedding embedding, Draws draws) {
        Initialization begin = config.block().initialization();
        return config.tiedHead() ? new TiedHead(embedding.tokenTable())
                : new Linear("head", config.channels(), config.vocabularySize(), false,
                        config.reasoning().enabled() ? begin.std(config.channels()) : STD, begin, draws);
    }
}
