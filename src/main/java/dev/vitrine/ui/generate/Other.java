package dev.vitrine.ui.generate;

import dev.vitrine.engine.text.Tokenizer;
import dev.vitrine.training.Command;

/**
 * Weights that a text is compared by.
 *
 * @param name      for a person
 * @param run       model type
 * @param stateHash of the run's state that they were copied from; empty for those of a model folder
 */
record Other(String name, String run, Command.WeightsAt weights, Tokenizer tokenizer, String stateHash) {
    boolean ofRun() {
        return !stateHash.isEmpty();
    }
}
