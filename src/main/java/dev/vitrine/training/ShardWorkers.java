package dev.vitrine.training;

import dev.vitrine.engine.layer.Workers;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/**
 * Runs the same piece of work for every shard of a batch, or every branch of a block, on one or more threads. Which thread
 * does a piece does not touch the result: pieces share nothing but what nobody writes meanwhile, such as the weights.
 */
public final class ShardWorkers implements Workers, AutoCloseable {
    private static final int SPINS = 20_000;

    private final int threads;
    private final Helper[] helpers;
    private volatile IntConsumer task;
    private volatile int tasks;
    private volatile int round;
    private volatile boolean closed;

    public ShardWorkers(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1, got " + threads);
        }
        this.threads = threads;
        helpers = new Helper[threads - 1];
        for (int i = 0; i < helpers.length; i++) {
            helpers[i] = new Helper(i + 1);
            helpers[i].start();
        }
    }

    @Override
    public int threads() {
        return threads;
    }

    @Override
    public void run(int tasks, IntConsumer task) {
        if (helpers.length == 0 || tasks == 1) {
            for (int i = 0; i < tasks; i++) {
                task.accept(i);
            }
            return;
        }
        this.task = task;
        this.tasks = tasks;
        int now = round + 1;
        round = now;
        for (Helper h : helpers) {
            h.wake();
        }
        Throwable failure = null;
        try {
            for (int i = 0; i < tasks; i += threads) {
                task.accept(i);
            }
        } catch (RuntimeException | Error e) {
            failure = e;
        }
        for (Helper h : helpers) {
            Throwable theirs = h.await(now);
            failure = failure == null ? theirs : failure;
        }
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
    }

    @Override
    public void close() {
        closed = true;
        for (Helper h : helpers) {
            h.wake();
        }
    }

    /** Works the shards index, index + threads, ...; spins a little for the next round, then sleeps. */
    private final class Helper extends Thread {
        private final int index;
        private volatile int done;
        private volatile boolean parked;
        private volatile Throwable failure;

        Helper(int index) {
            super("shard-worker-" + index);
            this.index = index;
            setDaemon(true);
        }

        @Override
        public void run() {
            int last = 0;
            while (true) {
                last = awaitRound(last);
                if (closed) {
                    return;
                }
                try {
                    failure = null;
                    for (int i = index; i < tasks; i += threads) {
                        task.accept(i);
                    }
                } catch (RuntimeException | Error e) {
                    failure = e;
                }
                done = last;
            }
        }

        private int awaitRound(int last) {
            for (int spin = 0; round == last && !closed; spin++) {
                if (spin < SPINS) {
                    Thread.onSpinWait();
                } else {
                    parked = true;
                    if (round == last && !closed) {
                        LockSupport.parkNanos(this, 50_000_000L);
                    }
                    parked = false;
                }
            }
            return round;
        }

        void wake() {
            if (parked) {
                LockSupport.unpark(this);
            }
        }

        Throwable await(int wanted) {
            for (int spin = 0; done != wanted; spin++) {
                if (spin < SPINS) {
                    Thread.onSpinWait();
                } else {
                    Thread.yield();
                }
            }
            return failure;
        }
    }
}
