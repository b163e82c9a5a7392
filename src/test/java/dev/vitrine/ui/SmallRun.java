package dev.vitrine.ui;

import dev.vitrine.engine.model.ModelConfig;
import dev.vitrine.engine.optim.OptimizerConfig;
import dev.vitrine.engine.optim.ScheduleConfig;
import dev.vitrine.training.Command;
import dev.vitrine.training.GenerationService;
import dev.vitrine.training.Run;
import dev.vitrine.training.RunConfig;
import dev.vitrine.training.RunData;
import dev.vitrine.training.Snapshot;
import dev.vitrine.training.StageConfig;
import dev.vitrine.training.TrainingService;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A small real run with a session around it and views that are fed by hand in place of the pump; and its twin to compare with. */
public final class SmallRun implements AutoCloseable {
    public static final int STEPS = 160;
    private static final long TIMEOUT_NANOS = 30_000_000_000L;
    private static final String BACKEND = "ejml";

    public final Session session;
    public final TrainingService service;
    private final RunConfig config = config();
    private final RunData data = RunData.load(config);
    private final ExecutorService background = Executors.newSingleThreadExecutor();
    private final GenerationService generation = new GenerationService(BACKEND);

    public SmallRun(String... views) {
        service = new TrainingService(config, data, 1, 64L << 20);
        List<String> texts = new ArrayList<>(List.of("shell"));
        texts.addAll(List.of(views));
        session = new Session(new Texts(texts, Locale.ROOT), background, generation, null);
        service.start();
        session.open(service);
    }

    private static RunConfig config() {
        ModelConfig model = new ModelConfig("gpt", 0, 8, 4, 2, 16, 32, "swiglu", "rms_norm", 1e-5, "post", "rope", 10000, false, false,
                2, 2, "last_cycle");
        return new RunConfig("small", "", 1, BACKEND, 1, "char", model, OptimizerConfig.DEFAULT,
                List.of(new StageConfig("train", "rhymes.json", "stream", 0, STEPS, 4, 0.05, new ScheduleConfig("cosine", 0.01, 5, 0.1))),
                20, "the cat", "the ");
    }

    /** The same run, worked by itself until the batch of the given step has been worked and its update made. */
    public Run twin(String type, int step) {
        Run run = new Run(config.withModel(config.model().withType(type)), data, 1, 64L << 20);
        run.goTo(step + 1);
        run.runToTarget();
        return run;
    }

    /** The same run, worked as far as this one has come. */
    public Run twin(String type) {
        return twin(type, service.history(type).states() - 1);
    }

    /** Trains to a step if it was not reached before, goes there and gives the view its snapshots. */
    public List<Snapshot> show(Feature view, int step) {
        if (!reached(step)) {
            service.send(new Command.Resume());
            until(() -> reached(step));
        }
        return view(view, step);
    }

    private boolean reached(int step) {
        return session.modeProperty().get().types().stream()
                .allMatch(type -> service.history(type) != null && service.history(type).states() > step);
    }

    /** Goes to a step that was reached before. */
    public List<Snapshot> view(Feature view, int step) {
        service.send(new Command.Observe(view.observes()));
        service.send(new Command.Seek(step));
        List<List<Snapshot>> at = new ArrayList<>();
        until(() -> {
            List<Snapshot> newest = service.snapshots().take();
            if (newest != null && newest.size() == session.modeProperty().get().types().size() && newest.stream().allMatch(s -> s.step() == step
                    && s.piece() == s.pieces() - 1 && view.observes().stream().allMatch(n -> s.tensors().containsKey(n)))) {
                view.accept(newest);
                at.add(newest);
            }
            return !at.isEmpty();
        });
        return at.getFirst();
    }

    /** Gives the view whatever comes until something is reached. */
    public void run(Feature view, BooleanSupplier reached) {
        until(() -> {
            List<Snapshot> newest = service.snapshots().take();
            if (newest != null) {
                view.accept(newest);
            }
            view.frame();
            return reached.getAsBoolean();
        });
    }

    public static void until(BooleanSupplier reached) {
        long end = System.nanoTime() + TIMEOUT_NANOS;
        while (!reached.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not reached within 30 s");
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
