package dev.vitrine.ui.step;

import dev.vitrine.training.Phase;
import dev.vitrine.training.Snapshot;
import dev.vitrine.ui.Inspected;
import dev.vitrine.ui.Shown;
import dev.vitrine.ui.control.Numbers;
import dev.vitrine.ui.control.StripData;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** BATCH: the sequences of the step, and of a chosen one the tokens that go in and the tokens that should come out. */
final class BatchLens implements Lens {
    private final Scope scope;
    private final ObservableList<String> sequences = FXCollections.observableArrayList();
    private final ObjectProperty<StripData> tokens = new SimpleObjectProperty<>(StripData.EMPTY);
    private final ObjectProperty<StripData> targets = new SimpleObjectProperty<>(StripData.EMPTY);
    private final IntegerProperty count = new SimpleIntegerProperty(0);
    private final StringProperty caption = new SimpleStringProperty("");
    private Snapshot latest;
    private int[] drawn = {};

    BatchLens(Scope scope) {
        this.scope = scope;
        scope.sequenceProperty().addListener(change -> draw());
    }

    @Override
    public Set<String> observes() {
        return Set.of();
    }

    @Override
    public void accept(Snapshot s) {
        latest = s;
        count.set(s.piece() == 0 ? 0 : s.batch());
        if (s.piece() == 0) {
            sequences.clear();
            drawn = new int[0];
        } else if (!Arrays.equals(drawn, s.tokens())) {
            drawn = s.tokens();
            sequences.setAll(IntStream.range(0, s.batch())
                    .mapToObj(b -> b + "   " + String.join("", scope.tokens(s.tokens(), b, s.time()))).toList());
        }
        draw();
    }

    private void draw() {
        if (latest == null) {
            return;
        }
        if (latest.piece() == 0) {
            tokens.set(StripData.EMPTY);
            targets.set(StripData.EMPTY);
            caption.set(scope.text("batch.none", Integer.toString(latest.step())));
            return;
        }
        int b = scope.sequence(latest);
        tokens.set(StripData.of(scope.tokens(latest.tokens(), b, latest.time())));
        targets.set(StripData.of(scope.tokens(latest.targets(), b, latest.time())));
        caption.set(scope.text("batch.caption", scope.run(), scope.step(latest, latest.step()), latest.stage(),
                Integer.toString(latest.batch()), Integer.toString(latest.time()),
                Numbers.integer(Arrays.stream(latest.targets()).filter(t -> t >= 0).count())));
    }

    /** Explains a position of the chosen sequence; null for none. */
    void preview(Integer position) {
        if (position == null || latest == null || latest.piece() == 0 || position >= latest.time()) {
            scope.release();
            return;
        }
        int at = scope.sequence(latest) * latest.time() + position;
        int target = latest.targets()[at];
        scope.inspect(new Inspected(scope.text("batch.title", Integer.toString(position)),
                scope.address(latest.step(), scope.phase(Phase.BATCH), "tokens[B " + scope.sequence(latest) + ", T " + position + "]"),
                Integer.toString(latest.tokens()[at]), scope.text("batch.formula"),
                List.of(scope.text("batch.token", name(latest.tokens()[at]), Integer.toString(latest.tokens()[at])),
                        target < 0 ? scope.text("batch.ignored") : scope.text("batch.target", name(target), Integer.toString(target))),
                List.of(), scope.text("explain.batch")));
    }

    private String name(int id) {
        return scope.vocabulary().get(id);
    }

    @Override
    public List<Shown> shown() {
        return List.of();
    }

    ObservableList<String> sequences() {
        return sequences;
    }

    ObjectProperty<StripData> tokensProperty() {
        return tokens;
    }

    ObjectProperty<StripData> targetsProperty() {
        return targets;
    }

    IntegerProperty countProperty() {
        return count;
    }

    StringProperty captionProperty() {
        return caption;
    }
}
