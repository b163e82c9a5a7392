package dev.vitrine.training;

/**
 * Where a run has been: keyframes of its states and the hash of each. A state that is restored, or worked again, must have
 * the hash it had, so that a replay that differs is found at once.
 */
final class Timeline {
    private static final int FIRST_STRIDE = 8;

    private final TrainingStep step;
    private final Keyframes keyframes;
    private volatile History history;

    /** @param keyframeBytes memory for the keyframes */
    Timeline(TrainingStep step, History history, long keyframeBytes) {
        this.step = step;
        this.history = history;
        keyframes = new Keyframes(step.state(), keyframeBytes, FIRST_STRIDE);
    }

    /** Memory that it comes to take. */
    static long bytes(long stateBytes, long keyframeBytes, int steps) {
        return Keyframes.bytes(stateBytes, keyframeBytes, FIRST_STRIDE, steps);
    }

    /** The numbers of every step so far; another object after a fork. Any thread. */
    History history() {
        return history;
    }

    /** The newest state ever reached. */
    int newest() {
        return history.states() - 1;
    }

    /** In a new state: its hash is written down, or compared when it is a replay. */
    void arrive() {
        long hash = step.hash();
        int now = step.step();
        if (now == history.states()) {
            history.addHash(hash);
        } else if (history.hash(now) != hash) {
            throw new IllegalStateException("state " + now + " was worked again with hash " + StateHash.text(hash)
                    + " but had " + StateHash.text(history.hash(now)));
        }
        keyframes.offer(now);
    }

    /** The last state before or at the given one that can be restored. */
    int before(int state) {
        return keyframes.before(state);
    }

    void restore(int state) {
        keyframes.restore(state);
        step.restoredTo(state);
        if (step.hash() != history.hash(state)) {
            throw new IllegalStateException("state " + state + " was restored with another hash than it had");
        }
    }

    /** Forgets all that came after a state: from there the run takes another way. */
    void fork(int state) {
        if (state < newest()) {
            history = history.upTo(state);
            keyframes.dropAfter(state);
        }
    }
}
