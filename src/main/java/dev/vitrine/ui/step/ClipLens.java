package dev.vitrine.ui.step;

import dev.vitrine.training.Phase;
import dev.vitrine.training.Snapshot;
import dev.vitrine.training.TensorSnapshot;
import dev.vitrine.ui.Inspected;
import dev.vitrine.ui.Shown;
import dev.vitrine.ui.Source;
import dev.vitrine.ui.control.Numbers;
import dev.vitrine.ui.control.RatioBars;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** CLIP: the length of the whole gradient, what was done to it, the longest that is let through, and the share of each parameter. */
final class ClipLens implements Lens {
    private static final String NORMS = "clip.norms";
    private static final String NORM = "clip.norm";
    private static final String LEFT = "clip.norm_left";
    private static final String FACTOR = "clip.factor";

    private final Scope scope;
    private final ObservableList<RatioBars.Row> rows = FXCollections.observableArrayList();
    private final IntegerProperty selected = new SimpleIntegerProperty(-1);
    private final StringProperty caption = new SimpleStringProperty("");
    private final StringProperty norm = new SimpleStringProperty("");
    private final StringProperty stages = new SimpleStringProperty("");
    private final StringProperty limit = new SimpleStringProperty("");
    private final StringProperty factor = new SimpleStringProperty("");
    private final BooleanProperty stale = new SimpleBooleanProperty();
    private Snapshot latest;
    private TensorSnapshot norms;
    private float global;
    private float left;
    private float scale;
    private ClipStages before;

    ClipLens(Scope scope) {
        this.scope = scope;
        selected.addListener(change -> preview());
    }

    @Override
    public Set<String> observes() {
        Set<String> all = new HashSet<>(ClipStages.TENSORS);
        all.addAll(List.of(NORMS, NORM, LEFT, FACTOR));
        return all;
    }

    @Override
    public void accept(Snapshot s) {
        latest = s;
        s.tensor(NORMS).ifPresent(t -> {
            norms = t;
            global = s.tensor(NORM).map(n -> n.data()[0]).orElse(Float.NaN);
            left = s.tensor(LEFT).map(n -> n.data()[0]).orElse(Float.NaN);
            before = ClipStages.of(s);
            scale = s.tensor(FACTOR).map(n -> n.data()[0]).orElse(Float.NaN);
        });
        draw();
        if (scope.inspecting()) {
            preview();
        }
    }

    private double longest() {
        return scope.config().optimizer().clipNorm();
    }

    private void draw() {
        if (norms == null) {
            caption.set(scope.text("waiting", scope.phase(Phase.CLIP), ""));
            return;
        }
        List<String> names = scope.parameters();
        List<RatioBars.Row> now = new ArrayList<>();
        for (int i = 0; i < norms.data().length && i < names.size(); i++) {
            now.add(new RatioBars.Row(names.get(i), norms.data()[i]));
        }
        if (!now.equals(rows)) {
            rows.setAll(now);
        }
        stale.set(!Scope.current(latest, norms));
        caption.set(scope.text("clip.caption", scope.run(), scope.step(latest, norms.step()), Integer.toString(now.size())));
        norm.set(Numbers.format(global));
        stages.set(before.text(scope, left));
        limit.set(longest() == 0 ? scope.text("clip.none") : Numbers.format(longest()));
        factor.set(scope.text(scale == 1 ? "clip.kept" : "clip.scaled", Numbers.format(longest()), Numbers.format(left),
                Numbers.format(scale)));
    }

    private void preview() {
        int row = selected.get();
        if (row < 0 || norms == null || row >= rows.size()) {
            return;
        }
        String name = rows.get(row).name();
        float own = norms.data()[row];
        List<String> terms = new ArrayList<>(before.of(scope, row));
        terms.addFirst(scope.text("clip.share", Numbers.format(own), Numbers.format(global),
                Numbers.format((double) own * own / ((double) global * global))));
        if (!before.any()) {
            terms.add(scope.text("clip.after", Numbers.format(own), Numbers.format(scale), Numbers.format(own * scale)));
        }
        scope.inspect(new Inspected(scope.text("clip.title", name),
                scope.address(norms.step(), scope.phase(Phase.CLIP), NORMS + "[" + name + "]"), Numbers.exact(own),
                scope.text("clip.formula"), terms, List.of(), scope.text("explain.clip")));
    }

    @Override
    public List<Shown> shown() {
        List<Shown> all = new ArrayList<>();
        if (norms != null) {
            for (int i = 0; i < rows.size(); i++) {
                add(all, norms.data()[i], NORMS, i);
            }
            add(all, global, NORM, 0);
            if (before.any()) {
                add(all, left, LEFT, 0);
            }
            if (scale != 1) {
                add(all, scale, FACTOR, 0);
            }
        }
        return all;
    }

    private void add(List<Shown> all, float value, String tensor, int index) {
        all.add(new Shown(Numbers.format(value), value, new Source.Tensor(scope.run(), norms.step(), tensor, index)));
    }

    ObservableList<RatioBars.Row> rows() {
        return rows;
    }

    IntegerProperty selectedProperty() {
        return selected;
    }

    StringProperty captionProperty() {
        return caption;
    }

    StringProperty normProperty() {
        return norm;
    }

    StringProperty stagesProperty() {
        return stages;
    }

    StringProperty limitProperty() {
        return limit;
    }

    StringProperty factorProperty() {
        return factor;
    }

    BooleanProperty staleProperty() {
        return stale;
    }
}
