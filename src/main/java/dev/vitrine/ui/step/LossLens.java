package dev.vitrine.ui.step;

import dev.vitrine.training.Phase;
import dev.vitrine.training.RunConfig;
import dev.vitrine.training.Snapshot;
import dev.vitrine.training.TensorSnapshot;
import dev.vitrine.ui.Inspected;
import dev.vitrine.ui.Shown;
import dev.vitrine.ui.Source;
import dev.vitrine.ui.control.Cell;
import dev.vitrine.ui.control.ColorMap;
import dev.vitrine.ui.control.Numbers;
import dev.vitrine.ui.control.RasterData;
import dev.vitrine.ui.control.StripData;
import java.util.ArrayList;
import java.util.LinkedHashSet;
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

/** LOSS: -ln p of the right token at every position, and their mean, which is the loss where nothing else is minimised. */
final class LossLens implements Lens {
    private static final String NATS = "loss.nats";
    private static final String PROBS = "loss.probs";

    private final Scope scope;
    private final ObjectProperty<StripData> strip = new SimpleObjectProperty<>(StripData.EMPTY);
    private final ObjectProperty<RasterData> raster = new SimpleObjectProperty<>(RasterData.EMPTY);
    private final ObjectProperty<Cell> selected = new SimpleObjectProperty<>();
    private final StringProperty caption = new SimpleStringProperty("");
    private final StringProperty mean = new SimpleStringProperty("");
    private final BooleanProperty stale = new SimpleBooleanProperty();
    private final IntegerProperty count = new SimpleIntegerProperty(0);
    private final List<Integer> positions = new ArrayList<>();    // of the chips in the chosen sequence
    private Snapshot latest;
    private TensorSnapshot nats;

    LossLens(Scope scope) {
        this.scope = scope;
        selected.addListener((property, before, now) -> {
            if (now != null) {
                scope.sequenceProperty().set(now.row());
            }
            preview(now);
        });
        scope.sequenceProperty().addListener(change -> draw());
    }

    /** Probabilities are large, so they are asked for only while a position is locked. */
    @Override
    public Set<String> observes() {
        Set<String> all = new LinkedHashSet<>(Set.of(NATS));
        if (selected.get() != null) {
            all.add(PROBS);
        }
        return all;
    }

    @Override
    public void accept(Snapshot s) {
        latest = s;
        nats = s.tensor(NATS).orElse(nats);
        draw();
        if (selected.get() != null && scope.inspecting()) {
            preview(selected.get());
        }
    }

    private boolean fresh() {
        return Scope.current(latest, nats) && latest.piece() > 0 && latest.phase().compareTo(Phase.LOSS) >= 0;
    }

    private void draw() {
        positions.clear();
        if (latest == null || nats == null) {
            strip.set(StripData.EMPTY);
            raster.set(RasterData.EMPTY);
            caption.set(scope.text("waiting", scope.phase(Phase.LOSS), ""));
            mean.set("");
            count.set(0);
            return;
        }
        int time = nats.shape().columns();
        count.set(nats.shape().rows());
        stale.set(!Scope.current(latest, nats));
        double top = 2 * Math.log(scope.vocabulary().size());
        raster.set(RasterData.of(nats.shape().rows(), time, nats.data(), 0, top, ColorMap.CIVIDIS_REVERSED));
        caption.set(scope.text("loss.caption", scope.run(), scope.step(latest, nats.step()),
                Integer.toString(nats.shape().rows()), Integer.toString(time), Numbers.format(top)));
        if (fresh()) {
            drawStrip(time, top);
            mean.set(meanText());
        } else {
            strip.set(StripData.EMPTY);
            mean.set(scope.text("loss.notYet", Integer.toString(latest.step())));
        }
    }

    private void drawStrip(int time, double top) {
        int b = scope.sequence(latest);
        List<String> tokens = scope.tokens(latest.targets(), b, time);
        List<String> asked = new ArrayList<>();
        for (int t = 0; t < time; t++) {
            if (latest.targets()[b * time + t] >= 0) {
                positions.add(t);
                asked.add(tokens.get(t));
            }
        }
        float[] values = new float[asked.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = nats.data()[b * time + positions.get(i)];
        }
        strip.set(StripData.of(asked, values, 0, top, ColorMap.CIVIDIS_REVERSED));
    }

    /** The engine adds the losses of each shard in double, then the shards. */
    private float worked() {
        int shards = scope.config().shards();
        int rows = nats.data().length / shards;
        double total = 0;
        for (int shard = 0; shard < shards; shard++) {
            double sum = 0;
            for (int i = shard * rows; i < (shard + 1) * rows; i++) {
                sum += latest.targets()[i] >= 0 ? nats.data()[i] : 0;
            }
            total += sum;
        }
        return (float) (total / asked());
    }

    private long asked() {
        int n = 0;
        for (int target : latest.targets()) {
            n += target >= 0 ? 1 : 0;
        }
        return n;
    }

    private String meanText() {
        float worked = worked();
        int parts = scope.config().update().accumulate();
        if (Float.isNaN(latest.lossNats())) {
            return scope.text("loss.part", Numbers.integer(asked()), Numbers.format(worked), Integer.toString(latest.micro() + 1),
                    Integer.toString(parts));
        }
        if (parts > 1 || !scope.config().minimisesMeanLogLoss()) {
            return scope.text("loss.more", Numbers.integer(asked()), Numbers.format(worked), Numbers.format(latest.lossNats()),
                    String.join(", ", more(parts)));
        }
        return scope.text("loss.mean", Numbers.integer(asked()), Numbers.format(worked), Numbers.format(latest.lossNats()),
                Verdict.of(scope, worked, latest.lossNats()), Numbers.format(Math.log(scope.vocabulary().size())));
    }

    /** What the loss of the step is besides the mean over the positions shown. */
    private List<String> more(int parts) {
        RunConfig config = scope.config();
        List<String> all = new ArrayList<>();
        if (parts > 1) {
            all.add(scope.text("loss.more.parts", Integer.toString(parts)));
        }
        if (config.loss().labelSmoothing() > 0) {
            all.add(scope.text("loss.more.smoothing", Double.toString(config.loss().labelSmoothing())));
        }
        if (config.loss().zLoss() > 0) {
            all.add(scope.text("loss.more.z", Double.toString(config.loss().zLoss())));
        }
        if (config.model().experts().count() > 1) {
            all.add(scope.text(latest.phase().compareTo(Phase.CLIP) < 0 ? "loss.more.expertsLater" : "loss.more.experts"));
        }
        return all;
    }

    /** Position of a chip; null for none. */
    Cell cellOf(Integer chip) {
        return chip == null || chip >= positions.size() ? null : new Cell(scope.sequence(latest), positions.get(chip));
    }

    /** Explains a position of the batch, or the locked one. */
    void preview(Cell cell) {
        Cell about = cell != null ? cell : selected.get();
        if (about == null || !raster.get().contains(about) || !fresh()) {
            scope.release();
            return;
        }
        int at = about.row() * nats.shape().columns() + about.column();
        int target = latest.targets()[at];
        scope.inspect(new Inspected(scope.text("loss.title"),
                scope.address(nats.step(), scope.phase(Phase.LOSS), NATS + Why.indices(nats, at)),
                Numbers.exact(nats.data()[at]), scope.text("loss.formula"),
                target < 0 ? List.of(scope.text("batch.ignored")) : terms(about, at, target),
                List.of(), scope.text("explain.loss")));
    }

    private List<String> terms(Cell cell, int at, int target) {
        float value = nats.data()[at];
        List<String> lines = new ArrayList<>();
        lines.add(scope.text("loss.asked", scope.vocabulary().get(latest.tokens()[at]), scope.vocabulary().get(target)));
        TensorSnapshot probs = latest.tensor(PROBS).filter(nats::belongsWith).orElse(null);
        if (probs == null) {
            lines.add(scope.text("loss.exp", Numbers.format(Math.exp(-value))));
            if (cell.equals(selected.get())) {
                lines.add(scope.text("why.waiting"));
            }
            return lines;
        }
        float p = probs.data()[at * probs.shape().columns() + target];
        lines.add(scope.text("loss.log", Numbers.format(p), Numbers.format(-Math.log(p)),
                Verdict.of(scope, (float) -Math.log(p), value)));
        Terms terms = new Terms();
        for (int v = 0; v < probs.shape().columns(); v++) {
            float other = probs.data()[at * probs.shape().columns() + v];
            terms.add(scope.text("loss.token", scope.vocabulary().get(v), Numbers.format(other)), other);
        }
        lines.add(scope.text("loss.others"));
        lines.addAll(terms.lines(scope));
        return lines;
    }

    @Override
    public List<Shown> shown() {
        List<Shown> all = new ArrayList<>();
        if (nats == null || latest == null) {
            return all;
        }
        for (int i = 0; i < nats.data().length; i++) {
            float value = nats.data()[i];
            all.add(new Shown(Numbers.format(value), value, new Source.Tensor(scope.run(), nats.step(), NATS, i)));
        }
        if (fresh() && !Float.isNaN(latest.lossNats())) {
            all.add(new Shown(Numbers.format(latest.lossNats()), latest.lossNats(),
                    new Source.Metric(scope.run(), "loss", latest.step())));
        }
        if (fresh()) {
            all.add(new Shown(Numbers.format(worked()), worked(),
                    new Source.Derived(scope.run(), latest.step(), "mean of " + NATS)));
            double even = Math.log(scope.vocabulary().size());
            all.add(new Shown(Numbers.format(even), even, new Source.Derived(scope.run(), latest.step(), "ln V")));
        }
        return all;
    }

    ObjectProperty<StripData> stripProperty() {
        return strip;
    }

    ObjectProperty<RasterData> rasterProperty() {
        return raster;
    }

    ObjectProperty<Cell> selectedProperty() {
        return selected;
    }

    StringProperty captionProperty() {
        return caption;
    }

    StringProperty meanProperty() {
        return mean;
    }

    BooleanProperty staleProperty() {
        return stale;
    }

    IntegerProperty countProperty() {
        return count;
    }
}
