package dev.vitrine.ui.generate;

import dev.vitrine.engine.InputException;
import dev.vitrine.engine.checkpoint.LoadedModel;
import dev.vitrine.engine.checkpoint.ModelFiles;
import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.engine.sample.Decoder;
import dev.vitrine.engine.sample.Generator;
import dev.vitrine.engine.sample.Sampler;
import dev.vitrine.engine.sample.Sampling;
import dev.vitrine.engine.sample.TextSoFar;
import dev.vitrine.engine.tensor.Weights;
import dev.vitrine.engine.text.Tokenizer;
import dev.vitrine.training.Command;
import dev.vitrine.training.ModelService;
import dev.vitrine.training.Prompts;
import dev.vitrine.ui.Session;
import dev.vitrine.ui.Shown;
import dev.vitrine.ui.Source;
import dev.vitrine.ui.control.Numbers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/**
 * Other weights continue the same prompt with the same settings: those of another step, or of a model folder. And they read the
 * first text, so that both say how probable the same tokens are.
 */
final class Comparison {
    private final Session session;
    private final String run;
    private final Consumer<Runnable> later;
    private final WrittenText first;
    private final WrittenText text;
    private final ObservableList<Other> others = FXCollections.observableArrayList();
    private final ObjectProperty<Other> chosen = new SimpleObjectProperty<>();
    private final ReadOnlyStringWrapper message = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper reading = new ReadOnlyStringWrapper("");
    private Twig marked;        // the first text's last token when the differences were marked
    private Twig asked;         // the one up to which it was read
    private double read = Double.NaN;

    /** @param later carries work from any thread to this one */
    Comparison(Session session, String run, WrittenText first, Consumer<Runnable> later) {
        this.session = session;
        this.run = run;
        this.first = first;
        this.later = later;
        text = new WrittenText(session, run);
        text.compareWith(first);
        chosen.addListener((property, before, now) -> forget());
    }

    /** Another run: its weights cannot be compared with those of the one before. */
    void open() {
        others.removeIf(Other::ofRun);
        chosen.set(others.isEmpty() ? null : others.getFirst());
        forget();
        message.set("");
    }

    /** Lets go of all weights. */
    void leave() {
        chosen.set(null);
        others.clear();
        forget();
    }

    private void forget() {
        asked = null;
        read = Double.NaN;
        reading.set("");
        Other other = chosen.get();
        text.open(other == null ? List.of() : labels(other.tokenizer()));
    }

    private static List<String> labels(Tokenizer tokenizer) {
        return IntStream.range(0, tokenizer.vocabSize()).mapToObj(tokenizer::token).toList();
    }

    /** Keeps a copy of the weights of the present state. */
    void keep() {
        ModelService model = session.model();
        session.weights(run).whenComplete((weights, failure) -> later.accept(() -> {
            if (failure != null) {
                message.set(failure.getMessage());
            } else if (model == session.model()) {
                add(new Other(session.text("generate.weights", session.text("generate.run." + run), Integer.toString(weights.step())),
                        run, weights, model.tokenizer(), model.stateHashText(run, weights.step())));
            }
        }));
    }

    /** Reads a model folder in the background. */
    void load(Path folder) {
        message.set(session.text("generate.compare.loading", folder));
        session.background().execute(() -> {
            try {
                LoadedModel loaded = ModelFiles.load(folder);
                Tokenizer tokenizer = loaded.tokenizer().orElseThrow(() ->
                        new InputException(session.text("generate.compare.noTokenizer", folder)));
                Other other = new Other(folder.getFileName().toString(), loaded.model().config().type(),
                        new Command.WeightsAt(loaded.model(), Weights.LIVE, 0), tokenizer, "");
                later.accept(() -> add(other));
            } catch (InputException | OutOfMemoryError e) {
                String why = e.getMessage();
                later.accept(() -> message.set(why));
            }
        });
    }

    void cannotChoose() {
        message.set(session.text("generate.export.unsupported"));
    }

    private void add(Other other) {
        message.set("");
        others.removeIf(o -> o.name().equals(other.name()));
        others.add(other);
        chosen.set(other);
    }

    /** The first text is begun anew: so is this one. */
    void start(Prompt prompt) {
        Other other = chosen.get();
        if (other == null) {
            return;
        }
        forget();
        boolean same = other.tokenizer() == session.model().tokenizer();
        Prompt read = same ? prompt : new Prompt(prompt.shown(), Prompts.start(other.tokenizer(), prompt.shown()));
        Writing asked = new Writing(session.sampling());
        Writing writing = same ? asked : asked.withoutBias();
        text.start(writing);
        writing.begin(session.generation(), new TextTree(other.run(), other.name(), other.tokenizer(), read, other.weights(),
                other.stateHash()), null, other.weights());
    }

    void cancel() {
        text.cancel();
    }

    void frame() {
        boolean grew = text.poll();
        if (grew || marked != first.last()) {
            marked = first.last();
            text.paint();
        }
        Other other = chosen.get();
        if (other != null && !first.writingProperty().get() && !first.emptyProperty().get() && asked != first.last()
                && first.tree().tokenizer().vocabSize() == other.tokenizer().vocabSize()) {
            asked = first.last();
            read(other, first.tree().text(asked), asked);
        }
    }

    /** ln p of the first text by the other weights. */
    private void read(Other other, TextSoFar whole, Twig last) {
        String backend = session.model().backend();
        session.background().execute(() -> {
            var kernels = Backends.create(backend);
            Decoder decoder = new Generator(other.weights().model(), other.weights().weights(), kernels).decoder();
            Sampler sampler = new Sampler(kernels);
            double sum = 0;
            for (int length = whole.prompt(); length < whole.length(); length++) {
                float[] logits = decoder.read(whole.ids(), length);
                float[] base = sampler.choose(logits, 0, other.tokenizer().vocabSize(), Sampling.GREEDY,
                        new TextSoFar(whole.ids(), whole.prompt(), length)).base();
                sum += Math.log(base[whole.ids()[length]]);
            }
            double all = sum;
            later.accept(() -> {
                if (asked == last && chosen.get() == other) {
                    read = all;
                    reading.set(session.text("generate.compare.reading", other.name(), Numbers.format(all),
                            Numbers.format(last.logProbability())));
                }
            });
        });
    }

    List<Shown> shown() {
        List<Shown> all = new ArrayList<>(text.shown());
        if (!Double.isNaN(read) && asked != null) {
            all.add(new Shown(Numbers.format(read), read, new Source.Derived(run, chosen.get().weights().step(),
                    "sum of ln p_base of the first text’s tokens by " + chosen.get().name())));
        }
        return all;
    }

    /** Weights with the vocabulary of the run that may draft for it, or null. */
    Command.WeightsAt draft() {
        Other other = chosen.get();
        return other == null || other.tokenizer().vocabSize() != session.model().tokenizer().vocabSize() ? null : other.weights();
    }

    WrittenText first() {
        return first;
    }

    WrittenText text() {
        return text;
    }

    /** ln p of the first text by the other weights; NaN while it is not known. */
    double read() {
        return read;
    }

    ObservableList<Other> others() {
        return others;
    }

    ObjectProperty<Other> chosenProperty() {
        return chosen;
    }

    /** What became of the last wish, or empty. */
    ReadOnlyStringProperty messageProperty() {
        return message.getReadOnlyProperty();
    }

    /** How probable the first text is to the other weights. */
    ReadOnlyStringProperty readingProperty() {
        return reading.getReadOnlyProperty();
    }
}
