package dev.vitrine.training;

import java.util.concurrent.atomic.AtomicReference;

/**
 * A mailbox of one, where a new value replaces an unread one. The reader asks with {@link #take()}; the writer looks
 * at {@link #isWanted()} before it pays for making a value. Memory and cost are bounded however slow the reader is.
 */
public final class LatestValue<T> {
    private final AtomicReference<T> slot = new AtomicReference<>();
    private volatile boolean wanted = true;

    public boolean isWanted() {
        return wanted;
    }

    public void put(T value) {
        wanted = false;
        slot.set(value);
    }

    /** The newest value not taken yet, or null. Taking it asks for another. */
    public T take() {
        T value = slot.getAndSet(null);
        if (value != null) {
            wanted = true;
        }
        return value;
    }
}
