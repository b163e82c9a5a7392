package dev.vitrine.ui.tokens;

import dev.vitrine.engine.InputException;
import dev.vitrine.engine.checkpoint.AtomicFiles;
import dev.vitrine.engine.text.MergePlay;
import dev.vitrine.engine.text.Span;
import dev.vitrine.engine.text.Tokenizer;
import dev.vitrine.engine.text.TokenizerJson;
import dev.vitrine.engine.text.Tokenizers;
import dev.vitrine.training.Snapshot;
import dev.vitrine.ui.Feature;
import dev.vitrine.ui.SaveAs;
import dev.vitrine.ui.Session;
import dev.vitrine.ui.Shown;
import dev.vitrine.ui.Source;
import dev.vitrine.ui.control.Numbers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import javafx.application.Platform;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** A text, what a tokenizer makes of it, the merges that lead there, and what other tokenizers make of it. */
public final class TokenizerViewModel implements Feature {
    /** The tokenizer that the run has. */
    static final String RUN = "run";
    /** One that was read from a file. */
    static final String FILE = "file";
    private static final int USUAL = 512;
    private static final int AT_ONCE = 1 << 20;    // characters: a text that is trained on without being asked

    private final Session session;
    private final Executor fx;
    private final TokenizerTraining training;
    private final Map<String, Tokenizer> known = new LinkedHashMap<>();
    private final ReadOnlyObjectWrapper<List<String>> names = new ReadOnlyObjectWrapper<>(List.of());
    private final ObjectProperty<String> chosen = new SimpleObjectProperty<>(RUN);
    private final IntegerProperty vocabulary = new SimpleIntegerProperty(USUAL);
    private final StringProperty text = new SimpleStringProperty("");
    private final ReadOnlyObjectWrapper<Reading> reading = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<List<Reading>> others = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<MergePlay> play = new ReadOnlyObjectWrapper<>();
    private final IntegerProperty merges = new SimpleIntegerProperty();
    private final ReadOnlyStringWrapper message = new ReadOnlyStringWrapper("");
    private String run = "";
    private int step;
    private boolean asked;

    public TokenizerViewModel(Session session) {
        this(session, Platform::runLater);
    }

    /** @param fx brings a task to the FX thread */
    TokenizerViewModel(Session session, Executor fx) {
        this.session = session;
        this.fx = fx;
        training = new TokenizerTraining(session, fx, this::trained);
        text.addListener(_ -> read());
        chosen.addListener(_ -> read());
        if (session.model() != null) {
            know(RUN, session.model().tokenizer());
            text.set(session.model().probe());
            read();
        }
    }

    @Override
    public Set<String> observes() {
        return Set.of();        // a tokenizer does not change while a model learns
    }

    @Override
    public void accept(List<Snapshot> snapshots) {
        run = snapshots.getFirst().run();
        step = snapshots.getFirst().step();
        if (!asked) {
            asked = true;
            if (!texts().isEmpty() && texts().stream().mapToLong(String::length).sum() <= AT_ONCE) {
                train();
            }
        }
    }

    private List<String> texts() {
        return session.service() == null ? List.of() : session.service().data().texts().stream().flatMap(List::stream).toList();
    }

    private void know(String name, Tokenizer tokenizer) {
        known.put(name, tokenizer);
        names.set(List.copyOf(known.keySet()));
    }

    /** Trains a tokenizer of every kind on the texts of the run. */
    void train() {
        if (texts().isEmpty()) {
            message.set(session.text("tokenizer.noTexts"));
            return;
        }
        message.set("");
        training.start(texts(), vocabulary.get());
    }

    void cancel() {
        training.cancel();
    }

    private void trained(Map<String, Tokenizer> made) {
        made.forEach(this::know);
        read();
    }

    /** Takes the tokenizer of a file, or says why not. */
    void open(Path file) {
        session.background().execute(() -> {
            try {
                Tokenizer read = TokenizerJson.read(file);
                fx.execute(() -> {
                    message.set(session.text("tokenizer.opened", file.getFileName(), Numbers.integer(read.vocabSize())));
                    know(FILE, read);
                    if (FILE.equals(chosen.get())) {
                        read();
                    }
                    chosen.set(FILE);
                });
            } catch (InputException e) {
                fx.execute(() -> message.set(e.getMessage()));
            }
        });
    }

    /** Writes the chosen tokenizer as a tokenizer.json. */
    void save(SaveAs files) {
        try {
            files.choose("tokenizer.json").ifPresent(file -> {
                AtomicFiles.write(file, TokenizerJson.write(known.get(chosen.get())));
                message.set(session.text("tokenizer.saved", file));
            });
        } catch (InputException e) {
            message.set(e.getMessage());
        } catch (UnsupportedOperationException e) {
            message.set(session.text("tokenizer.unsupported"));
        }
    }

    private void read() {
        Tokenizer tokenizer = known.get(chosen.get());
        if (tokenizer == null) {
            return;
        }
        try {
            reading.set(Reading.of(chosen.get(), tokenizer, text.get()));
            others.set(Tokenizers.REGISTRY.names().stream().filter(known::containsKey)
                    .map(kind -> Reading.of(kind, known.get(kind), text.get())).toList());
            Tokenizer merging = MergePlay.of(tokenizer, "").isPresent() ? tokenizer : known.get("bpe");
            play.set(merging == null ? null : MergePlay.of(merging, text.get()).orElse(null));
            merges.set(play.get() == null ? 0 : play.get().steps().size());
        } catch (IllegalArgumentException e) {
            message.set(e.getMessage());       // half a surrogate pair, on its way to be typed
        }
    }

    /** Goes on by some merges, or back. */
    void step(int by) {
        if (play.get() != null) {
            merges.set(Math.clamp(merges.get() + (long) by, 0, play.get().steps().size()));
        }
    }

    /** The inspector tells of a token. */
    void point(Integer token) {
        Reading now = reading.get();
        if (now != null && token != null && token < now.tokens()) {
            session.inspectedProperty().set(Explained.token(session, now, token));
        }
    }

    /** What is said of a reading as a whole. */
    String figures(Reading of) {
        return session.text(of.unknown() > 0 ? "tokenizer.figures.unknown" : "tokenizer.figures", Numbers.integer(of.tokens()), Numbers.integer(of.words()),
                Numbers.integer(of.bytes()), Numbers.format(of.tokensPerWord()), Numbers.format(of.bytesPerToken()),
                Numbers.integer(of.tokenizer().vocabSize()), Numbers.integer(of.unknown()));
    }

    /** What is said of the merges that are done. */
    String merged() {
        MergePlay now = play.get();
        int done = merges.get();
        if (now == null) {
            return session.text("tokenizer.merges.none");
        }
        String tokens = Numbers.integer(now.texts().get(done).size());
        if (done == 0) {
            return session.text("tokenizer.merges.begin", Numbers.integer(now.steps().size()), tokens);
        }
        MergePlay.Step last = now.steps().get(done - 1);
        return session.text("tokenizer.merges.step", Integer.toString(done), Integer.toString(now.steps().size()), last.left(), last.right(),
                last.made(), Integer.toString(last.rank() + 1), Integer.toString(last.times()),
                Numbers.integer(now.texts().get(done - 1).size()), tokens);
    }

    @Override
    public List<Shown> shown() {
        List<Shown> all = new ArrayList<>();
        Reading now = reading.get();
        if (now != null) {
            List<Span> spans = now.spans();
            for (int i = 0; i < spans.size(); i++) {
                count(all, spans.get(i).id(), "id of token " + i + " of the text");
            }
            figures(all, now, "the chosen tokenizer");
        }
        others.get().forEach(of -> figures(all, of, of.name()));
        return all;
    }

    private void figures(List<Shown> all, Reading of, String by) {
        count(all, of.tokens(), "tokens of the text by " + by);
        count(all, of.tokenizer().vocabSize(), "entries of the vocabulary of " + by);
        number(all, of.tokensPerWord(), "tokens / stretches without white space, by " + by);
        number(all, of.bytesPerToken(), "bytes of UTF-8 / tokens, by " + by);
    }

    private void count(List<Shown> all, int value, String formula) {
        all.add(new Shown(Numbers.integer(value), value, new Source.Derived(run, step, formula)));
    }

    private void number(List<Shown> all, double value, String formula) {
        all.add(new Shown(Numbers.format(value), value, new Source.Derived(run, step, formula)));
    }

    Session session() {
        return session;
    }

    TokenizerTraining training() {
        return training;
    }

    /** Names of the tokenizers that one can choose. */
    ReadOnlyObjectProperty<List<String>> namesProperty() {
        return names.getReadOnlyProperty();
    }

    ObjectProperty<String> chosenProperty() {
        return chosen;
    }

    /** Entries that a vocabulary is trained to. */
    IntegerProperty vocabularyProperty() {
        return vocabulary;
    }

    StringProperty textProperty() {
        return text;
    }

    ReadOnlyObjectProperty<Reading> readingProperty() {
        return reading.getReadOnlyProperty();
    }

    /** What the tokenizers of every kind make of the text. */
    ReadOnlyObjectProperty<List<Reading>> othersProperty() {
        return others.getReadOnlyProperty();
    }

    /** The merges that the text needs; null where there is no tokenizer that merges. */
    ReadOnlyObjectProperty<MergePlay> playProperty() {
        return play.getReadOnlyProperty();
    }

    /** How many of them are done. */
    IntegerProperty mergesProperty() {
        return merges;
    }

    ReadOnlyStringProperty messageProperty() {
        return message.getReadOnlyProperty();
    }
}
