package dev.vitrine.training;

import dev.vitrine.engine.InputException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

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

    /** Takes up where a run was: its numbers, and copies of its states.
     *  @param known  begins with the present state
     *  @param states arrays by step, in the order of the live ones */
    void resume(History known, SortedMap<Integer, List<float[]>> states, int at) {
        if (known.hash(0) != history.hash(0)) {
            throw new InputException("the run's first state cannot be made again here: its hash was " + known.hashText(0) + " and is "
                    + history.hashText(0) + "; it was made by another version of the program, or its file was changed");
        }
        history = known;
        states.forEach((state, arrays) -> {
            fill(state, arrays);
            keyframes.add(state);
        });
        fill(at, states.get(at));
    }

    private void fill(int state, List<float[]> arrays) {
        List<float[]> live = step.state();
        for (int i = 0; i < live.size(); i++) {
            System.arraycopy(arrays.get(i), 0, live.get(i), 0, live.get(i).length);
        }
        step.restoredTo(state);
        if (step.hash() != history.hash(state)) {
            throw new InputException("state " + state + " has another hash than was written down for it, so the file was changed;"
                    + " take another checkpoint of the run");
        }
    }

    /** The live state, and the copies of others.
     *  @param whole whether those of others are wanted */
    SortedMap<Integer, List<float[]>> states(boolean whole) {
        SortedMap<Integer, List<float[]>> all = new TreeMap<>();
        if (whole) {
            keyframes.steps().forEach(state -> all.put(state, keyframes.at(state)));
        }
        all.put(step.step(), step.state());
        return all;
    }

    /** The first state's arrays. */
    List<float[]> first() {
        return keyframes.at(0);
    }

    /** Forgets all that came after a state: from there the run takes another way. */
    void fork(int state) {
        if (state < newest()) {
            history = history.upTo(state);
            keyframes.dropAfter(state);
        }
    }
}
