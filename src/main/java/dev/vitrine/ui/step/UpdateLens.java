package dev.vitrine.ui.step;

import dev.vitrine.engine.optim.UpdateTrace;
import dev.vitrine.training.Command;
import dev.vitrine.training.Phase;
import dev.vitrine.training.Snapshot;
import dev.vitrine.training.TensorSnapshot;
import dev.vitrine.ui.Inspected;
import dev.vitrine.ui.Shown;
import dev.vitrine.ui.Source;
import dev.vitrine.ui.control.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** UPDATE: one weight through the optimizer, before the update as it will be, after it compared with what the engine has. */
final class UpdateLens implements Lens {
    private final Scope scope;
    private final ObservableList<String> parameters = FXCollections.observableArrayList();
    private final ObjectProperty<String> parameter = new SimpleObjectProperty<>();
    private final IntegerProperty index = new SimpleIntegerProperty(0);
    private final IntegerProperty size = new SimpleIntegerProperty(1);
    private final ObservableList<UpdateRow> rows = FXCollections.observableArrayList();
    private final StringProperty formula = new SimpleStringProperty("");
    private final StringProperty caption = new SimpleStringProperty("");
    private final StringProperty heading = new SimpleStringProperty("");
    private final StringProperty verdict = new SimpleStringProperty("");
    private final StringProperty place = new SimpleStringProperty("");
    private final BooleanProperty stale = new SimpleBooleanProperty();
    private Snapshot latest;
    private UpdateTrace trace;
    private int made;        // step whose update it is
    private String watched = "";
    private boolean steepest = true;      // the weight with the largest gradient is to be chosen

    UpdateLens(Scope scope) {
        this.scope = scope;
        parameter.addListener((property, before, now) -> {
            size.set(1);
            index.set(0);
            steepest = true;
            watch();
        });
        index.addListener(change -> watch());
    }

    @Override
    public Set<String> observes() {
        String p = parameter.get();
        return p == null ? Set.of() : Set.of("param." + p, "grad." + p);
    }

    /** Another run: its parameters may be smaller. */
    void forget() {
        size.set(1);
        index.set(0);
        steepest = true;
    }

    /** Says to the engine which weight is looked at; with another run it has to be said again. */
    void watch() {
        String p = parameter.get();
        if (p == null || index.get() < 0 || index.get() >= size.get()) {
            return;
        }
        String wanted = System.identityHashCode(scope.session().service()) + " " + p + " " + index.get();
        if (!wanted.equals(watched)) {
            watched = wanted;
            scope.session().send(new Command.Watch(scope.run(), p, index.get()));
        }
    }

    @Override
    public void accept(Snapshot s) {
        latest = s;
        List<String> names = scope.parameters();
        if (!names.equals(parameters)) {
            String before = parameter.get();
            parameters.setAll(names);
            parameter.set(names.contains(before) ? before
                    : names.stream().filter(n -> n.contains("attn")).findFirst().orElse(names.getFirst()));
        }
        s.tensor("param." + parameter.get()).ifPresent(t -> size.set(t.data().length));
        if (steepest) {
            s.tensor("grad." + parameter.get()).filter(g -> g.step() == s.step()).ifPresent(g -> {
                steepest = false;
                index.set(largest(g.data()));
            });
        }
        watch();
        UpdateTrace t = s.update();
        trace = t != null && t.parameter().equals(parameter.get()) && t.index() == index.get() ? t : null;
        made = s.piece() == s.pieces() - 1 ? s.step() : s.step() - 1;
        draw();
        if (scope.inspecting()) {
            preview();
        }
    }

    /** Turns to the weight whose gradient is largest now. */
    void chooseSteepest() {
        steepest = true;
        if (latest != null) {
            accept(latest);
        }
    }

    private static int largest(float[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            if (Math.abs(values[i]) > Math.abs(values[best])) {
                best = i;
            }
        }
        return best;
    }

    /** The optimizer, or what it leaves this parameter to. */
    private String rule() {
        return trace == null ? scope.config().optimizer().kind() : trace.rule();
    }

    private boolean coming() {
        return made == latest.step();
    }

    private void draw() {
        formula.set(scope.text("update." + rule() + ".formula"));
        TensorSnapshot w = latest.tensor("param." + parameter.get()).orElse(null);
        place.set(w == null ? "" : Why.indices(w, Math.min(index.get(), w.data().length - 1)) + "  (" + w.shape() + ")");
        stale.set(trace != null && !coming() && latest.piece() > 0);
        if (trace == null) {
            rows.clear();
            heading.set(scope.text(latest.step() >= latest.total() && latest.piece() > 0 ? "update.end"
                    : latest.piece() == 0 && latest.step() == 0 ? "update.first" : "update.none"));
            verdict.set("");
            caption.set(scope.text("update.caption", scope.run(), scope.step(latest, latest.step()), name()));
            return;
        }
        heading.set(scope.text(coming() ? "update.coming" : "update.made", Integer.toString(made), Integer.toString(made + 1)));
        caption.set(scope.text("update.caption", scope.run(), scope.step(latest, made), name()));
        List<UpdateRow> now = new UpdateTable(scope, trace, made).rows();
        if (!now.equals(rows)) {
            rows.setAll(now);
        }
        verdict.set(coming() || w == null || latest.piece() > 0 && made != latest.step() - 1 ? scope.text("update.later")
                : scope.text("update.became", Numbers.format(w.data()[index.get()]), Numbers.exact(w.data()[index.get()]),
                        Verdict.of(scope, trace.newWeight(), w.data()[index.get()])));
    }

    private String name() {
        return parameter.get() + "[" + index.get() + "]";
    }

    /** Puts the update into the inspector. */
    void preview() {
        if (trace == null) {
            scope.release();
            return;
        }
        scope.inspect(new Inspected(scope.text("update.title", name()),
                scope.address(made, scope.phase(Phase.UPDATE), "param." + name()), Numbers.exact(trace.newWeight()),
                formula.get(), rows.stream().map(r -> r.symbol() + " = " + r.formula()).toList(),
                List.of(place.get()), scope.text("update." + trace.rule() + ".explain")));
    }

    @Override
    public List<Shown> shown() {
        List<Shown> all = new ArrayList<>();
        if (trace != null) {
            String p = parameter.get();
            tensor(all, trace.weight(), made, "param." + p);
            tensor(all, trace.gradient(), made, "grad." + p);
            for (UpdateTrace.Term term : trace.terms()) {
                String sentence = UpdateTable.sentence(scope, trace.rule(), term.name());
                if (!term.tensor().isEmpty()) {
                    all.add(new Shown(Numbers.format(term.value()), term.value(),
                            new Source.Tensor(scope.run(), made + 1, term.tensor(), term.at())));
                } else if (!sentence.isEmpty()) {
                    derived(all, term.value(), sentence);
                }
            }
            tensor(all, trace.newWeight(), made + 1, "param." + p);
            all.add(new Shown(Numbers.format(trace.learningRate()), trace.learningRate(),
                    new Source.Metric(scope.run(), "learning_rate", made)));
            derived(all, trace.decay(), "weight decay");
            derived(all, trace.change(), "w' - w");
        }
        return all;
    }

    private void tensor(List<Shown> all, float value, int step, String name) {
        all.add(new Shown(Numbers.format(value), value, new Source.Tensor(scope.run(), step, name, index.get())));
    }

    private void derived(List<Shown> all, float value, String formula) {
        all.add(new Shown(Numbers.format(value), value, new Source.Derived(scope.run(), made, formula + " of " + name())));
    }

    ObservableList<String> parameters() {
        return parameters;
    }

    ObjectProperty<String> parameterProperty() {
        return parameter;
    }

    IntegerProperty indexProperty() {
        return index;
    }

    IntegerProperty sizeProperty() {
        return size;
    }

    ObservableList<UpdateRow> rows() {
        return rows;
    }

    StringProperty formulaProperty() {
        return formula;
    }

    StringProperty captionProperty() {
        return caption;
    }

    StringProperty headingProperty() {
        return heading;
    }

    StringProperty verdictProperty() {
        return verdict;
    }

    StringProperty placeProperty() {
        return place;
    }

    BooleanProperty staleProperty() {
        return stale;
    }
}
