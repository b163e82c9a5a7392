package dev.vitrine.ui.gradients;

import dev.vitrine.engine.layer.ExpertsConfig;
import dev.vitrine.engine.model.Models;
import dev.vitrine.training.Snapshot;
import dev.vitrine.training.TensorSnapshot;
import dev.vitrine.ui.Inspected;
import dev.vitrine.ui.Session;
import dev.vitrine.ui.Shown;
import dev.vitrine.ui.Source;
import dev.vitrine.ui.control.Numbers;
import dev.vitrine.ui.control.RatioBars;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** How the tokens of a batch are spread over the experts of each block; of models that have experts. */
final class ExpertUse {
    private static final String LOAD = ".router.load";
    private static final String BALANCE = ".router.balance_loss";

    /**
     * A row: an expert, or the block above its experts.
     *
     * @param expert -1 for the block
     * @param load   tensor of the choices, (S, E)
     */
    private record Line(String block, int expert, TensorSnapshot load, float share, double balance) {
    }

    private final Session session;
    private final String run;
    private final ExpertsConfig config;
    private final ObservableList<RatioBars.Row> rows = FXCollections.observableArrayList();
    private final ReadOnlyStringWrapper title = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper caption = new ReadOnlyStringWrapper("");
    private final List<Line> lines = new ArrayList<>();

    ExpertUse(Session session, String run) {
        this.session = session;
        this.run = run;
        config = session.service().config().model().experts();
    }

    /** Whether the model has experts to choose from. */
    boolean present() {
        return config.count() > 1;
    }

    Set<String> observes() {
        if (!present()) {
            return Set.of();
        }
        return switch (run) {
            case Models.HRM, Models.TRM -> Set.of("L.*" + LOAD, "H.*" + LOAD, "L.*" + BALANCE, "H.*" + BALANCE);
            case Models.LOOPED -> Set.of("loop.*" + LOAD, "loop.*" + BALANCE);
            default -> Set.of("blocks.*" + LOAD, "blocks.*" + BALANCE);
        };
    }

    /** The share that each expert gets of an even spread. */
    double even() {
        return 1.0 / config.count();
    }

    String evenLabel() {
        return session.text("gradients.experts.even", Integer.toString(config.count()));
    }

    void accept(Snapshot snapshot) {
        if (!present()) {
            return;
        }
        lines.clear();
        snapshot.plan().stream().map(p -> p.segment()).distinct().forEach(segment -> snapshot.tensors().values().stream()
                .filter(t -> t.name().startsWith(segment + ".") && t.name().endsWith(LOAD) && t.step() == snapshot.step())
                .forEach(load -> block(snapshot, load)));
        rows.setAll(lines.stream().map(this::row).toList());
        title.set(session.text("gradients.experts.title", Integer.toString(snapshot.step())));
        caption.set(session.text("gradients.experts.caption", run, Integer.toString(config.active()), Integer.toString(config.count())));
    }

    private void block(Snapshot snapshot, TensorSnapshot load) {
        String block = load.name().substring(0, load.name().length() - LOAD.length());
        double balance = snapshot.tensor(block + BALANCE).map(t -> mean(t.data())).orElse(Double.NaN);
        lines.add(new Line(block, -1, load, Float.NaN, balance));
        float all = all(load);
        for (int e = 0; e < config.count(); e++) {
            lines.add(new Line(block, e, load, choices(load, e) / all, balance));
        }
    }

    /** Each shard counts by its share of the batch, which is the same for all. */
    private static double mean(float[] ofShards) {
        double sum = 0;
        for (float x : ofShards) {
            sum += x;
        }
        return sum / ofShards.length;
    }

    /** Of all shards. */
    private float choices(TensorSnapshot load, int expert) {
        float sum = 0;
        for (int i = expert; i < load.data().length; i += config.count()) {
            sum += load.data()[i];
        }
        return sum;
    }

    private static float all(TensorSnapshot load) {
        float sum = 0;
        for (float choices : load.data()) {
            sum += choices;
        }
        return sum;
    }

    private RatioBars.Row row(Line line) {
        return line.expert < 0
                ? new RatioBars.Row(session.text("gradients.experts.block", line.block, Numbers.format(line.balance)), Double.NaN, true)
                : new RatioBars.Row(session.text("gradients.experts.expert", Integer.toString(line.expert)), line.share);
    }

    /** Puts an expert into the inspector. */
    void explain(int row) {
        if (row < 0 || row >= lines.size() || lines.get(row).expert < 0) {
            return;
        }
        Line line = lines.get(row);
        session.inspectedProperty().set(new Inspected(
                session.text("gradients.experts.inspect", line.block, Integer.toString(line.expert)),
                session.text("gradients.experts.address", run, Integer.toString(line.load.step()), line.load.name()),
                Numbers.exact(line.share), session.text("gradients.experts.formula"),
                List.of(session.text("gradients.experts.term", Numbers.integer((long) choices(line.load, line.expert)),
                        Numbers.integer((long) all(line.load)), Numbers.format(even()))),
                List.of(), session.text("gradients.experts.explain")));
    }

    void shown(List<Shown> all) {
        for (Line line : lines) {
            if (line.expert < 0) {
                all.add(new Shown(Numbers.format(line.balance), line.balance, new Source.Derived(run, line.load.step(),
                        "mean of " + line.block + BALANCE)));
            } else {
                all.add(new Shown(Numbers.format(line.share), line.share, new Source.Derived(run, line.load.step(),
                        "sum of column " + line.expert + " of " + line.load.name() + " / sum of all")));
            }
        }
    }

    /** A heading for each block, then a row for each of its experts. */
    ObservableList<RatioBars.Row> rows() {
        return rows;
    }

    ReadOnlyStringProperty titleProperty() {
        return title.getReadOnlyProperty();
    }

    ReadOnlyStringProperty captionProperty() {
        return caption.getReadOnlyProperty();
    }
}
