package dev.vitrine.ui.gradients;

import dev.vitrine.training.History;
import dev.vitrine.training.Snapshot;
import dev.vitrine.training.TensorSnapshot;
import dev.vitrine.ui.Feature;
import dev.vitrine.ui.Inspected;
import dev.vitrine.ui.Session;
import dev.vitrine.ui.Shown;
import dev.vitrine.ui.control.Cell;
import dev.vitrine.ui.control.Numbers;
import dev.vitrine.ui.control.RatioBars;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** Gradient norm and update : weight ratio of every parameter, at the viewed step and over the run. */
public final class GradientsViewModel implements Feature {
    private final Session session;
    private final String run;
    private final OverTime overTime;
    private final GradientHistogram histogram;
    private final ExpertUse experts;
    private final ObservableList<RatioBars.Row> norms = FXCollections.observableArrayList();
    private final ObservableList<RatioBars.Row> ratios = FXCollections.observableArrayList();
    private final IntegerProperty selected = new SimpleIntegerProperty(-1);
    private final ReadOnlyIntegerWrapper viewed = new ReadOnlyIntegerWrapper(0);
    private final ReadOnlyStringWrapper caption = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper parts = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper normsTitle = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper ratiosTitle = new ReadOnlyStringWrapper("");
    private Groups groups = Groups.NONE;
    private History history;
    private Snapshot latest;
    private StepNumbers numbers;
    private int described = -1;         // step that the caption is for
    private boolean chosenByPerson = true;
    private Inspected mine;

    public GradientsViewModel(Session session, String run) {
        this.session = session;
        this.run = run;
        overTime = new OverTime(session, run);
        histogram = new GradientHistogram(session, run);
        experts = new ExpertUse(session, run);
        selected.addListener(change -> choose());
        caption.set(session.text("gradients.noSteps"));
    }

    @Override
    public Set<String> observes() {
        String name = parameter();
        Set<String> wanted = new TreeSet<>(experts.observes());
        wanted.add(StepNumbers.NORMS);
        if (!name.isEmpty()) {
            wanted.add("grad." + name);
        }
        return wanted;
    }

    @Override
    public void accept(List<Snapshot> snapshots) {
        latest = snapshots.getFirst();
        viewed.set(latest.step());
        histogram.accept(latest);
        experts.accept(latest);
        frame();
    }

    @Override
    public void frame() {
        History newest = session.service() == null ? null : session.service().history(run);
        if (newest == null) {
            return;
        }
        boolean other = newest != history;
        if (other) {
            history = newest;
            groups = Groups.of(newest.parameters());
            overTime.open(newest);
        }
        int known = newest.updateRatios().size();
        StepNumbers now = numbers(Math.min(viewed.get(), known - 1));
        if (other || now.row() != numbers.row() || now.normsOf() != numbers.normsOf() || described != viewed.get()) {
            numbers = now;
            drawBars();
        }
        overTime.read(known);
        if (groups.parameter(selected.get()) < 0 && groups.lines().size() > 1) {
            chosenByPerson = false;
            selected.set(1);
            chosenByPerson = true;
        } else if (other) {
            chosenByPerson = false;
            choose();
            chosenByPerson = true;
        }
    }

    /** The viewed step's norms are there as soon as the engine has clipped, before the history has them. */
    private StepNumbers numbers(int row) {
        TensorSnapshot clip = latest == null ? null : latest.tensor(StepNumbers.NORMS).orElse(null);
        boolean newer = clip != null && clip.step() > row && clip.step() == viewed.get();
        return new StepNumbers(run, history, groups, row, newer ? clip.step() : row, newer ? clip.data() : new float[0]);
    }

    private void drawBars() {
        describe();
        if (numbers.normsOf() < 0) {
            parts.set("");
            norms.clear();
            ratios.clear();
            return;
        }
        norms.setAll(numbers.norms(this::title));
        ratios.setAll(numbers.ratios(this::title));
        parts.set(session.text("gradients.parts", norms.stream().filter(RatioBars.Row::heading)
                .map(r -> r.name() + " " + Numbers.format(r.value())).collect(Collectors.joining(" · "))));
        if (inspecting()) {
            explain();
        }
    }

    private String title(String group) {
        String key = "gradients.group." + group;
        return session.texts().containsKey(key) ? session.text(key) : group;
    }

    private void describe() {
        described = viewed.get();
        int row = numbers.row();
        int normsOf = numbers.normsOf();
        String step = Integer.toString(viewed.get());
        caption.set(normsOf < 0 ? session.text("gradients.noSteps")
                : row == viewed.get() ? session.text("gradients.caption", run, step)
                : session.text("gradients.older", run, step, row < 0 ? "−" : Integer.toString(row)));
        normsTitle.set(session.text("gradients.norms.of", Integer.toString(Math.max(0, normsOf))));
        ratiosTitle.set(session.text("gradients.ratios.of", Integer.toString(Math.max(0, row))));
    }

    /** The chosen parameter, or the empty text. */
    private String parameter() {
        int p = groups.parameter(selected.get());
        return p < 0 || history == null ? "" : history.parameters().get(p);
    }

    private void choose() {
        String name = parameter();
        if (!name.isEmpty()) {
            overTime.choose(name);
            histogram.choose(name);
            if (latest != null) {
                histogram.accept(latest);
            }
        }
        if (chosenByPerson || inspecting()) {
            explain();
        }
    }

    /** Chooses the parameter of a row of the film. */
    void chooseOfFilm(Cell cell) {
        if (cell != null) {
            selected.set(groups.lineOf(cell.row()));
        }
    }

    private void explain() {
        int p = groups.parameter(selected.get());
        if (p < 0 || numbers == null || numbers.normsOf() < 0) {
            return;
        }
        double norm = numbers.norm(p);
        double all = numbers.whole();
        double ratio = numbers.ratio(p);
        inspect(new Inspected(session.text("gradients.title", parameter()),
                session.text("gradients.address", run, Integer.toString(numbers.normsOf()), Quantity.NORM.series(parameter())),
                Numbers.exact((float) norm), session.text("gradients.formula"),
                List.of(session.text("gradients.term.norm", Numbers.format(norm)),
                        session.text("gradients.term.share", Numbers.format(norm), Numbers.format(all),
                                Numbers.format(norm * norm / (all * all))),
                        session.text("gradients.term.ratio", Numbers.format(ratio), Numbers.format(Math.log10(ratio)))),
                List.of(), session.text("gradients.explain")));
    }

    /** Explains a bin of the histogram, or the chosen parameter again. */
    void previewBin(Integer bin) {
        Inspected about = bin == null ? null : histogram.inspected(bin);
        if (about == null) {
            if (inspecting()) {
                explain();
            }
        } else {
            inspect(about);
        }
    }

    private void inspect(Inspected what) {
        mine = what;
        session.inspectedProperty().set(what);
    }

    private boolean inspecting() {
        return mine != null && session.inspectedProperty().get() == mine;
    }

    void seek(double step) {
        session.seek((int) Math.rint(step));
    }

    @Override
    public List<Shown> shown() {
        List<Shown> all = new ArrayList<>();
        if (numbers != null && numbers.normsOf() >= 0) {
            all.addAll(numbers.shown());
        }
        overTime.shown(all);
        histogram.shown(all);
        experts.shown(all);
        return all;
    }

    /** Headings and parameters with their norms. */
    ObservableList<RatioBars.Row> norms() {
        return norms;
    }

    /** The same lines with their ratios. */
    ObservableList<RatioBars.Row> ratios() {
        return ratios;
    }

    /** The chosen line of both. */
    IntegerProperty selectedProperty() {
        return selected;
    }

    ReadOnlyIntegerProperty viewedProperty() {
        return viewed.getReadOnlyProperty();
    }

    ReadOnlyStringProperty captionProperty() {
        return caption.getReadOnlyProperty();
    }

    /** The headings in one line, so that no part without a gradient goes unseen. */
    ReadOnlyStringProperty partsProperty() {
        return parts.getReadOnlyProperty();
    }

    ReadOnlyStringProperty normsTitleProperty() {
        return normsTitle.getReadOnlyProperty();
    }

    ReadOnlyStringProperty ratiosTitleProperty() {
        return ratiosTitle.getReadOnlyProperty();
    }

    OverTime overTime() {
        return overTime;
    }

    GradientHistogram histogram() {
        return histogram;
    }

    ExpertUse experts() {
        return experts;
    }

    Session session() {
        return session;
    }
}
