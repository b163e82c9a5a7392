package dev.vitrine.ui.step;

import dev.vitrine.training.Phase;

/**
 * A piece of the step as the list shows it.
 *
 * @param text     "Forward blocks.0"
 * @param detached what is said where no gradient flows, or empty
 */
record PieceRow(int index, Phase phase, String text, String detached) {
    /** How far the engine is with a piece. */
    enum State { DONE, CURRENT, TO_COME }

    @Override
    public String toString() {
        return text;
    }
}
