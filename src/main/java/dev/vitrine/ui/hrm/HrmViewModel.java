package dev.vitrine.ui.hrm;

import dev.vitrine.engine.model.ModelConfig;
import dev.vitrine.engine.model.Models;
import dev.vitrine.training.Snapshot;
import dev.vitrine.training.TrainingService;
import dev.vitrine.ui.Feature;
import dev.vitrine.ui.Inspected;
import dev.vitrine.ui.Mode;
import dev.vitrine.ui.NewestJob;
import dev.vitrine.ui.Session;
import dev.vitrine.ui.Shown;
import dev.vitrine.ui.Source;
import dev.vitrine.ui.control.Numbers;
import dev.vitrine.ui.control.Trajectory.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;

/** HRM's states in their planes, the size of its updates and its answer after each cycle. */
public final class HrmViewModel implements Feature {
    private final Session session;
    private final NewestJob<Thinking> job;
    private final NewestJob<TwinCount> counting;
    private final ReadOnlyStringWrapper missing = new ReadOnlyStringWrapper("");
    private final BooleanProperty possible = new SimpleBooleanProperty(true);
    private final ReadOnlyStringWrapper setting = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper counts = new ReadOnlyStringWrapper("");
    private final ObjectProperty<Positions> positions = new SimpleObjectProperty<>(Positions.ALL);
    private final BooleanProperty frozen = new SimpleBooleanProperty();
    private final ReadOnlyObjectWrapper<HrmPicture> picture = new ReadOnlyObjectWrapper<>(HrmPicture.EMPTY);
    private TwinCount twins;
    private Snapshot latest;
    private Thinking thinking;
    private boolean dirty;
    private Inspected own;
    private Supplier<Inspected> subject;

    /** @param run not used: the view shows HRM only */
    public HrmViewModel(Session session, String run) {
        this(session, Platform::runLater);
    }

    /** @param fx brings a task to the FX thread */
    HrmViewModel(Session session, Executor fx) {
        this.session = session;
        job = new NewestJob<>(session.background(), fx, this::thought);
        counting = new NewestJob<>(session.background(), fx, this::counted);
        session.serviceProperty().addListener(_ -> opened());
        session.modeProperty().addListener(_ -> availability());
        session.tokenProperty().addListener(_ -> dirty = dirty || positions.get() == Positions.ONE);
        positions.addListener(_ -> dirty = true);
        frozen.addListener(_ -> dirty = true);
        opened();
    }

    private void opened() {
        latest = null;
        thinking = null;
        twins = null;
        subject = null;
        picture.set(HrmPicture.EMPTY);
        counts.set("");
        setting.set("");
        availability();
        if (session.service() != null && possible.get()) {
            Cycles cycles = Cycles.of(config());
            setting.set(session.text("hrm.setting", Integer.toString(cycles.high()), Integer.toString(cycles.low()),
                    Integer.toString(cycles.high() * cycles.low()), session.text("hrm.gradient." + config().gradient())));
        }
    }

    private void availability() {
        TrainingService service = session.service();
        possible.set(service == null || service.config().model().layers() >= 2);
        boolean shown = session.modeProperty().get().types().contains(Models.HRM);
        missing.set(!possible.get() ? session.text("hrm.impossible") : shown ? "" : session.text("hrm.missing"));
    }

    /** Trains and shows HRM instead of the Transformer. */
    public void showHrm() {
        session.modeProperty().set(Mode.HRM);
    }

    private ModelConfig config() {
        return session.service().config().model().withType(Models.HRM);
    }

    @Override
    public Set<String> observes() {
        if (session.service() == null || !missing.get().isEmpty()) {
            return Set.of();
        }
        return names(Cycles.of(config()));
    }

    private static Set<String> names(Cycles cycles) {
        Set<String> names = new TreeSet<>(List.of(Cycles.start(Level.HIGH), Cycles.start(Level.LOW)));
        cycles.updates().forEach(u -> names.add(u.tensor()));
        for (int c = 0; c < cycles.high(); c++) {
            names.add(Cycles.logits(c));
        }
        return names;
    }

    @Override
    public void accept(List<Snapshot> snapshots) {
        snapshots.stream().filter(s -> s.run().equals(Models.HRM)).findFirst().ifPresent(s -> {
            latest = s;
            dirty = true;
        });
    }

    @Override
    public void frame() {
        if (session.service() == null || !possible.get()) {
            return;
        }
        if (twins == null && counts.get().isEmpty()) {
            counts.set(session.text("hrm.counting"));
            TrainingService service = session.service();
            ModelConfig sizes = config().withVocabulary(service.data().tokenizer().vocabSize());
            counting.submit(() -> TwinCount.of(sizes, service.config().seed()));
        }
        if (dirty && latest != null) {
            dirty = false;
            work(latest);
        }
    }

    private void work(Snapshot snapshot) {
        Cycles cycles = Cycles.of(config());
        if (snapshot.tensors().keySet().containsAll(names(cycles))) {
            int position = Math.clamp(session.tokenProperty().get(), 0, snapshot.probeTokens().length - 1);
            Positions chosen = positions.get();
            Thinking held = frozen.get() ? thinking : null;
            job.submit(() -> Thinking.of(snapshot, cycles, chosen, position, held));
        }
    }

    private void thought(Thinking now) {
        if (latest == null || session.service() == null) {
            return;                     // another run was opened meanwhile
        }
        thinking = now;
        picture.set(new Drawing(session, now).picture());
        if (subject != null && session.inspectedProperty().get() == own) {
            inspect(subject);
        }
    }

    private void counted(TwinCount now) {
        twins = now;
        counts.set(session.text("hrm.counts", Numbers.integer(now.hrm()), Numbers.integer(now.transformer()),
                Numbers.format(now.difference())));
    }

    /** Explains a point of a plane; the explanation follows the steps. */
    public void pickState(Level level, int index) {
        inspect(() -> index < thinking.orbit(level).states().size() ? new Explanation(session, thinking).state(level, index) : null);
    }

    public void pickUpdate(int index) {
        inspect(() -> index < picture.get().residuals().size() ? new Explanation(session, thinking).update(index) : null);
    }

    /** @param row of the table of answers: 0 is the right answer, then come the cycles */
    public void pickAnswer(int row, int position) {
        session.tokenProperty().set(position);
        inspect(() -> row > 0 && position + 1 < thinking.thoughts().tokens().length
                ? new Explanation(session, thinking).answer(row - 1, position, picture.get().thoughts().columns()) : null);
    }

    private void inspect(Supplier<Inspected> what) {
        Inspected found = thinking == null ? null : what.get();
        if (found != null) {
            subject = what;
            own = found;
            session.inspectedProperty().set(found);
        }
    }

    @Override
    public List<Shown> shown() {
        List<Shown> all = new ArrayList<>();
        if (!missing.get().isEmpty()) {
            return all;
        }
        all.addAll(picture.get().shown());
        if (twins != null) {
            int step = latest == null ? 0 : latest.step();
            all.add(new Shown(Numbers.integer(twins.hrm()), twins.hrm(),
                    new Source.Derived(Models.HRM, step, "numbers that HRM learns")));
            all.add(new Shown(Numbers.integer(twins.transformer()), twins.transformer(),
                    new Source.Derived(Models.GPT, step, "numbers that the Transformer of the same config learns")));
            all.add(new Shown(Numbers.format(twins.difference()), twins.difference(),
                    new Source.Derived(Models.HRM, step, "100 (HRM - Transformer) / Transformer")));
        }
        return all;
    }

    public Session session() {
        return session;
    }

    /** Why there is nothing to see, or empty. */
    public ReadOnlyStringProperty missingProperty() {
        return missing.getReadOnlyProperty();
    }

    /** False for a config that HRM cannot have. */
    public BooleanProperty possibleProperty() {
        return possible;
    }

    /** N, T and the gradient in words. */
    public ReadOnlyStringProperty settingProperty() {
        return setting.getReadOnlyProperty();
    }

    /** Sizes of HRM and its Transformer twin. */
    public ReadOnlyStringProperty countsProperty() {
        return counts.getReadOnlyProperty();
    }

    /** What of the states goes into the planes. */
    public ObjectProperty<Positions> positionsProperty() {
        return positions;
    }

    /** Whether the planes stay as they are while training goes on, so that the points move. */
    public BooleanProperty frozenProperty() {
        return frozen;
    }

    /** Everything that is drawn, of one snapshot. */
    public ReadOnlyObjectProperty<HrmPicture> pictureProperty() {
        return picture.getReadOnlyProperty();
    }
}
