package dev.vitrine.ui.thought;

import dev.vitrine.engine.model.ModelConfig;
import dev.vitrine.training.Snapshot;
import dev.vitrine.training.Thought;
import dev.vitrine.training.WhatIf;
import dev.vitrine.ui.Asked;
import dev.vitrine.ui.Feature;
import dev.vitrine.ui.Session;
import dev.vitrine.ui.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import javafx.application.Platform;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;

/**
 * A model of the run thinks about a puzzle, anew with every state that is looked at: which model, which puzzle, how, and which
 * of the updates is looked at. The pages show the rest.
 */
public final class ThoughtViewModel implements Feature {
    /** While training goes on, a thought is worked at most so often. */
    private static final long PAUSE_NANOS = 400_000_000;

    /** A thought, and the same as trained. */
    private record Thinking(Reading now, Reading asTrained) {
    }

    private final Session session;
    private final Asked<Thinking> asked;
    private final Chooser chooser;
    private final Supposing supposing = new Supposing();
    private final Minds minds;
    private final IntegerProperty segments = new SimpleIntegerProperty(8);
    private final BooleanProperty preliminary = new SimpleBooleanProperty();
    private final IntegerProperty cursor = new SimpleIntegerProperty(-1);
    private final ReadOnlyObjectWrapper<Reading> reading = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper viewing = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper where = new ReadOnlyStringWrapper("");
    private final ObjectProperty<String> page = new SimpleObjectProperty<>("strip");
    private final BoardModel board;
    private final StripSection strip;
    private final OrbitSection orbits;
    private final SettleSection settling;
    private final HaltSection halting;
    private final AccuracySection accuracy;
    private final SpreadSection spread;
    private final AttentionSection attention;
    private final WhatIfSection whatIf;
    private Reading asTrained;
    private Snapshot latest;
    private boolean dirty;
    private long askedAt;

    /** @param run not used: the view lets one choose */
    public ThoughtViewModel(Session session, String run) {
        this(session, Platform::runLater);
    }

    /** @param fx brings a task to the FX thread */
    ThoughtViewModel(Session session, Executor fx) {
        this.session = session;
        minds = new Minds(session);
        chooser = new Chooser(session, fx);
        asked = new Asked<>(session, fx, this::thought);
        Pools pools = new Pools(session, fx, n -> chooser.riddles().firstUnseen(n).stream().map(Riddle::question).toList());
        board = new BoardModel(session);
        strip = new StripSection(session, cursor);
        orbits = new OrbitSection(session, pools, cursor);
        settling = new SettleSection(session, pools, cursor);
        halting = new HaltSection(session, minds::continues);
        accuracy = new AccuracySection(session, fx, n -> chooser.riddles().firstUnseen(n));
        spread = new SpreadSection(session, pools);
        attention = new AttentionSection(session, fx);
        whatIf = new WhatIfSection(session, supposing, () -> asTrained);
        minds.chosenProperty().addListener(_ -> begin());
        chooser.riddleProperty().addListener(_ -> {
            dirty = true;
            board.show(chooser.riddleProperty().get(), null, -1);
        });
        segments.addListener(_ -> dirty = true);
        preliminary.addListener(_ -> dirty = true);
        supposing.all().forEach(o -> o.addListener(_ -> dirty = true));
        cursor.addListener(_ -> look());
        session.generateRequestsProperty().addListener(_ -> chooser.typed(session.promptProperty().get()));
        page.addListener(_ -> section().wake());
        if (session.service() != null) {
            segments.set(minds.segments());
            accuracy.segmentsProperty().set(Math.min(64, 2 * minds.segments()));
            begin();
        }
    }

    /** Another model thinks. */
    private void begin() {
        ModelConfig config = minds.config();
        supposing.asTrained(config.hCycles(), config.lCycles());
        supposing.beforeProperty().set(null);
        show(null);
        latest = null;
        dirty = true;
    }

    @Override
    public Set<String> observes() {
        return Set.of();        // thoughts are worked on copies of weights
    }

    @Override
    public void accept(List<Snapshot> snapshots) {
        minds.shown();
        snapshots.stream().filter(s -> s.run().equals(minds.chosen())).findFirst().ifPresent(s -> {
            latest = s;
            dirty |= reading.get() == null || reading.get().thought().state() != s.step();
            say();
        });
    }

    @Override
    public void frame() {
        boolean rests = latest != null && (!latest.running() || System.nanoTime() - askedAt > PAUSE_NANOS);
        if (dirty && rests && !asked.busy() && chooser.riddleProperty().get() != null) {
            dirty = false;
            askedAt = System.nanoTime();
            think(chooser.riddleProperty().get());
        }
    }

    private void think(Riddle riddle) {
        WhatIf how = supposing.how(segments.get());
        WhatIf plain = supposing.any() ? supposing.trained(segments.get()) : null;
        boolean early = preliminary.get();
        List<int[]> question = List.of(riddle.question());
        asked.ask(minds.chosen(), thinker -> {
            Thought thought = thinker.think(question, how).getFirst();
            Reading now = Reading.of(thought, riddle, how, early);
            return new Thinking(now, plain == null ? now : Reading.of(thinker.think(question, plain).getFirst(), riddle, plain, early));
        });
    }

    private void thought(Thinking now) {
        if (!now.now().thought().run().equals(minds.chosen())) {
            dirty = true;
            return;
        }
        asTrained = now.asTrained();
        show(now.now());
    }

    private void show(Reading now) {
        Reading before = reading.get();
        int at = cursor.get();
        boolean last = before == null || at < 0 || at >= before.size() - 1;
        reading.set(now);
        sections().forEach(s -> s.read(now));
        int wanted = now == null ? -1 : last ? now.size() - 1 : Math.min(at, now.size() - 1);
        cursor.set(wanted);
        look();
        if (now != null) {
            section().wake();
        }
    }

    private void look() {
        board.show(chooser.riddleProperty().get(), reading.get(), cursor.get());
        sections().forEach(s -> s.look(cursor.get()));
        say();
    }

    private void say() {
        Reading now = reading.get();
        viewing.set(latest == null ? "" : session.text("thought.viewing", Integer.toString(now == null ? latest.step() : now.thought().state()),
                Integer.toString(latest.total())) + session.averaged());
        int at = cursor.get();
        where.set(now == null || at < 0 || at >= now.size() ? "" : session.text(now.levels().isEmpty() ? "thought.where.only"
                : now.update(at).differentiated() ? "thought.where.gradient" : "thought.where.constant",
                now.update(at).level(), Reading.label(now.update(at)), Integer.toString(at + 1), Integer.toString(now.size())));
    }

    /** Explains a cell of the answer, if there is one. */
    void inspect(int cell) {
        Reading now = reading.get();
        if (now != null && cursor.get() >= 0 && cursor.get() < now.size() && cell < now.riddle().question().length) {
            session.inspectedProperty().set(new Explanation(session).cell(now, cursor.get(), cell));
        }
    }

    /** The next end of a segment, or the one before. */
    void segment(int by) {
        Reading now = reading.get();
        if (now != null) {
            now.ends().stream().filter(end -> by > 0 ? end > cursor.get() : end < cursor.get())
                    .reduce((a, b) -> by > 0 ? a : b).ifPresent(cursor::set);
        }
    }

    /** The update after, or before. */
    void update(int by) {
        if (reading.get() != null && reading.get().size() > 0) {
            cursor.set(Math.clamp(cursor.get() + (long) by, 0, reading.get().size() - 1));
        }
    }

    List<Section> sections() {
        return List.of(strip, orbits, settling, halting, accuracy, spread, attention, whatIf);
    }

    private Section section() {
        return sections().stream().filter(s -> s.id().equals(page.get())).findFirst().orElse(strip);
    }

    @Override
    public List<Shown> shown() {
        List<Shown> all = new ArrayList<>(section().shown());
        all.addAll(board.shown());
        Reading now = reading.get();
        if (now != null && cursor.get() >= 0 && cursor.get() < now.size()) {
            Ledger ledger = Ledger.of(now);
            ledger.count(cursor.get() + 1, "number of the update that is looked at");
            ledger.count(now.size(), "updates of the thought");
            all.addAll(ledger.shown());
        }
        return all;
    }

    Session session() {
        return session;
    }

    Chooser chooser() {
        return chooser;
    }

    Minds minds() {
        return minds;
    }

    BoardModel board() {
        return board;
    }

    StripSection strip() {
        return strip;
    }

    OrbitSection orbits() {
        return orbits;
    }

    SettleSection settling() {
        return settling;
    }

    HaltSection halting() {
        return halting;
    }

    AccuracySection accuracy() {
        return accuracy;
    }

    SpreadSection spread() {
        return spread;
    }

    AttentionSection attention() {
        return attention;
    }

    WhatIfSection whatIf() {
        return whatIf;
    }

    /** M of the thought. */
    IntegerProperty segmentsProperty() {
        return segments;
    }

    /** Whether each answer is that after one more update of the high level. */
    BooleanProperty preliminaryProperty() {
        return preliminary;
    }

    /** Number of the update that is looked at; -1 for none. */
    IntegerProperty cursorProperty() {
        return cursor;
    }

    /** Id of the page that is seen. */
    ObjectProperty<String> pageProperty() {
        return page;
    }

    ReadOnlyObjectProperty<Reading> readingProperty() {
        return reading.getReadOnlyProperty();
    }

    ReadOnlyStringProperty viewingProperty() {
        return viewing.getReadOnlyProperty();
    }

    /** The update that is looked at, in words. */
    ReadOnlyStringProperty whereProperty() {
        return where.getReadOnlyProperty();
    }
}
