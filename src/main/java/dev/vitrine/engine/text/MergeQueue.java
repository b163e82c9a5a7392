package dev.vitrine.engine.text;

import java.util.Arrays;

/** Least first: ranks of merges with the places where they could be done. */
final class MergeQueue {
    private long[] heap;
    private int size;

    MergeQueue(int capacity) {
        heap = new long[Math.max(4, capacity)];
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** @param rank comes before @param place in the order */
    void add(int rank, int place) {
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, 2 * size);
        }
        long added = (long) rank << 32 | place;
        int at = size++;
        while (at > 0 && heap[at - 1 >> 1] > added) {
            heap[at] = heap[at - 1 >> 1];
            at = at - 1 >> 1;
        }
        heap[at] = added;
    }

    static int rank(long entry) {
        return (int) (entry >>> 32);
    }

    static int place(long entry) {
        return (int) entry;
    }

    long take() {
        long least = heap[0];
        long last = heap[--size];
        int at = 0;
        for (int child = 1; child < size; child = 2 * at + 1) {
            if (child + 1 < size && heap[child + 1] < heap[child]) {
                child++;
            }
            if (heap[child] >= last) {
                break;
            }
            heap[at] = heap[child];
            at = child;
        }
        heap[at] = last;
        return least;
    }
}
