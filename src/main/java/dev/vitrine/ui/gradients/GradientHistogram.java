package dev.vitrine.ui.gradients;

import dev.vitrine.analysis.Histogram;
import dev.vitrine.training.Snapshot;
import dev.vitrine.training.TensorSnapshot;
import dev.vitrine.ui.Inspected;
import dev.vitrine.ui.Session;
import dev.vitrine.ui.Shown;
import dev.vitrine.ui.Source;
import dev.vitrine.ui.control.BinData;
import dev.vitrine.ui.control.Numbers;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** The values of one parameter's gradient, counted in bins of equal width. */
final class GradientHistogram {
    static final int BINS = 64;

    private final Session session;
    private final String run;
    private final ObjectProperty<BinData> data = new SimpleObjectProperty<>(BinData.EMPTY);
    private final StringProperty caption = new SimpleStringProperty("");
    private final BooleanProperty stale = new SimpleBooleanProperty();
    private Histogram histogram = Histogram.EMPTY;
    private TensorSnapshot gradient;
    private String parameter = "";

    GradientHistogram(Session session, String run) {
        this.session = session;
        this.run = run;
    }

    /** Shows another parameter, or none for the empty text. */
    void choose(String name) {
        if (!name.equals(parameter)) {
            parameter = name;
            gradient = null;
            histogram = Histogram.EMPTY;
            data.set(BinData.EMPTY);
            caption.set(session.text(name.isEmpty() ? "gradients.histogram.none" : "gradients.histogram.waiting", name));
        }
    }

    void accept(Snapshot s) {
        TensorSnapshot newest = s.tensor("grad." + parameter).orElse(gradient);
        if (newest == null) {
            return;
        }
        if (newest != gradient) {
            gradient = newest;
            histogram = Histogram.symmetric(newest.data(), BINS);
            data.set(new BinData(histogram.lo(), histogram.hi(), histogram.counts()));
        }
        stale.set(gradient.step() != s.step());
        caption.set(session.text("gradients.histogram.caption", run, where(s), gradient.name(), gradient.shape().toString(),
                Numbers.integer(histogram.total()), Integer.toString(BINS), Numbers.format(histogram.width()),
                Numbers.integer(histogram.notFinite())));
    }

    private String where(Snapshot s) {
        String now = session.text("gradients.viewing", Integer.toString(s.step()));
        boolean clipped = s.piece() == s.pieces() - 1;
        return stale.get() ? now + ", " + session.text("gradients.fromStep", Integer.toString(gradient.step()))
                : now + (clipped ? ", " + session.text("gradients.clipped") : ", " + session.text("gradients.soFar"));
    }

    /** Explains a bin; null for nothing. */
    Inspected inspected(int bin) {
        if (gradient == null || bin >= histogram.counts().length) {
            return null;
        }
        double share = histogram.counts()[bin] / (double) Math.max(1, histogram.total());
        return new Inspected(session.text("gradients.histogram.title", parameter),
                session.text("gradients.address", run, Integer.toString(gradient.step()), gradient.name()),
                Integer.toString(histogram.counts()[bin]), session.text("gradients.histogram.formula"),
                List.of(session.text("gradients.histogram.bin", Numbers.format(histogram.edge(bin)),
                        Numbers.format(histogram.edge(bin + 1)), Numbers.integer(histogram.counts()[bin]),
                        Numbers.integer(histogram.total()), Numbers.format(share))),
                List.of(), session.text("gradients.histogram.explain"));
    }

    void shown(List<Shown> all) {
        for (int bin = 0; bin < histogram.counts().length; bin++) {
            int count = histogram.counts()[bin];
            all.add(new Shown(Numbers.integer(count), count, new Source.Derived(run, gradient.step(),
                    "count of " + gradient.name() + " in bin " + bin + " of " + BINS)));
        }
    }

    /** Counts now shown. */
    List<Integer> counts() {
        List<Integer> counts = new ArrayList<>();
        for (int count : histogram.counts()) {
            counts.add(count);
        }
        return counts;
    }

    ObjectProperty<BinData> dataProperty() {
        return data;
    }

    StringProperty captionProperty() {
        return caption;
    }

    BooleanProperty staleProperty() {
        return stale;
    }
}
