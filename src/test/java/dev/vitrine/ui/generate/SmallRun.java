package dev.vitrine.ui.generate;

import dev.vitrine.engine.model.ModelConfig;
import dev.vitrine.engine.optim.OptimizerConfig;
import dev.vitrine.engine.optim.ScheduleConfig;
import dev.vitrine.training.Command;
import dev.vitrine.training.GenerationService;
import dev.vitrine.training.RunConfig;
import dev.vitrine.training.RunData;
import dev.vitrine.training.Snapshot;
import dev.vitrine.training.StageConfig;
import dev.vitrine.training.TrainingService;
import dev.vitrine.ui.Session;
import dev.vitrine.ui.Texts;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A small real run with a session around it, driven by hand in place of the pump. */
final class SmallRun implements AutoCloseable {
    private static final long TIMEOUT_NANOS = 20_000_000_000L;

    final TrainingService service;
    final Session session;
    private final ExecutorService background = Executors.newSingleThreadExecutor();
    private final GenerationService generation = new GenerationService("ejml");

    SmallRun(String tokenizer, String format) {
        ModelConfig model = new ModelConfig("gpt", 0, 8, 2, 2, 16, 32, "swiglu", "rms_norm", 1e-5, "pre", "rope", 10000, false, false, 2,
                2, "last_cycle");
        RunConfig config = new RunConfig("small", "", 1, "ejml", 1, tokenizer, model, OptimizerConfig.DEFAULT,
                List.of(new StageConfig("train", "rhymes.json", format, 0, 40, 4, 0, new ScheduleConfig("cosine", 0.01, 2, 0.1))),
                20, "the cat", "the ");
        service = new TrainingService(config, RunData.load(config), 1, 16L << 20);
        session = new Session(new Texts(List.of("generate"), Locale.ROOT), background, generation, null);
        service.start();
        session.open(service);
    }

    GenerateViewModel view(String run) {
        return new GenerateViewModel(session, run);
    }

    /** Goes to a step, and gives the view its snapshot. */
    Snapshot show(GenerateViewModel view, int step) {
        service.send(new Command.Resume());
        until(() -> service.history("gpt").states() > step);
        service.send(new Command.Seek(step));
        Snapshot[] at = new Snapshot[1];
        until(() -> {
            List<Snapshot> newest = service.snapshots().take();
            if (newest != null && newest.getFirst().step() == step && newest.getFirst().piece() > 0) {
                view.accept(newest);
                at[0] = newest.getFirst();
            }
            return at[0] != null;
        });
        return at[0];
    }

    /** The bars of the prompt's next token for the present state. */
    void settle(GenerateViewModel view) {
        until(() -> {
            view.frame();
            return view.next().moment() != null && !view.next().staleProperty().get();
        });
    }

    void write(GenerateViewModel view) {
        view.generate();
        until(() -> {
            view.frame();
            return !view.text().writingProperty().get();
        });
    }

    static void until(BooleanSupplier reached) {
        long end = System.nanoTime() + TIMEOUT_NANOS;
        while (!reached.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not reached within 20 s");
            }
            LockSupport.parkNanos(200_000);
        }
    }

    @Override
    public void close() {
        service.close();
        generation.close();
        background.shutdownNow();
    }
}
