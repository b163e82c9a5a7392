package dev.vitrine.ui;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import javafx.animation.AnimationTimer;

/** A row of actions on the window, each begun as soon as what it waits for is true; looked at once a frame. */
final class Script extends AnimationTimer {
    private record Line(String what, BooleanSupplier ready, Runnable action) {
    }

    private final Deque<Line> lines = new ArrayDeque<>();
    private final long limitNanos;
    private final Runnable done;
    private final Consumer<String> stuck;
    private long waitingSince;
    private long frames;

    /**
     * @param limitSeconds longest wait for one line
     * @param done         called after the last line
     * @param stuck        called with what a line waited for in vain
     */
    Script(int limitSeconds, Runnable done, Consumer<String> stuck) {
        limitNanos = limitSeconds * 1_000_000_000L;
        this.done = done;
        this.stuck = stuck;
    }

    /** Waits for something, then acts. */
    Script when(String what, BooleanSupplier ready, Runnable action) {
        lines.add(new Line(what, ready, action));
        return this;
    }

    /** Lets some frames pass, so that what was changed is drawn, then acts. */
    Script then(Runnable action) {
        long[] until = {-1};
        return when("frames to be drawn", () -> {
            if (until[0] < 0) {
                until[0] = frames + 20;
            }
            return frames >= until[0];
        }, action);
    }

    @Override
    public void handle(long now) {
        frames++;
        if (waitingSince == 0) {
            waitingSince = now;
        }
        Line next = lines.peek();
        if (next == null) {
            stop();
            done.run();
        } else if (next.ready.getAsBoolean()) {
            lines.poll();
            waitingSince = now;
            next.action.run();
        } else if (now - waitingSince > limitNanos) {
            stop();
            stuck.accept(next.what);
        }
    }
}
