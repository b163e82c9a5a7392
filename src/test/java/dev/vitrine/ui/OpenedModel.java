package dev.vitrine.ui;

import dev.vitrine.engine.Draws;
import dev.vitrine.engine.Tiny;
import dev.vitrine.engine.checkpoint.LoadedModel;
import dev.vitrine.engine.model.Gpt;
import dev.vitrine.training.Command;
import dev.vitrine.training.InferenceService;
import dev.vitrine.training.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;

/** A small Transformer without a tokenizer, opened in a session that is fed by hand in place of the window. */
public final class OpenedModel implements AutoCloseable {
    public static final int LAYERS = 3;

    public final Gpt model;
    public final Session session;
    public final InferenceService service;
    private final ExecutorService background = Executors.newSingleThreadExecutor();
    private final ConcurrentLinkedQueue<Runnable> arrived = new ConcurrentLinkedQueue<>();

    public OpenedModel(String... views) {
        model = new Gpt(Tiny.config("vocabularySize", 29, "contextLength", 80, "layers", LAYERS, "heads", 2), new Draws(3));
        Tiny.disturb(model.parameters(), 0.3);
        service = new InferenceService(new LoadedModel("vitrine-gpt", model, Optional.empty(), OptionalInt.empty(), List.of()), "m", "simd");
        List<String> texts = new ArrayList<>(List.of("shell", "attention"));
        texts.addAll(List.of(views));
        session = new Session(new Texts(texts, Locale.ROOT), background, null, null);
        service.start();
        session.open(service);
    }

    /** Takes the place of the FX thread: what is brought to it is run by {@link #run}. */
    public Executor fx() {
        return arrived::add;
    }

    /** Feeds the view until something is so. */
    public void run(Feature view, BooleanSupplier reached) {
        service.send(new Command.Observe(view.observes()));
        SmallRun.until(() -> {
            List<Snapshot> newest = service.snapshots().take();
            if (newest != null) {
                session.accept(newest);
                view.accept(newest);
            }
            view.frame();
            for (Runnable work = arrived.poll(); work != null; work = arrived.poll()) {
                work.run();
            }
            return reached.getAsBoolean();
        });
    }

    @Override
    public void close() {
        service.close();
        background.shutdownNow();
    }
}
