package dev.vitrine.ui.tokens;

import dev.vitrine.training.EvaluationJob;
import dev.vitrine.training.ScoredText;
import dev.vitrine.training.Snapshot;
import dev.vitrine.training.TextEvaluator;
import dev.vitrine.training.TrainingService;
import dev.vitrine.ui.Feature;
import dev.vitrine.ui.NewestJob;
import dev.vitrine.ui.Session;
import dev.vitrine.ui.Shown;
import dev.vitrine.ui.Source;
import dev.vitrine.ui.control.Numbers;
import dev.vitrine.ui.control.ReliabilityData;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;

/** A model measured on texts of its run, with the weights of the state that is seen when it is asked for. FX thread only. */
public final class EvaluationViewModel implements Feature {
    /** A text token by token, of a job. */
    record Detail(EvaluationJob job, EvaluationRow row, ScoredText tokens) {
    }

    private final Session session;
    private final Queue<Runnable> arrived = new ConcurrentLinkedQueue<>();
    private final NewestJob<Detail> details;
    private final ReadOnlyObjectWrapper<List<String>> runs = new ReadOnlyObjectWrapper<>(List.of());
    private final ObjectProperty<String> run = new SimpleObjectProperty<>();
    private final ReadOnlyObjectWrapper<List<EvaluationText>> texts = new ReadOnlyObjectWrapper<>(List.of());
    private final ObjectProperty<EvaluationText> text = new SimpleObjectProperty<>();
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
    private final ReadOnlyDoubleWrapper progress = new ReadOnlyDoubleWrapper();
    private final ReadOnlyStringWrapper status = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper stale = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<List<EvaluationFigures.Figure>> figures = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<ReliabilityData> reliability = new ReadOnlyObjectWrapper<>(ReliabilityData.EMPTY);
    private final ObjectProperty<EvaluationRow.Order> order = new SimpleObjectProperty<>(EvaluationRow.Order.TEXT);
    private final ReadOnlyObjectWrapper<List<EvaluationRow>> rows = new ReadOnlyObjectWrapper<>(List.of());
    private final ObjectProperty<EvaluationRow> row = new SimpleObjectProperty<>();
    private final ReadOnlyObjectWrapper<Detail> detail = new ReadOnlyObjectWrapper<>();

    private TrainingService service;
    private EvaluationJob job;       // under way
    private boolean cancelled;       // before the weights came
    private EvaluationJob measured;  // that is shown
    private String measuredRun = "";
    private List<Shown> shown = List.of();

    public EvaluationViewModel(Session session) {
        this.session = session;
        details = new NewestJob<>(session.background(), arrived::add, this::looked);
        order.addListener(_ -> sort());
        row.addListener(_ -> look());
    }

    @Override
    public Set<String> observes() {
        return Set.of();
    }

    @Override
    public void accept(List<Snapshot> snapshots) {
        if (service != session.service()) {
            open();
        }
        List<String> now = snapshots.stream().map(Snapshot::run).toList();
        if (!now.equals(runs.get())) {
            runs.set(now);
            run.set(now.contains(run.get()) ? run.get() : now.getFirst());
        }
        stale.set(measured != null && snapshots.stream().noneMatch(s -> s.run().equals(measuredRun) && s.step() == measured.step()));
    }

    private void open() {
        cancel();
        service = session.service();
        job = null;
        busy.set(false);
        status.set("");
        forget();
        texts.set(EvaluationText.of(service));
        text.set(texts.get().isEmpty() ? null : texts.get().getFirst());
    }

    private void forget() {
        measured = null;
        figures.set(List.of());
        reliability.set(ReliabilityData.EMPTY);
        rows.set(List.of());
        row.set(null);
        detail.set(null);
        shown = List.of();
    }

    /** Measures the chosen model on the chosen texts; while it does, training goes on. */
    void evaluate() {
        if (busy.get() || text.get() == null || service != session.service()) {
            return;
        }
        busy.set(true);
        cancelled = false;
        progress.set(0);
        status.set(session.text("evaluation.waiting"));
        TrainingService from = service;
        String which = run.get();
        EvaluationText measuring = text.get();
        session.weights(which).whenComplete((weights, failure) -> arrived.add(() -> {
            if (from != session.service()) {
                return;
            }
            if (failure != null || cancelled) {
                end(failure == null ? session.text("evaluation.cancelled") : failure.getMessage());
                return;
            }
            job = EvaluationJob.start(weights, from.config().backend(), from.data().tokenizer(), measuring.lines(), measuring.template());
            measuredRun = which;
        }));
    }

    void cancel() {
        cancelled = true;
        if (job != null) {
            job.cancel();
        }
    }

    private void end(String said) {
        job = null;
        busy.set(false);
        status.set(said);
    }

    @Override
    public void frame() {
        for (Runnable work = arrived.poll(); work != null; work = arrived.poll()) {
            work.run();
        }
        if (job == null) {
            return;
        }
        if (!job.done()) {
            progress.set((double) job.reached() / job.lines().size());
            status.set(session.text("evaluation.reached", Numbers.integer(job.reached()), Numbers.integer(job.lines().size()),
                    Integer.toString(job.step())));
        } else if (job.result() == null) {
            end(job.failure());
        } else {
            show(job);
        }
    }

    private void show(EvaluationJob of) {
        forget();
        measured = of;
        TextEvaluator.Result result = of.result();
        EvaluationFigures all = EvaluationFigures.of(session, measuredRun, of.step(), result);
        figures.set(all.figures());
        shown = all.shown();
        reliability.set(new ReliabilityData(result.calibration().bins().stream()
                .map(b -> new ReliabilityData.Bin(b.from(), b.to(), b.count(), b.confidence(), b.accuracy())).toList()));
        sort();
        end(session.text("evaluation.done", session.text("run." + measuredRun), Integer.toString(of.step()),
                Numbers.integer(result.samples().size()), Numbers.integer(result.total().tokens()),
                Numbers.integer(result.total().characters())) + session.averaged()
                + (result.unknown() == 0 ? "" : " " + session.text("evaluation.unknown", Numbers.integer(result.unknown()))));
    }

    private void sort() {
        if (measured == null) {
            return;
        }
        List<TextEvaluator.Sample> samples = measured.result().samples();
        EvaluationRow chosen = row.get();
        rows.set(IntStream.range(0, samples.size()).mapToObj(i -> new EvaluationRow(i + 1, samples.get(i)))
                .sorted(order.get().rows()).toList());
        row.set(chosen);
    }

    private void look() {
        EvaluationJob of = measured;
        EvaluationRow at = row.get();
        if (of == null || at == null) {
            detail.set(null);
        } else if (detail.get() == null || !detail.get().row().equals(at)) {
            details.submit(() -> new Detail(of, at, of.evaluator().tokens(at.sample().text())));
        }
    }

    private void looked(Detail now) {
        if (now.job() == measured && now.row().equals(row.get())) {
            detail.set(now);
        }
    }

    /** The inspector explains a token of the text that is looked at. */
    void inspect(int at) {
        if (detail.get() != null && at < detail.get().tokens().size()) {
            session.inspectedProperty().set(EvaluationExplanation.of(session, measuredRun, measured.step(), detail.get(), at));
        }
    }

    @Override
    public List<Shown> shown() {
        List<Shown> all = new ArrayList<>(shown);
        for (EvaluationRow each : rows.get()) {
            double loss = each.sample().likelihood().lossNats();
            all.add(new Shown(Numbers.format(loss), loss, new Source.Derived(measuredRun, measured.step(), "loss of text " + each.number())));
        }
        if (detail.get() != null) {
            ScoredText tokens = detail.get().tokens();
            for (int i = 0; i < tokens.size(); i++) {
                all.add(new Shown(Numbers.format(-tokens.nats()[i], 2), -tokens.nats()[i], new Source.Derived(measuredRun,
                        measured.step(), "log p of token " + i + " of text " + detail.get().row().number())));
            }
        }
        return all;
    }

    Session session() {
        return session;
    }

    /** What is written of a token. */
    String token(int id) {
        return service.data().tokenizer().token(id);
    }

    ReadOnlyObjectProperty<List<String>> runsProperty() {
        return runs.getReadOnlyProperty();
    }

    /** The model that is measured next. */
    ObjectProperty<String> runProperty() {
        return run;
    }

    ReadOnlyObjectProperty<List<EvaluationText>> textsProperty() {
        return texts.getReadOnlyProperty();
    }

    /** What it is measured on next. */
    ObjectProperty<EvaluationText> textProperty() {
        return text;
    }

    ReadOnlyBooleanProperty busyProperty() {
        return busy.getReadOnlyProperty();
    }

    /** 0 to 1. */
    ReadOnlyDoubleProperty progressProperty() {
        return progress.getReadOnlyProperty();
    }

    ReadOnlyStringProperty statusProperty() {
        return status.getReadOnlyProperty();
    }

    /** Whether the state that is seen is another than the one that was measured. */
    ReadOnlyBooleanProperty staleProperty() {
        return stale.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<List<EvaluationFigures.Figure>> figuresProperty() {
        return figures.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<ReliabilityData> reliabilityProperty() {
        return reliability.getReadOnlyProperty();
    }

    ObjectProperty<EvaluationRow.Order> orderProperty() {
        return order;
    }

    ReadOnlyObjectProperty<List<EvaluationRow>> rowsProperty() {
        return rows.getReadOnlyProperty();
    }

    /** The text that is looked at, or null. */
    ObjectProperty<EvaluationRow> rowProperty() {
        return row;
    }

    /** It token by token, as soon as that is known. */
    ReadOnlyObjectProperty<Detail> detailProperty() {
        return detail.getReadOnlyProperty();
    }
}
