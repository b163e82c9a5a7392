package dev.vitrine.ui.gradients;

import dev.vitrine.training.History;
import dev.vitrine.training.Snapshot;
import dev.vitrine.training.TensorSnapshot;
import dev.vitrine.ui.Feature;
import dev.vitrine.ui.Inspected;
import dev.vitrine.ui.Session;
import dev.vitrine.ui.Shown;
import dev.vitrine.ui.Source;
import dev.vitrine.ui.control.Cell;
import dev.vitrine.ui.control.Numbers;
import dev.vitrine.ui.control.RatioBars;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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
    private static final String NORMS = "clip.norms";

    private final Session session;
    private final String run;
    private final OverTime overTime;
    private final GradientHistogram histogram;
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
    private int row = -1;               // of the history, that the bars of ratios show
    private int normsOf = -1;           // step that the bars of norms show
    private float[] measured = {};      // norms of a step that is not in the history yet
    private Inspected mine;

    public GradientsViewModel(Session session, String run) {
        this.session = session;
        this.run = run;
        overTime = new OverTime(session, run);
        histogram = new GradientHistogram(session, run);
        selected.addListener(change -> choose());
        caption.set(session.text("gradients.noSteps"));
    }

    @Override
    public Set<String> observes() {
        String name = parameter();
        return name.isEmpty() ? Set.of(NORMS) : Set.of("grad." + name, NORMS);
    }

    @Override
    public void accept(List<Snapshot> snapshots) {
        latest = snapshots.getFirst();
        viewed.set(latest.step());
        histogram.accept(latest);
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
            row = -1;
            normsOf = -1;
            norms.clear();
            ratios.clear();
            overTime.open(newest);
        }
        int known = newest.updateRatios().size();
        int wanted = Math.min(viewed.get(), known - 1);
        TensorSnapshot clip = latest == null ? null : latest.tensor(NORMS).orElse(null);
        boolean newer = clip != null && clip.step() > wanted && clip.step() == viewed.get();
        int norms = newer ? clip.step() : wanted;
        if (other || wanted != row || norms != normsOf) {
            row = wanted;
            normsOf = norms;
            measured = newer ? clip.data() : new float[0];
            drawBars();
        }
        overTime.read(known);
        if (groups.parameter(selected.get()) < 0 && groups.lines().size() > 1) {
            selected.set(1);
        } else if (other) {
            choose();
        }
    }

    private void drawBars() {
        describe();
        if (normsOf < 0) {
            parts.set("");
            norms.clear();
            ratios.clear();
            return;
        }
        List<RatioBars.Row> ofNorms = new ArrayList<>();
        List<RatioBars.Row> ofRatios = new ArrayList<>();
        for (Groups.Line line : groups.lines()) {
            if (line.parameter() < 0) {
                ofNorms.add(new RatioBars.Row(title(line.group()), groupNorm(line.group()), true));
                ofRatios.add(new RatioBars.Row(title(line.group()), Double.NaN, true));
            } else {
                String name = history.parameters().get(line.parameter());
                ofNorms.add(new RatioBars.Row(name, norm(line.parameter())));
                ofRatios.add(new RatioBars.Row(name, ratio(line.parameter())));
            }
        }
        norms.setAll(ofNorms);
        parts.set(session.text("gradients.parts", ofNorms.stream().filter(RatioBars.Row::heading)
                .map(r -> r.name() + " " + Numbers.format(r.value())).collect(Collectors.joining(" · "))));
        ratios.setAll(ofRatios);
        if (inspecting()) {
            explain();
        }
    }

    private String title(String group) {
        String key = "gradients.group." + group;
        return session.texts().containsKey(key) ? session.text(key) : group;
    }

    private float norm(int p) {
        return measured.length > 0 ? measured[p] : history.gradNorms().at(normsOf, p);
    }

    /** NaN before the first update. */
    private float ratio(int p) {
        return row < 0 ? Float.NaN : history.updateRatios().at(row, p);
    }

    private double groupNorm(String group) {
        double squares = 0;
        for (int p : groups.members(group)) {
            squares += (double) norm(p) * norm(p);
        }
        return Math.sqrt(squares);
    }

    private void describe() {
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
        explain();
    }

    /** Chooses the parameter of a row of the film. */
    void chooseOfFilm(Cell cell) {
        if (cell != null) {
            selected.set(groups.lineOf(cell.row()));
        }
    }

    private void explain() {
        int p = groups.parameter(selected.get());
        if (p < 0 || normsOf < 0) {
            return;
        }
        double norm = norm(p);
        double all = whole();
        double ratio = ratio(p);
        inspect(new Inspected(session.text("gradients.title", parameter()),
                session.text("gradients.address", run, Integer.toString(normsOf), Quantity.NORM.series(parameter())),
                Numbers.exact((float) norm), session.text("gradients.formula"),
                List.of(session.text("gradients.term.norm", Numbers.format(norm)),
                        session.text("gradients.term.share", Numbers.format(norm), Numbers.format(all),
                                Numbers.format(norm * norm / (all * all))),
                        session.text("gradients.term.ratio", Numbers.format(ratio), Numbers.format(Math.log10(ratio)))),
                List.of(), session.text("gradients.explain")));
    }

    /** Norm of the whole gradient. */
    private double whole() {
        double squares = 0;
        for (int p = 0; p < history.parameters().size(); p++) {
            squares += (double) norm(p) * norm(p);
        }
        return Math.sqrt(squares);
    }

    /** Explains a bin of the histogram, or the chosen parameter again. */
    void previewBin(Integer bin) {
        Inspected about = bin == null ? null : histogram.inspected(bin);
        if (about == null) {
            explain();
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
        for (int i = 0; i < norms.size(); i++) {
            int p = groups.parameter(i);
            if (p >= 0) {
                String name = history.parameters().get(p);
                add(all, norms.get(i).value(), measured.length > 0 ? new Source.Tensor(run, normsOf, NORMS, p)
                        : new Source.Metric(run, Quantity.NORM.series(name), normsOf));
                if (row >= 0) {
                    add(all, ratios.get(i).value(), new Source.Metric(run, Quantity.RATIO.series(name), row));
                }
            } else {
                add(all, norms.get(i).value(), new Source.Derived(run, normsOf, "L2 norm of the gradients of " + groups.lines().get(i).group()));
            }
        }
        overTime.shown(all);
        histogram.shown(all);
        return all;
    }

    private static void add(List<Shown> all, double value, Source source) {
        all.add(new Shown(Numbers.format(value), value, source));
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

    Session session() {
        return session;
    }
}
