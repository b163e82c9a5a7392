package dev.vitrine.training;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Copies of the whole training state at every {@code stride} steps, under a limit of memory. When the limit is reached
 * the stride doubles, every second copy goes back to a pool, and its arrays are used again.
 */
final class Keyframes {
    private final List<float[]> live;
    private final int capacity;
    private final TreeMap<Integer, List<float[]>> frames = new TreeMap<>();
    private final Deque<List<float[]>> pool = new ArrayDeque<>();
    private int stride;

    /**
     * @param live   the arrays that make up the state
     * @param stride steps between two copies at first
     */
    Keyframes(List<float[]> live, long limitBytes, int stride) {
        this.live = live;
        this.stride = stride;
        long bytes = live.stream().mapToLong(a -> 4L * a.length).sum();
        capacity = capacity(bytes, limitBytes);
    }

    private static int capacity(long stateBytes, long limitBytes) {
        return Math.clamp(limitBytes / Math.max(1, stateBytes), 2, 100_000);
    }

    /** What the copies of the states 0 to {@code steps} take at most. */
    static long bytes(long stateBytes, long limitBytes, int stride, int steps) {
        return stateBytes * Math.min(capacity(stateBytes, limitBytes), steps / stride + 1);
    }

    /** Keeps the live state as that of a step, if the stride wants it and it is not kept yet. */
    void offer(int step) {
        if (step % stride != 0 || frames.containsKey(step)) {
            return;
        }
        while (frames.size() >= capacity) {
            stride *= 2;
            frames.entrySet().removeIf(e -> {
                boolean drop = e.getKey() % stride != 0;
                if (drop) {
                    pool.push(e.getValue());
                }
                return drop;
            });
        }
        if (step % stride == 0) {
            keep(step);
        }
    }

    private void keep(int step) {
        List<float[]> frame = pool.isEmpty() ? empty() : pool.pop();
        copy(live, frame);
        frames.put(step, frame);
    }

    /** Keeps the live state as that of a step, whatever the stride, where there is room. */
    void add(int step) {
        if (frames.size() < capacity && !frames.containsKey(step)) {
            keep(step);
        }
    }

    /** Steps of which there are copies, in order. */
    List<Integer> steps() {
        return List.copyOf(frames.keySet());
    }

    /** The copy of a step, in the order of the live arrays. */
    List<float[]> at(int step) {
        return frames.get(step);
    }

    /** The last kept step that is not after the given one. Step 0 is always kept. */
    int before(int step) {
        return frames.floorKey(step);
    }

    void restore(int step) {
        copy(frames.get(step), live);
    }

    /** Forgets all that comes after a step, when the run takes another way from there. */
    void dropAfter(int step) {
        Map<Integer, List<float[]>> later = frames.tailMap(step, false);
        later.values().forEach(pool::push);
        later.clear();
    }

    int stride() {
        return stride;
    }

    int count() {
        return frames.size();
    }

    private List<float[]> empty() {
        List<float[]> frame = new ArrayList<>();
        live.forEach(a -> frame.add(new float[a.length]));
        return frame;
    }

    private static void copy(List<float[]> from, List<float[]> to) {
        for (int i = 0; i < from.size(); i++) {
            System.arraycopy(from.get(i), 0, to.get(i), 0, from.get(i).length);
        }
    }
}
