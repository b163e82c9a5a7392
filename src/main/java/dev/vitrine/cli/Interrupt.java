package dev.vitrine.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Turns Ctrl-C and a kill into a question that a loop asks: it ends in its own time, and the process waits for that. */
final class Interrupt implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 30;

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook = new Thread(this::waitForEnd, "interrupt");
    private volatile boolean asked;

    Interrupt() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    boolean asked() {
        return asked;
    }

    private void waitForEnd() {
        asked = true;
        try {
            if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("the work under way did not end within " + PATIENCE_SECONDS + " s and was given up");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the process is ending already, and the hook has just been let go
        }
    }
}
