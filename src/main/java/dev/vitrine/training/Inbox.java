package dev.vitrine.training;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Commands from any thread for the one thread that carries them out. After its end whoever waits for an answer gets a refusal. */
final class Inbox {
    private final BlockingQueue<Command> commands = new LinkedBlockingQueue<>();
    private final String whyEnded;
    private volatile boolean ended;

    /** @param whyEnded what is told to who asks when nobody is left to answer */
    Inbox(String whyEnded) {
        this.whyEnded = whyEnded;
    }

    void send(Command command) {
        commands.add(command);
        if (ended) {
            refuse();
        }
    }

    /** The next one, when it comes. */
    Command take() throws InterruptedException {
        return commands.take();
    }

    /** The next one, or null. */
    Command poll() {
        return commands.poll();
    }

    boolean isEmpty() {
        return commands.isEmpty();
    }

    /** Nobody is left to carry commands out. */
    void end() {
        ended = true;
        refuse();
    }

    private void refuse() {
        for (Command c = commands.poll(); c != null; c = commands.poll()) {
            if (c instanceof Command.Asks asks) {
                asks.answer().completeExceptionally(new IllegalStateException(whyEnded));
            }
        }
    }
}
