package dev.vitrine.ui.model;

import dev.vitrine.engine.model.Footprint;
import dev.vitrine.engine.model.ModelConfig;
import dev.vitrine.engine.tensor.Parameter;
import dev.vitrine.training.InferenceService;
import dev.vitrine.training.Snapshot;
import dev.vitrine.ui.Feature;
import dev.vitrine.ui.NewestJob;
import dev.vitrine.ui.Session;
import dev.vitrine.ui.Shown;
import dev.vitrine.ui.control.Numbers;
import dev.vitrine.ui.settings.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** A model that was opened: its sizes, the choices that it was built with, its tensors, and the memory that it takes. */
public final class ModelViewModel implements Feature {
    private static final int FLOAT = 4;

    private final Session session;
    private final String run;
    private final NewestJob<List<Part>> reading;
    private final ReadOnlyObjectWrapper<List<Fact>> sizes = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<List<Fact>> memory = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<List<String>> choices = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<List<Part>> parts = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<String> hash = new ReadOnlyObjectWrapper<>("");
    private Snapshot latest;

    public ModelViewModel(Session session, String run) {
        this(session, run, Platform::runLater);
    }

    /** @param fx brings a task to the FX thread */
    ModelViewModel(Session session, String run, Executor fx) {
        this.session = session;
        this.run = run;
        reading = new NewestJob<>(session.background(), fx, parts::set);
        if (opened() != null) {
            InferenceService opened = opened();
            sizes.set(sizes(opened));
            choices.set(choices(opened));
            reading.submit(() -> Part.of(opened.model()));
        }
    }

    /** The model that is looked at; null where it trains. */
    private InferenceService opened() {
        return session.model() instanceof InferenceService inference ? inference : null;
    }

    private List<Fact> sizes(InferenceService opened) {
        ModelConfig c = opened.sizes(run);
        return List.of(count("parameters", opened.parameterCount(run), "sum of the sizes of all learned tensors"),
                count("layers", c.layers(), "blocks in a row, by the model’s config"),
                count("heads", c.heads(), "query heads of a block, by the model’s config"),
                count("channels", c.channels(), "C by the model’s config"),
                count("context", c.contextLength(), "longest sequence by the model’s config"),
                count("vocabulary", c.vocabularySize(), "V by the model’s config"));
    }

    private static Fact count(String id, long value, String formula) {
        return new Fact(id, Numbers.integer(value), value, formula);
    }

    private static Fact bytes(String id, long value, String formula) {
        return new Fact(id, Bytes.text(value), value, formula);
    }

    /** A sentence each. */
    private List<String> choices(InferenceService opened) {
        ModelConfig c = opened.sizes(run);
        int kv = c.block().kvHeads();
        List<String> all = new ArrayList<>();
        all.add(session.text("model.is.family", opened.family(), session.text("run." + run), c.normOrder()));
        all.add(session.text(kv == c.heads() ? "model.is.attention" : "model.is.attention.grouped", Numbers.integer(c.heads()),
                Numbers.integer(c.block().headSize()), Numbers.integer(kv))
                + (c.attention().window() > 0 ? session.text("model.is.window", Numbers.integer(c.attention().window())) : ""));
        all.add(session.text("model.is.feedForward", c.feedForward(), Numbers.integer(c.hidden())));
        all.add(session.text("model.is.norm", c.norm(), c.position()));
        all.add(session.text(c.tiedHead() ? "model.is.tied" : "model.is.head"));
        all.add(opened.readsText() ? session.text("model.is.tokenizer") : session.text("model.is.ids", Numbers.integer(c.vocabularySize() - 1L)));
        return List.copyOf(all);
    }

    private List<Fact> memory(InferenceService opened, int probe) {
        ModelConfig c = opened.sizes(run);
        long weights = opened.model().parameters().stream().mapToLong(Parameter::size).sum() * FLOAT;
        long kept = 2L * opened.model().depth() * c.block().kvHeads() * c.block().headSize() * c.contextLength() * FLOAT;
        return List.of(bytes("weights", weights, "4 bytes for each number"),
                bytes("probe", Footprint.reading(c, probe), "all buffers of a pass over the probe’s " + probe + " tokens"),
                bytes("context", Footprint.reading(c, c.contextLength()), "all buffers of a pass over a full context"),
                bytes("cache", kept, "2 (keys, values) × blocks × KV × hs × T × 4 bytes"),
                bytes("heap", Runtime.getRuntime().maxMemory(), "what Java may take for its objects (-Xmx)"));
    }

    @Override
    public Set<String> observes() {
        return Set.of();
    }

    @Override
    public void accept(List<Snapshot> snapshots) {
        Snapshot newest = snapshots.getFirst();
        if (opened() != null && (latest == null || latest.probeTokens().length != newest.probeTokens().length)) {
            memory.set(memory(opened(), newest.probeTokens().length));
        }
        latest = newest;
        hash.set(newest.stateHashText());
    }

    @Override
    public List<Shown> shown() {
        List<Shown> all = new ArrayList<>();
        Stream.of(sizes.get(), memory.get()).flatMap(List::stream).forEach(f -> all.add(f.shown(run)));
        parts.get().forEach(p -> all.addAll(p.shown(run)));
        return all;
    }

    Session session() {
        return session;
    }

    /** Where the model was found. */
    String name() {
        return opened() == null ? "" : opened().name();
    }

    ReadOnlyObjectProperty<List<Fact>> sizesProperty() {
        return sizes.getReadOnlyProperty();
    }

    /** How it is built, a sentence each. */
    ReadOnlyObjectProperty<List<String>> choicesProperty() {
        return choices.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<List<Fact>> memoryProperty() {
        return memory.getReadOnlyProperty();
    }

    /** None until the weights are read. */
    ReadOnlyObjectProperty<List<Part>> partsProperty() {
        return parts.getReadOnlyProperty();
    }

    /** Fingerprint of the weights. */
    ReadOnlyObjectProperty<String> hashProperty() {
        return hash.getReadOnlyProperty();
    }
}
