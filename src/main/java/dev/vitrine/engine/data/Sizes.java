package dev.vitrine.engine.data;

import dev.vitrine.engine.InputException;

/** Checks of the sizes that a person chooses. */
final class Sizes {
    private Sizes() {
    }

    static void check(int batchSize, int contextLength) {
        if (batchSize <= 0 || contextLength <= 0) {
            throw new InputException("batch size and context length must be positive, got " + batchSize + " and "
                    + contextLength);
        }
    }

    /** One int array holds a batch. */
    static void checkBatch(int batchSize, int time) {
        if ((long) batchSize * time > Integer.MAX_VALUE - 8) {
            throw new InputException("a batch of " + batchSize + " rows of " + time + " tokens is too large; make either smaller");
        }
    }
}
