package dev.vitrine.ui.generate;

import dev.vitrine.training.Snapshot;
import dev.vitrine.ui.Session;
import dev.vitrine.ui.Shown;
import dev.vitrine.ui.Source;
import dev.vitrine.ui.control.ColorMap;
import dev.vitrine.ui.control.Numbers;
import dev.vitrine.ui.control.StripData;
import dev.vitrine.ui.control.TokenStrip;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;

/** One text of a tree as it grows: chips, running text, its probability, and by what it was written. */
public final class WrittenText {
    private final Session session;
    private final String run;
    private final ReadOnlyObjectWrapper<StripData> strip = new ReadOnlyObjectWrapper<>(StripData.EMPTY);
    private final ReadOnlyStringWrapper prompt = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper continuation = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper status = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper probability = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper writing = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper empty = new ReadOnlyBooleanWrapper(true);
    private final ReadOnlyBooleanWrapper stale = new ReadOnlyBooleanWrapper();
    private final BooleanProperty logs = new SimpleBooleanProperty();
    private List<String> labels = List.of();
    private WrittenText other;
    private Writing work;
    private TextTree tree;
    private List<Twig> path = List.of();
    private Snapshot viewed;
    private boolean ended = true;

    WrittenText(Session session, String run) {
        this.session = session;
        this.run = run;
        status.set(session.text("generate.text.none"));
        logs.addListener((property, before, now) -> paint());
    }

    void open(List<String> newLabels) {
        cancel();
        labels = newLabels;
        work = null;
        ended = true;
        show(null, null);
    }

    void view(Snapshot newest) {
        viewed = newest;
        stale.set(tree != null && !newest.running() && newest.step() != tree.step());
    }

    void start(Writing started) {
        work = started;
        ended = false;
        follow();
    }

    void cancel() {
        if (work != null && !work.done()) {
            work.cancel();
        }
    }

    /** Reads what has been written since; whether anything changed. */
    boolean poll() {
        if (work == null || ended) {
            return false;
        }
        work.read();
        follow();
        ended = work.done();
        return true;
    }

    private void follow() {
        if (work.begun()) {
            show(work.tree(), work.last());
        } else {
            tell();
        }
    }

    /** Another text of the tree, or a beginning of one. @param last its last token; null for none */
    void show(TextTree of, Twig last) {
        Twig before = path.isEmpty() ? null : path.getLast();
        if (of != tree || last != before || path.isEmpty()) {
            tree = of;
            path = TextTree.path(last);
            prompt.set(tree == null ? "" : tree.prompt().shown());
            continuation.set(tree == null ? "" : tree.continuation(last));
            probability.set(path.isEmpty() ? "" : session.text("generate.probability", Numbers.format(logProbability()),
                    Numbers.integer(size()), Numbers.format(logProbability() / size()), Numbers.format(among())));
            empty.set(path.isEmpty());
            paint();
        }
        tell();
    }

    /** Marks the tokens that another text has not at the same place, in place of those that were put by hand. */
    void compareWith(WrittenText text) {
        other = text;
    }

    void paint() {
        float[] values = new float[size()];
        boolean[] marked = new boolean[size()];
        List<String> names = new ArrayList<>();
        for (int i = 0; i < size(); i++) {
            Twig twig = path.get(i);
            values[i] = logs.get() ? (float) -twig.choice().lossNats() : twig.base();
            marked[i] = other == null ? twig.byHand() : i >= other.size() || other.twig(i).token() != twig.token();
            names.add(labels.get(twig.token()));
        }
        double least = -2 * Math.log(Math.max(2, labels.size()));
        strip.set(StripData.of(names, values, logs.get() ? least : 0, logs.get() ? 0 : 1, ColorMap.CIVIDIS).withChanged(marked));
    }

    private void tell() {
        writing.set(work != null && !work.done());
        status.set(state());
        if (viewed != null) {
            view(viewed);
        }
    }

    private String state() {
        if (work != null && work.failure() != null) {
            return session.text("generate.failed", work.failure());
        }
        if (work != null && !work.begun()) {
            return session.text(work.cancelled() ? "generate.cancelled" : "generate.waiting");
        }
        if (tree == null) {
            return session.text("generate.text.none");
        }
        String by = session.text("generate.by", tree.who(),
                SettingsText.of(session, path.isEmpty() ? session.sampling().sampling() : path.getLast().sampling()))
                + session.averaged();
        if (work == null || work.tree() != tree || work.last() != last()) {
            return by;
        }
        if (!work.done()) {
            return session.text("generate.writing", Numbers.integer(Math.max(size(), work.turns().size())), Numbers.integer(work.maxTokens()), by);
        }
        boolean lineEnd = last() != null && last().token() == tree.tokenizer().endId();
        return by + " " + session.text(lineEnd && work.stopsAtLineEnd() ? "generate.stop.line"
                : size() >= work.maxTokens() ? "generate.stop.length" : "generate.stop.cancel");
    }

    /** ln p of the text: the sum of ln p_base of its tokens, nats. */
    private double logProbability() {
        return last().logProbability();
    }

    /** Among how many equally likely tokens a choice would be as unsure as these were on average. */
    private double among() {
        return Math.exp(-logProbability() / size());
    }

    int size() {
        return path.size();
    }

    /** What it belongs to, or null. */
    TextTree tree() {
        return tree;
    }

    Twig twig(int i) {
        return path.get(i);
    }

    /** Or null. */
    Twig last() {
        return path.isEmpty() ? null : path.getLast();
    }

    List<Twig> path() {
        return path;
    }

    Moment moment(int i) {
        return tree.moment(path.get(i));
    }

    /** The newest thing that was asked, or null. */
    Writing work() {
        return work;
    }

    List<Shown> shown() {
        List<Shown> all = new ArrayList<>();
        for (int i = 0; i < size(); i++) {
            Twig twig = path.get(i);
            float value = strip.get().values()[i];
            all.add(new Shown(TokenStrip.number(value), value, logs.get() || !tree.ofRun()
                    ? derived((logs.get() ? "ln p_base" : "p_base") + " of the token by " + tree.who())
                    : moment(i).base(twig.token())));
        }
        if (size() > 0) {
            double sum = logProbability();
            all.add(new Shown(Numbers.format(sum), sum, derived("sum of ln p_base of the text’s tokens")));
            all.add(new Shown(Numbers.format(sum / size()), sum / size(), derived("mean of ln p_base of the text’s tokens")));
            all.add(new Shown(Numbers.format(among()), among(), derived("exp of minus the mean of ln p_base")));
        }
        return all;
    }

    private Source derived(String formula) {
        return new Source.Derived(run, tree.step(), formula);
    }

    /** The prompt and what was added. */
    public String whole() {
        return prompt.get() + continuation.get();
    }

    /** Whether the chips show ln p_base in place of p_base. */
    public BooleanProperty logsProperty() {
        return logs;
    }

    public ReadOnlyObjectProperty<StripData> stripProperty() {
        return strip.getReadOnlyProperty();
    }

    /** What the text goes on from, as it was typed. */
    public ReadOnlyStringProperty promptProperty() {
        return prompt.getReadOnlyProperty();
    }

    public ReadOnlyStringProperty continuationProperty() {
        return continuation.getReadOnlyProperty();
    }

    /** By which weights and settings it is written, how far it is, or why it ended. */
    public ReadOnlyStringProperty statusProperty() {
        return status.getReadOnlyProperty();
    }

    /** The log-probability in words. */
    public ReadOnlyStringProperty probabilityProperty() {
        return probability.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty writingProperty() {
        return writing.getReadOnlyProperty();
    }

    /** Whether there is no token yet. */
    public ReadOnlyBooleanProperty emptyProperty() {
        return empty.getReadOnlyProperty();
    }

    /** Whether the weights of another step than the viewed one wrote it. */
    public ReadOnlyBooleanProperty staleProperty() {
        return stale.getReadOnlyProperty();
    }
}
