package dev.vitrine.ui;

import dev.vitrine.engine.model.ModelConfig;
import dev.vitrine.engine.optim.OptimizerConfig;
import dev.vitrine.engine.optim.ScheduleConfig;
import dev.vitrine.training.Command;
import dev.vitrine.training.Run;
import dev.vitrine.training.RunConfig;
import dev.vitrine.training.RunConfigs;
import dev.vitrine.training.RunData;
import dev.vitrine.training.Snapshot;
import dev.vitrine.training.StageConfig;
import dev.vitrine.training.TrainingService;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** A session with a small real run that is stepped piece by piece, pumped by hand for one view without a toolkit. */
public final class SteppedSession implements AutoCloseable {
    private static final long TIMEOUT_NANOS = 30_000_000_000L;

    private final RunConfig config;
    private final RunData data;
    private final TrainingService service;
    private final Session session;
    private Set<String> asked = Set.of();
    private Snapshot last;

    /** @param changes of the config, key=value */
    public SteppedSession(String type, String order, String norm, String... changes) {
        ModelConfig model = new ModelConfig(type, 0, 8, 2, 2, 16, 24, "swiglu", norm, 1e-5, order, "rope", 10_000, false, false, 2,
                2, "last_cycle");
        RunConfig usual = new RunConfig("test", "", 5, System.getProperty("vitrine.backend", "simd"), 2, "char", model,
                OptimizerConfig.DEFAULT, List.of(new StageConfig("train", "rhymes.json", "stream", 0, 12, 4, 0,
                new ScheduleConfig("constant", 0.01, 0, 1))), 100, "the", "the ");
        config = RunConfigs.set(usual, changes);
        data = RunData.load(config);
        service = new TrainingService(config, data, 1, 1 << 24);
        session = new Session(new Texts(List.of("step", "gradients"), Locale.ENGLISH), Runnable::run, null, null);
        session.open(service);
        service.start();
    }

    public Session session() {
        return session;
    }

    public RunConfig config() {
        return config;
    }

    /** Pumps until the view has come to what is wanted. */
    public Snapshot until(Feature view, BooleanSupplier wanted) {
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < TIMEOUT_NANOS) {
            if (!view.observes().equals(asked)) {
                asked = view.observes();
                service.send(new Command.Observe(asked));
            }
            List<Snapshot> newest = service.snapshots().take();
            if (newest != null) {
                session.accept(newest);
                view.accept(newest);
                last = newest.getFirst();
            }
            view.frame();
            if (last != null && wanted.getAsBoolean()) {
                return last;
            }
            Thread.onSpinWait();
        }
        throw new IllegalStateException("the view did not come to what was wanted; it observes " + view.observes());
    }

    /** Sends a command and pumps until so many pieces of a step are done. */
    public Snapshot until(Feature view, Command command, int step, int pieces) {
        service.send(command);
        Snapshot[] seen = new Snapshot[1];
        Feature watching = new Feature() {
            @Override
            public Set<String> observes() {
                return view.observes();
            }

            @Override
            public void accept(List<Snapshot> snapshots) {
                seen[0] = snapshots.getFirst();
                view.accept(snapshots);
            }

            @Override
            public void frame() {
                view.frame();
            }

            @Override
            public List<Shown> shown() {
                return view.shown();
            }
        };
        until(watching, () -> seen[0] != null && seen[0].step() == step && seen[0].piece() == pieces);
        return seen[0];
    }

    /** A run of its own, brought to a state with its batch worked up to the update. */
    public Run independent(int step) {
        Run run = new Run(config, data, 1, 1 << 24);
        run.goTo(step);
        run.runToTarget();
        return run;
    }

    @Override
    public void close() {
        service.close();
    }
}
