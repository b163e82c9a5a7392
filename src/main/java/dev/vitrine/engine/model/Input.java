package dev.vitrine.engine.model;

import dev.vitrine.engine.Draws;
import dev.vitrine.engine.layer.Embedding;
import dev.vitrine.engine.layer.Positions;
import dev.vitrine.engine.layer.PuzzleTable;

/** From token ids to what blocks read. */
final class Input {
    private Input() {
    }

    /**
     * E = sqrt(C) wte[token], of spread 1. Where the model reasons, learned positions are scaled with the tokens, so that the
     * sum has that spread: E = sqrt(C/2) (wte[token] + wpe[position]).
     */
    static Embedding create(ModelConfig config, Draws draws) {
        ReasoningConfig reasoning = config.reasoning();
        PuzzleTable puzzles = config.prefix() == 0 ? null
                : new PuzzleTable("embed.puzzle", reasoning.puzzles(), reasoning.puzzleWidth(), config.prefix());
        double root = Math.sqrt(config.channels());
        boolean both = config.reasoning().enabled() && Positions.REGISTRY.get(config.position()).learned();
        double scale = both ? root * Math.sqrt(0.5) : root;
        return new Embedding("embed", config.vocabularySize(), config.contextLength() + config.prefix(), config.block(), 1 / root, scale,
                both ? scale : 1, puzzles, draws);
    }
}
