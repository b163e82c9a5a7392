package dev.vitrine.training;

import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.engine.kernel.Kernels;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** Thinks about puzzles on a thread of its own, on copies of weights, while training goes on. */
public final class ThinkingService implements AutoCloseable {
    private final ExecutorService executor = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "thinking");
        thread.setDaemon(true);
        return thread;
    });
    private final Kernels kernels;   // of that thread

    /** @param backend name in {@link Backends} */
    public ThinkingService(String backend) {
        kernels = Backends.create(backend);
    }

    /** Asks a model something; questions are worked in their order. */
    public <T> CompletableFuture<T> ask(Command.WeightsAt from, Function<Thinker, T> question) {
        return CompletableFuture.supplyAsync(() -> question.apply(new Thinker(from, kernels)), executor);
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
