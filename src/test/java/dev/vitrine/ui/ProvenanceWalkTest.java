package dev.vitrine.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.vitrine.engine.model.Models;
import dev.vitrine.engine.sample.Choice;
import dev.vitrine.training.Command;
import dev.vitrine.training.GenerationService;
import dev.vitrine.training.Oracle;
import dev.vitrine.training.RunConfig;
import dev.vitrine.training.RunConfigs;
import dev.vitrine.training.RunData;
import dev.vitrine.training.Snapshot;
import dev.vitrine.training.TrainingService;
import dev.vitrine.ui.control.Numbers;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javafx.scene.control.ListView;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.framework.junit5.Stop;

/** Every number on the screen is the engine's: each is worked out again by a run that the window knows nothing of. */
@ExtendWith(ApplicationExtension.class)
class ProvenanceWalkTest {
    private static final int STEPS = 12;
    private static final int LEAST_NUMBERS = 5;

    private Person person;

    @Start
    void start(Stage stage) {
        person = new Person(stage, "start");
    }

    @Stop
    void stop() {
        person.close();
    }

    static Stream<RunConfig> configs() {
        return Stream.of(RunConfigs.preset("start"), RunConfigs.preset("start-hrm"), inLines(), inParts());
    }

    /** Words in lines, with a border between two stages on the way. */
    private static RunConfig inLines() {
        return RunConfigs.set(RunConfigs.preset("rustgpt"), "name=small", "model.channels=16", "model.layers=2", "model.heads=2",
                "model.hidden=32", "stages.0.epochs=0", "stages.0.steps=8", "stages.1.epochs=0", "stages.1.steps=4");
    }

    /** Two micro-batches a step, a loss of more than -log p, and averaged weights that write. */
    private static RunConfig inParts() {
        return RunConfigs.set(inLines(), "name=parts", "update.accumulate=2", "update.ema_decay=0.9", "loss.label_smoothing=0.1",
                "loss.z_loss=0.001", "loss.scored=answers", "model.experts.count=2");
    }

    @ParameterizedTest
    @MethodSource("configs")
    void everyNumberIsTheEngines(RunConfig config) {
        open(config);
        person.train(STEPS);
        try (Truth truth = new Truth(config)) {
            walk(truth);
            if (config.name().equals("start")) {
                person.act(() -> person.window().session().modeProperty().set(Mode.BOTH));
                person.untilSettled(STEPS);
                walk(truth);
                person.act(() -> person.window().session().modeProperty().set(Mode.TRANSFORMER));
                person.seek(5);
                walk(truth);
            }
        }
    }

    private void open(RunConfig config) {
        person.untilReady("start");
        RunData data = RunData.load(config);
        TrainingService service = new TrainingService(config, data, 1, 64L << 20);
        service.start();
        person.act(() -> {
            TrainingService before = person.window().session().service();
            person.window().session().open(service);
            before.send(new Command.Stop());
        });
        person.untilReady(config.name());
    }

    private void walk(Truth truth) {
        int step = person.snapshot().step();
        boolean hrm = person.types().contains(Models.HRM);
        for (ViewSpec view : Views.TEXT) {
            boolean transformer = view.id().equals("lens") || view.id().equals("ablation");
            if (view.id().equals("hrm") && !hrm || transformer && !person.types().contains(Models.GPT)) {
                continue;
            }
            person.open(view);
            person.until("numbers in the view " + view.id(), () -> person.window().onStage().stream()
                    .allMatch(f -> f.shown().size() >= LEAST_NUMBERS));
            check(truth, view.id() + " at step " + step);
            if (view.id().equals("step")) {
                walkPieces(truth, step);
            }
        }
    }

    /** The Step Lens shows other numbers for each piece of the step. */
    private void walkPieces(Truth truth, int step) {
        ListView<?> pieces = person.find("stepPieces", ListView.class);
        for (int i = 0; i < person.snapshot().pieces(); i++) {
            int piece = i;
            person.act(() -> pieces.getSelectionModel().select(piece));
            person.frames(20);
            check(truth, "piece " + i + " of step " + step);
        }
    }

    private void check(Truth truth, String where) {
        List<Shown> shown = person.shown();
        truth.prepare(shown);
        for (Shown s : shown) {
            truth.check(where, s, person.window().session().service());
        }
    }

    /** Independent runs of both architectures, and what they were asked already. */
    private static final class Truth implements AutoCloseable {
        private final RunConfig config;
        private final Map<String, Oracle> oracles = new HashMap<>();
        private final Map<String, Snapshot> snapshots = new HashMap<>();
        private final Map<List<Object>, Choice> choices = new HashMap<>();

        Truth(RunConfig config) {
            this.config = config;
        }

        private Oracle oracle(String run) {
            return oracles.computeIfAbsent(run, r -> new Oracle(config, r));
        }

        /** Asks for all tensors of a state at once. */
        void prepare(List<Shown> shown) {
            snapshots.clear();
            Map<String, Set<String>> names = new HashMap<>();
            for (Shown s : shown) {
                if (s.source() instanceof Source.Tensor t) {
                    names.computeIfAbsent(t.run() + " " + t.step(), k -> new TreeSet<>()).add(t.tensor());
                }
            }
            names.forEach((key, all) -> {
                String[] at = key.split(" ");
                snapshots.put(key, oracle(at[0]).snapshot(Integer.parseInt(at[1]), all));
            });
        }

        void check(String where, Shown s, TrainingService service) {
            switch (s.source()) {
                case Source.Tensor t -> {
                    var tensor = snapshots.get(t.run() + " " + t.step()).tensor(t.tensor());
                    require(tensor.isPresent() && tensor.get().step() == t.step(), where, s, "no such tensor");
                    same(where, s, tensor.get().data()[t.index()]);
                }
                case Source.Metric m when m.series().equals("tokens_per_second") ->
                        same(where, s, service.history(m.run()).tokensPerSecond().at(m.step()));
                case Source.Metric m -> same(where, s, oracle(m.run()).metric(m.series(), m.step()));
                case Source.Generated g -> {
                    Choice choice = choices.computeIfAbsent(List.of(g.run(), g.step(), g.before(), g.given(), g.sampling()),
                            k -> oracle(g.run()).choice(g.step(), g.before(), g.given(), g.sampling()));
                    same(where, s, Oracle.probabilities(choice, g.which())[g.token()]);
                }
                case Source.Derived d -> {
                    require(!d.formula().isBlank() && !Double.isInfinite(s.value()), where, s, "a finite value and its formula");
                }
            }
        }

        /** The same bits behind the text, and the text one of the two or three ways in which a number is written. */
        private static void same(String where, Shown s, float truth) {
            require(Double.compare(s.value(), truth) == 0, where, s, Float.toString(truth));
            require(IntStream.rangeClosed(2, 4).anyMatch(digits -> Numbers.format(truth, 6 - digits).equals(s.text())), where, s,
                    Numbers.format(truth));
        }

        /** There are a hundred thousand numbers: a text is made for the one that is wrong. */
        private static void require(boolean so, String where, Shown s, String instead) {
            if (!so || s.text().isBlank()) {
                fail(where + " shows " + s + ", but the engine has " + instead);
            }
        }

        @Override
        public void close() {
            oracles.values().forEach(Oracle::close);
        }
    }

    /** A weight is changed by hand: what depends on it changes, and nothing else. */
    @Test
    void whatDependsOnAWeightChangesWithItAndNothingElse() {
        RunConfig config = RunConfigs.preset("start");
        // a service that never runs, so that nothing but the changed weight comes to the views
        TrainingService idle = new TrainingService(config, RunData.load(config), 1, 1 << 20);
        try (GenerationService generation = new GenerationService(config.backend()); Oracle oracle = new Oracle(config, Models.GPT)) {
            Session session = person.see(() -> new Session(Window.texts(), Runnable::run, generation, null));
            person.act(() -> session.open(idle));
            Set<String> changed = poked(oracle, session, "blocks.1.attn.qkv.weight");
            assertThat(changed).contains("home loss", "home grad_norm", "attention probe.blocks.1.attn.pattern", "step clip.norms");
            assertThat(changed).doesNotContain("home learning_rate", "attention probe.blocks.0.attn.pattern");
            Set<String> byHead = poked(oracle, session, "head.weight");
            assertThat(byHead).contains("home loss", "home grad_norm", "step clip.norms");
            assertThat(byHead).doesNotContain("home learning_rate");
            assertThat(byHead.stream().filter(name -> name.startsWith("attention "))).as("attention").isEmpty();
        }
    }

    /** What is shown otherwise after a weight was changed: names of views and of what they show. */
    private Set<String> poked(Oracle oracle, Session session, String parameter) {
        Set<String> changed = new HashSet<>();
        float[] weights = oracle.at(0).model().parameters().get(parameter).value().data;
        float[] kept = weights.clone();
        for (ViewSpec view : Views.TEXT) {
            if (Set.of("hrm", "generate", "lens", "ablation").contains(view.id())) {
                continue;       // no HRM; the others read weights that they ask a service for
            }
            Feature feature = person.see(() -> view.model().apply(session, Models.GPT));
            feed(feature, oracle);
            List<Shown> before = feed(feature, oracle);
            for (int i = 0; i < weights.length; i += 97) {
                weights[i] += 0.5f;
            }
            oracle.again();
            List<Shown> after = feed(feature, oracle);
            assertThat(after).as(view.id()).hasSameSizeAs(before);
            for (int i = 0; i < after.size(); i++) {
                assertThat(after.get(i).source()).as(view.id()).isEqualTo(before.get(i).source());
                if (Double.compare(after.get(i).value(), before.get(i).value()) != 0) {
                    changed.add(view.id() + " " + name(after.get(i).source()));
                }
            }
            System.arraycopy(kept, 0, weights, 0, kept.length);
            oracle.again();
            assertThat(feed(feature, oracle)).as(view.id() + ", the weight as it was").isEqualTo(before);
        }
        return changed;
    }

    /** Gives a view the oracle's state, as the pump would, and reads it when it is drawn. */
    private List<Shown> feed(Feature feature, Oracle oracle) {
        person.act(() -> {
            feature.accept(List.of(oracle.snapshot(feature.observes())));
            feature.frame();
        });
        person.frames(3);
        return person.see(feature::shown);
    }

    private static String name(Source source) {
        return switch (source) {
            case Source.Tensor t -> t.tensor();
            case Source.Metric m -> m.series();
            case Source.Generated g -> g.which();
            case Source.Derived d -> d.formula();
        };
    }
}
