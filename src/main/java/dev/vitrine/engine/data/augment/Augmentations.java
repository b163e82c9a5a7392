package dev.vitrine.engine.data.augment;

import dev.vitrine.engine.Registry;

/** Every augmentation of words, in the order in which they are done. To add one: write the class, add the line and its key in {@link AugmentConfig}. */
final class Augmentations {
    static final Registry<Augmentation.Maker> REGISTRY = new Registry<Augmentation.Maker>("augmentation")
            .add("synonyms", (config, synonyms) -> new SynonymChoice(config.synonyms(), synonyms))
            .add("word_dropout", (config, _) -> new WordDropout(config.wordDropout()))
            .add("word_swap", (config, _) -> new WordSwap(config.wordSwap()))
            .add("casing", (config, _) -> new Casing(config.casing()));

    private Augmentations() {
    }
}
