package dev.vitrine.ui;

import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.engine.layer.PassContext;
import dev.vitrine.engine.model.ModelConfig;
import dev.vitrine.engine.model.ModelPass;
import dev.vitrine.engine.optim.OptimizerConfig;
import dev.vitrine.engine.optim.ScheduleConfig;
import dev.vitrine.engine.tensor.Weights;
import dev.vitrine.training.Command;
import dev.vitrine.training.Prompts;
import dev.vitrine.training.Run;
import dev.vitrine.training.RunConfig;
import dev.vitrine.training.RunConfigs;
import dev.vitrine.training.RunData;
import dev.vitrine.training.Snapshot;
import dev.vitrine.training.StageConfig;
import dev.vitrine.training.TrainingService;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A session with a small real run, driven by hand, and an independent engine to compare it with. */
public final class ProbedSession implements AutoCloseable {
    private static final int STEPS = 6;
    private static final long TIMEOUT_NANOS = 30_000_000_000L;

    private final RunConfig config;
    private final RunData data;
    private final TrainingService service;
    private final Session session;

    /** @param layers  of the model; {@code type} is what is shown first
     *  @param changes of the config, key=value */
    public ProbedSession(String type, int layers, String... changes) {
        ModelConfig model = new ModelConfig(type, 0, 16, layers, 2, 16, 24, "swiglu", "rms_norm", 1e-5, "post", "rope", 10_000,
                false, false, 2, 2, "last_cycle");
        RunConfig usual = new RunConfig("test", "", 3, System.getProperty("vitrine.backend", "simd"), 1, "char", model,
                OptimizerConfig.DEFAULT, List.of(new StageConfig("train", "rhymes.json", "stream", 0, STEPS, 4, 0,
                new ScheduleConfig("constant", 0.01, 0, 1))), 100, "the big cat", "the ");
        config = RunConfigs.set(usual, changes);
        data = RunData.load(config);
        service = new TrainingService(config, data, 1, 1 << 24);
        session = new Session(new Texts(List.of("attention", "hrm"), Locale.ENGLISH), Runnable::run, null, null);
        session.open(service);
        service.start();
    }

    public Session session() {
        return session;
    }

    /** The state at the end of training, with all that the feature observes. */
    public List<Snapshot> trained(Feature feature) {
        return at(STEPS, feature);
    }

    public List<Snapshot> at(int step, Feature feature) {
        service.send(new Command.Resume());
        take(STEPS, feature);
        service.send(new Command.Seek(step));
        return take(step, feature);
    }

    /** The present state again, with what the feature observes now. */
    public List<Snapshot> again(Feature feature) {
        return take(session.step(), feature);
    }

    private List<Snapshot> take(int step, Feature feature) {
        service.snapshots().take();
        service.send(new Command.Observe(feature.observes()));
        int tokens = Math.min(16, Prompts.start(data.tokenizer(), session.probeProperty().get()).length);
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < TIMEOUT_NANOS) {
            List<Snapshot> newest = service.snapshots().take();
            if (newest != null && newest.stream().allMatch(s -> s.step() == step && s.probeTokens().length == tokens)
                    && newest.stream().anyMatch(s -> s.tensors().keySet().containsAll(feature.observes()))) {
                session.accept(newest);
                feature.accept(newest);
                feature.frame();
                return newest;
            }
            Thread.onSpinWait();
        }
        throw new IllegalStateException("no snapshot of step " + step + " with " + feature.observes());
    }

    /** All tensors of the probe at a state, from a run of its own and a pass of its own; named as in snapshots. */
    public Map<String, float[]> independent(String type, int step) {
        Map<String, float[]> all = new HashMap<>();
        try (Run run = new Run(config.withModel(config.model().withType(type)), data, 1, 1 << 24)) {
            run.goTo(step);
            run.runToTarget();
            int[] tokens = Prompts.start(data.tokenizer(), session.probeProperty().get());
            tokens = tokens.length > 16 ? Arrays.copyOf(tokens, 16) : tokens;
            ModelPass pass = run.model().newPass(PassContext.evaluation(1, tokens.length, Weights.LIVE,
                    Backends.create(config.backend())));
            System.arraycopy(tokens, 0, pass.tokens(), 0, tokens.length);
            pass.forward();
            pass.tensors((name, shape, filler) -> {
                float[] values = new float[shape.count()];
                filler.fill(values);
                all.put("probe." + name, values);
            });
        }
        return all;
    }

    @Override
    public void close() {
        service.close();
    }
}
