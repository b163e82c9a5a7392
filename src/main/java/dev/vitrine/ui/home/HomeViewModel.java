package dev.vitrine.ui.home;

import dev.vitrine.engine.model.ModelConfig;
import dev.vitrine.engine.text.Tokenizer;
import dev.vitrine.training.History;
import dev.vitrine.training.Snapshot;
import dev.vitrine.training.TrainingService;
import dev.vitrine.ui.Feature;
import dev.vitrine.ui.Inspected;
import dev.vitrine.ui.Session;
import dev.vitrine.ui.Shown;
import dev.vitrine.ui.Sight;
import dev.vitrine.ui.Source;
import dev.vitrine.ui.control.Numbers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/** A mini of everything that one architecture does: its numbers, its loss, what it writes and where a token looks. */
public final class HomeViewModel implements Feature {
    private final Session session;
    private final String run;
    private final Figures figuresOf;
    private final Writer writer;
    private final ReadOnlyStringWrapper viewing = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper hash = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<List<Figure>> figures = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<LossCurve> loss = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper lossCaption = new ReadOnlyStringWrapper("");
    private final ReadOnlyIntegerWrapper lossPoints = new ReadOnlyIntegerWrapper();
    private final ReadOnlyIntegerWrapper step = new ReadOnlyIntegerWrapper();
    private final ReadOnlyObjectWrapper<Writing> writing = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<List<Writing>> earlier = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyStringWrapper writingCaption = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper readOut = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<Looks> looks = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper looksCaption = new ReadOnlyStringWrapper("");
    private final ReadOnlyIntegerWrapper layers = new ReadOnlyIntegerWrapper(1);
    private final ReadOnlyIntegerWrapper heads = new ReadOnlyIntegerWrapper(1);
    private final ReadOnlyObjectWrapper<Solver> solver = new ReadOnlyObjectWrapper<>();
    private TrainingService service;
    private Snapshot latest;
    private int parameters;
    private Integer pointedAt;

    public HomeViewModel(Session session, String run) {
        this.session = session;
        this.run = run;
        figuresOf = new Figures(session);
        figures.set(Figure.IDS.stream().map(Figure::none).toList());
        writer = new Writer(session, run);
        session.tokenProperty().addListener((value, before, now) -> look());
        session.layerProperty().addListener((value, before, now) -> look());
        session.headProperty().addListener((value, before, now) -> look());
    }

    @Override
    public Set<String> observes() {
        return session.service() == null || session.puzzles() ? Set.of() : Set.of(Looks.tensor(run, model(), layer()));
    }

    @Override
    public void accept(List<Snapshot> snapshots) {
        latest = snapshots.getFirst();
        if (service != session.service()) {
            opened();
        }
        step.set(latest.step());
        hash.set(latest.stateHashText());
        viewing.set(session.text("home.viewing", Numbers.integer(latest.step()), Numbers.integer(latest.total())));
        figures.set(figuresOf.of(latest, service.history(run), parameters));
        look();
        frame();
    }

    private void opened() {
        service = session.service();
        parameters = service.parameterCount(run);
        layers.set(Looks.layers(run, model()));
        heads.set(model().heads());
        solver.set(session.puzzles() ? new Solver(session, run, Platform::runLater) : null);
        if (session.tokenProperty().get() == 0 && !session.puzzles()) {
            session.tokenProperty().set(latest.probeTokens().length - 1);    // the first token can look at itself only
        }
    }

    @Override
    public void frame() {
        if (latest == null || service != session.service()) {
            return;
        }
        History h = service.history(run);
        if (loss.get() == null || loss.get().history() != h) {
            loss.set(new LossCurve(session, h));
        }
        loss.get().grown();
        lossPoints.set(h.loss().size() + h.validation().size());
        lossCaption.set(loss.get().caption(title(), latest));
        if (solver.get() == null) {
            writer.frame(latest);
            write();
        } else {
            solver.get().frame(latest);
        }
    }

    private void write() {
        Writing now = writer.current(latest);
        List<Writing> before = now == null ? List.of() : writer.before(now.step());
        if (now != writing.get()) {
            writing.set(now);
            readOut.set(now == null ? "" : session.text("home.writing.words", Integer.toString(now.known()),
                    Integer.toString(now.words())));
        }
        if (!before.equals(earlier.get())) {
            earlier.set(before);
        }
        writingCaption.set(now == null ? session.text("home.writing.waiting") : session.text(
                writingStale() ? "home.writing.stale" : "home.writing.caption", Numbers.integer(now.step()),
                Numbers.format(Writer.TEMPERATURE, 1), Long.toString(service.config().seed())) + session.averaged());
    }

    /** Whether the text is of another step than the one that is viewed, at rest. */
    boolean writingStale() {
        return writing.get() != null && !latest.running() && writing.get().step() != latest.step();
    }

    private void look() {
        if (latest == null || service != session.service()) {
            return;
        }
        latest.tensor(Looks.tensor(run, model(), layer())).ifPresentOrElse(pattern -> {
            Tokenizer tokenizer = service.data().tokenizer();
            List<String> tokens = Arrays.stream(latest.probeTokens()).mapToObj(tokenizer::token).toList();
            int query = pointedAt != null ? pointedAt : session.tokenProperty().get();
            Looks now = Looks.of(latest, pattern, layer(), head(), query, tokens, Sight.of(model()));
            looks.set(now);
            looksCaption.set(session.text(now.stale() ? "home.looks.stale" : "home.looks.caption", title(),
                    Numbers.integer(pattern.step()), Integer.toString(layer()), Integer.toString(head()),
                    Integer.toString(heads.get()), Integer.toString(now.query())));
        }, () -> {
            looks.set(null);
            looksCaption.set(session.text("home.looks.waiting", Integer.toString(layer())));
        });
    }

    /** Lets a token look as long as it is pointed at; null lets the selected one look again. */
    void point(Integer token) {
        pointedAt = token;
        look();
        if (token != null && looks.get() != null) {
            session.inspectedProperty().set(looks.get().inspected(session));
        }
    }

    /** Selects a token for all views. */
    void select(int token) {
        session.tokenProperty().set(token);
    }

    void inspect(Figure f) {
        String known = f.source() == null ? session.text("home.figure.none") : f.exact();
        session.inspectedProperty().set(new Inspected(session.text("home.figure." + f.id()),
                session.text("home.figure.address", run, Integer.toString(step.get()), f.id()), known,
                session.text("home.figure." + f.id() + (f.id().equals("loss") && !session.service().config().minimisesMeanLogLoss()
                        ? ".formula.more" : ".formula")), List.of(), List.of(),
                session.text("home.figure." + f.id() + ".explain")));
    }

    void seek(int wanted) {
        session.seek(wanted);
    }

    @Override
    public List<Shown> shown() {
        List<Shown> all = new ArrayList<>();
        if (latest == null) {
            return all;
        }
        figures.get().stream().filter(f -> f.source() != null)
                .forEach(f -> all.add(new Shown(f.text(), f.value(), f.source())));
        all.add(new Shown(hash.get(), latest.stateHash(), new Source.Derived(run, latest.step(), "state hash")));
        all.addAll(loss.get().shown(run));
        if (writing.get() != null) {
            counted(all, writing.get());
        }
        earlier.get().forEach(w -> counted(all, w));
        if (solver.get() != null) {
            all.addAll(solver.get().shown());
        } else if (looks.get() != null) {
            all.addAll(looks.get().shown());
        }
        return all;
    }

    private void counted(List<Shown> all, Writing w) {
        all.add(new Shown(Integer.toString(w.known()), w.known(),
                new Source.Derived(run, w.step(), "words of the generated text that are words of the training text")));
        all.add(new Shown(Integer.toString(w.words()), w.words(), new Source.Derived(run, w.step(), "words of the generated text")));
    }

    String title() {
        return session.text("run." + run);
    }

    private ModelConfig model() {
        return session.service().config().model();
    }

    /** The session's layer, or the last one that there is. */
    int layer() {
        return Math.clamp(session.layerProperty().get(), 0, Looks.layers(run, model()) - 1);
    }

    int head() {
        return Math.clamp(session.headProperty().get(), 0, model().heads() - 1);
    }

    Session session() {
        return session;
    }

    /** What solves a puzzle; null in a run on text. */
    ReadOnlyObjectProperty<Solver> solverProperty() {
        return solver.getReadOnlyProperty();
    }

    ReadOnlyStringProperty viewingProperty() {
        return viewing.getReadOnlyProperty();
    }

    ReadOnlyStringProperty hashProperty() {
        return hash.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<List<Figure>> figuresProperty() {
        return figures.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<LossCurve> lossProperty() {
        return loss.getReadOnlyProperty();
    }

    ReadOnlyStringProperty lossCaptionProperty() {
        return lossCaption.getReadOnlyProperty();
    }

    /** Changes when the curves have grown. */
    ReadOnlyIntegerProperty lossPointsProperty() {
        return lossPoints.getReadOnlyProperty();
    }

    /** The viewed step. */
    ReadOnlyIntegerProperty stepProperty() {
        return step.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Writing> writingProperty() {
        return writing.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<List<Writing>> earlierProperty() {
        return earlier.getReadOnlyProperty();
    }

    ReadOnlyStringProperty writingCaptionProperty() {
        return writingCaption.getReadOnlyProperty();
    }

    ReadOnlyStringProperty readOutProperty() {
        return readOut.getReadOnlyProperty();
    }

    /** Null until the pattern has come. */
    ReadOnlyObjectProperty<Looks> looksProperty() {
        return looks.getReadOnlyProperty();
    }

    ReadOnlyStringProperty looksCaptionProperty() {
        return looksCaption.getReadOnlyProperty();
    }

    /** Blocks whose attention can be shown. */
    ReadOnlyIntegerProperty layersProperty() {
        return layers.getReadOnlyProperty();
    }

    ReadOnlyIntegerProperty headsProperty() {
        return heads.getReadOnlyProperty();
    }
}
