package dev.vitrine.ui.thought;

import dev.vitrine.engine.model.Models;
import dev.vitrine.training.History;
import dev.vitrine.training.RunConfig;
import dev.vitrine.training.Snapshot;
import dev.vitrine.training.TrainingService;
import dev.vitrine.ui.Asked;
import dev.vitrine.ui.Feature;
import dev.vitrine.ui.Mode;
import dev.vitrine.ui.Session;
import dev.vitrine.ui.Shown;
import dev.vitrine.ui.control.Curve;
import dev.vitrine.ui.control.Numbers;
import dev.vitrine.ui.control.Points;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import javafx.application.Platform;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;

/** Models of one size on the same puzzles: what each answers now, and how far it came for how many steps, operations and seconds. */
public final class ContestViewModel implements Feature {
    /** While training goes on, all are asked at most so often. */
    private static final long PAUSE_NANOS = 2_000_000_000L;
    private static final List<String> STYLES = List.copyOf(Models.REGISTRY.names());

    /** What a model has come to, as it is written. */
    record Row(String run, String name, String parameters, String perStep, String cost, String exact, Contestant contestant) {
    }

    /** What the curves are drawn over. */
    enum Measure { STEPS, FLOPS, SECONDS }

    private final Session session;
    private final Asked<Contestant> asked;
    private final IntegerProperty number = new SimpleIntegerProperty(0);
    private final ObjectProperty<Measure> measure = new SimpleObjectProperty<>(Measure.STEPS);
    private final ReadOnlyObjectWrapper<List<Row>> rows = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<List<Curve>> curves = new ReadOnlyObjectWrapper<>(List.of());
    private final Map<String, Contestant> newest = new LinkedHashMap<>();
    private final Map<String, Integer> parameters = new LinkedHashMap<>();
    private final Riddles riddles;
    private final Costs costs;
    private List<Snapshot> latest = List.of();
    private Ledger ledger = new Ledger("", 0);
    private long askedAt;

    /** @param run not used: the view shows all */
    public ContestViewModel(Session session, String run) {
        this(session, Platform::runLater);
    }

    /** @param fx brings a task to the FX thread */
    ContestViewModel(Session session, Executor fx) {
        this.session = session;
        riddles = Riddles.of(session);
        costs = new Costs(session.service());
        asked = new Asked<>(session, fx, this::measured);
        number.addListener(_ -> newest.clear());
        measure.addListener(_ -> draw());
        session.modeProperty().addListener(_ -> draw());
    }

    @Override
    public Set<String> observes() {
        return Set.of();
    }

    @Override
    public void accept(List<Snapshot> snapshots) {
        latest = snapshots;
        for (Snapshot s : snapshots) {
            parameters.computeIfAbsent(s.run(), session.service()::parameterCount);
        }
        draw();
    }

    /** Asks the model whose answer is the oldest. */
    @Override
    public void frame() {
        if (asked.busy() || latest.isEmpty() || session.running() && System.nanoTime() - askedAt < PAUSE_NANOS / latest.size()) {
            return;
        }
        Snapshot stale = null;
        for (Snapshot s : latest) {
            Contestant known = newest.get(s.run());
            boolean older = known == null || known.state() != s.step();
            if (older && (stale == null || known == null || newest.get(stale.run()) != null && known.state() < newest.get(stale.run()).state())) {
                stale = s;
            }
        }
        if (stale != null) {
            askedAt = System.nanoTime();
            String run = stale.run();
            int segments = session.service().config().supervision().segments();
            int puzzle = number.get();
            asked.ask(run, thinker -> Contestant.of(thinker, riddles.unseen(puzzle), segments, run));
        }
    }

    private void measured(Contestant now) {
        newest.put(now.run(), now);
        draw();
    }

    private void draw() {
        if (latest.isEmpty()) {
            return;
        }
        ledger = new Ledger(latest.getFirst().run(), latest.getFirst().step());
        List<Row> made = new ArrayList<>();
        List<Curve> lines = new ArrayList<>();
        TrainingService service = session.service();
        for (Snapshot s : latest) {
            made.add(row(s));
            History history = service.history(s.run());
            lines.add(new Curve(session.text("run." + s.run()), points(s.run(), history), STYLES.indexOf(s.run()), false));
        }
        rows.set(List.copyOf(made));
        curves.set(List.copyOf(lines));
    }

    /** Percent exact over what it cost. */
    private Points points(String run, History history) {
        int n = history.exact().size();
        double[] x = new double[n];
        double[] y = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = costs.of(measure.get(), run, history, (int) history.exact().at(i, 0));
            y[i] = 100.0 * history.exact().at(i, 1);
        }
        return Points.of(x, y, n);
    }

    private Row row(Snapshot s) {
        Contestant c = newest.get(s.run());
        int count = parameters.get(s.run());
        History history = session.service().history(s.run());
        ledger.count(count, "numbers that " + s.run() + " learns");
        String perStep = ledger.number(costs.flops(s.run()) / 1e9, "floating-point operations of the matrix products of a training step of " + s.run() + ", in 1e9");
        String cost = session.text(beganTrained(s.run()) ? "contest.cost.more" : "contest.cost", Numbers.integer(s.step()),
                ledger.number(costs.of(Measure.FLOPS, s.run(), history, s.step()), "steps times operations of a step, in 1e12"),
                ledger.number(costs.of(Measure.SECONDS, s.run(), history, s.step()), "sum over steps of tokens / tokens a second"));
        int measured = measured(history, s.step());
        String exact = measured < 0 ? session.text("contest.waiting") : session.text("contest.exact",
                ledger.percent(history.exact().at(measured, 1), "share of unseen puzzles that " + s.run() + " answers without a mistake"),
                Integer.toString(riddles.count()), Integer.toString((int) history.exact().at(measured, 0)));
        return new Row(s.run(), session.text("run." + s.run()), Numbers.integer(count), perStep, cost, exact, c);
    }

    /** Whether an architecture began with weights that were trained before. */
    private boolean beganTrained(String type) {
        RunConfig config = session.service().config();
        return type.equals(config.model().type()) && !config.begin().weights().isBlank();
    }

    /** The last measure up to a state; -1 for none. */
    private static int measured(History history, int state) {
        int i = history.exact().size() - 1;
        while (i >= 0 && history.exact().at(i, 0) > state) {
            i--;
        }
        return i;
    }

    /** Trains and shows all of them. */
    void showAll() {
        session.modeProperty().set(Mode.ALL);
    }

    int puzzles() {
        return riddles.count();
    }

    Session session() {
        return session;
    }

    /** Of the unseen puzzle that all are asked, from 0. */
    IntegerProperty numberProperty() {
        return number;
    }

    ObjectProperty<Measure> measureProperty() {
        return measure;
    }

    ReadOnlyObjectProperty<List<Row>> rowsProperty() {
        return rows.getReadOnlyProperty();
    }

    /** Unseen puzzles without a mistake, in percent, a curve a model. */
    ReadOnlyObjectProperty<List<Curve>> curvesProperty() {
        return curves.getReadOnlyProperty();
    }

    @Override
    public List<Shown> shown() {
        return ledger.shown();
    }
}
