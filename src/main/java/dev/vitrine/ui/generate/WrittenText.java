package dev.vitrine.ui.generate;

import dev.vitrine.engine.sample.Choice;
import dev.vitrine.engine.text.Tokenizer;
import dev.vitrine.training.Snapshot;
import dev.vitrine.ui.SaveAs;
import dev.vitrine.ui.Session;
import dev.vitrine.ui.Shown;
import dev.vitrine.ui.Source;
import dev.vitrine.ui.control.ColorMap;
import dev.vitrine.ui.control.Numbers;
import dev.vitrine.ui.control.StripData;
import dev.vitrine.ui.control.TokenStrip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/** The generated text as it grows: chips, running text, its probability, and by what it was written. */
public final class WrittenText {
    private final Session session;
    private final String run;
    private final ReadOnlyObjectWrapper<StripData> strip = new ReadOnlyObjectWrapper<>(StripData.EMPTY);
    private final ReadOnlyStringWrapper prompt = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper continuation = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper status = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper probability = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper message = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper writing = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper empty = new ReadOnlyBooleanWrapper(true);
    private final ReadOnlyBooleanWrapper stale = new ReadOnlyBooleanWrapper();
    private List<String> labels = List.of();
    private Tokenizer tokenizer;
    private Writing text;
    private Snapshot viewed;
    private int tokens;
    private boolean ended = true;

    WrittenText(Session session, String run) {
        this.session = session;
        this.run = run;
        status.set(session.text("generate.text.none"));
    }

    void open(Tokenizer newTokenizer, List<String> newLabels) {
        cancel();
        tokenizer = newTokenizer;
        labels = newLabels;
        text = null;
        show();
        status.set(session.text("generate.text.none"));
    }

    void view(Snapshot newest) {
        viewed = newest;
        stale.set(text != null && text.begun() && !newest.running() && newest.step() != text.step());
    }

    void start(Writing started) {
        text = started;
        ended = false;
        message.set("");
        show();
    }

    void cancel() {
        if (text != null && !text.done()) {
            text.cancel();
        }
    }

    /** Reads what has been written since; whether anything changed. */
    boolean poll() {
        if (text == null || ended) {
            return false;
        }
        text.read();
        show();
        ended = text.done();
        return true;
    }

    private void show() {
        List<Choice> choices = text == null ? List.of() : text.choices();
        if (choices.size() != tokens || choices.isEmpty()) {
            tokens = choices.size();
            float[] p = new float[tokens];
            List<String> names = new ArrayList<>();
            for (int i = 0; i < tokens; i++) {
                p[i] = base(choices.get(i));
                names.add(labels.get(choices.get(i).token()));
            }
            strip.set(StripData.of(names, p, 0, 1, ColorMap.CIVIDIS));
            prompt.set(text == null ? "" : text.promptText());
            continuation.set(text == null ? "" : text.continuation());
            probability.set(tokens == 0 ? "" : session.text("generate.probability", Numbers.format(text.logProbability()),
                    Numbers.integer(tokens), Numbers.format(text.logProbability() / tokens), Numbers.format(among())));
            empty.set(tokens == 0);
        }
        writing.set(text != null && !text.done());
        status.set(text == null ? "" : state());
        if (viewed != null) {
            view(viewed);
        }
    }

    private String state() {
        if (text.failure() != null) {
            return session.text("generate.failed", text.failure());
        }
        if (!text.begun()) {
            return session.text(text.cancelled() ? "generate.cancelled" : "generate.waiting");
        }
        String by = session.text("generate.by", session.text("generate.run." + run), Integer.toString(text.step()),
                Numbers.format(text.sampling().temperature()), Numbers.integer(text.sampling().topK()),
                Long.toString(text.sampling().seed())) + session.averaged();
        if (!text.done()) {
            return session.text("generate.writing", Numbers.integer(tokens), Numbers.integer(text.maxTokens()), by);
        }
        boolean lineEnd = tokens > 0 && text.choices().getLast().token() == tokenizer.endId();
        return by + " " + session.text(lineEnd && text.stopsAtLineEnd() ? "generate.stop.line"
                : tokens >= text.maxTokens() ? "generate.stop.length" : "generate.stop.cancel");
    }

    /** Among how many equally likely tokens a choice would be as unsure as these were on average. */
    private double among() {
        return Math.exp(-text.logProbability() / tokens);
    }

    private static float base(Choice choice) {
        return choice.base()[choice.token()];
    }

    int size() {
        return tokens;
    }

    Moment moment(int i) {
        return text.moment(i);
    }

    List<Shown> shown() {
        List<Shown> all = new ArrayList<>();
        for (int i = 0; i < tokens; i++) {
            Moment m = text.moment(i);
            float p = base(m.choice());
            all.add(new Shown(TokenStrip.number(p), p, m.base(m.choice().token())));
        }
        if (tokens > 0) {
            double sum = text.logProbability();
            all.add(new Shown(Numbers.format(sum), sum, derived("sum of ln p_base of the text’s tokens")));
            all.add(new Shown(Numbers.format(sum / tokens), sum / tokens, derived("mean of ln p_base of the text’s tokens")));
            all.add(new Shown(Numbers.format(among()), among(), derived("exp of minus the mean of ln p_base")));
        }
        return all;
    }

    private Source derived(String formula) {
        return new Source.Derived(run, text.step(), formula);
    }

    /** The prompt and what was added. */
    public String whole() {
        return prompt.get() + continuation.get();
    }

    public void copied() {
        message.set(session.text("generate.copied"));
    }

    void export(SaveAs saveAs, Consumer<Runnable> later) {
        try {
            Optional<Path> file = saveAs.choose(session.text("generate.export.name", run, Integer.toString(text.step())));
            file.ifPresent(path -> write(path, exported(), later));
        } catch (UnsupportedOperationException e) {
            message.set(session.text("generate.export.unsupported"));
        }
    }

    private void write(Path path, String content, Consumer<Runnable> later) {
        session.background().execute(() -> {
            String outcome;
            try {
                Files.writeString(path, content);
                outcome = session.text("generate.exported", path);
            } catch (IOException e) {
                outcome = session.text("generate.export.failed", path, e.getMessage());
            }
            String said = outcome;
            later.accept(() -> message.set(said));
        });
    }

    private String exported() {
        return session.text("generate.export.header", run, Integer.toString(text.step()), text.stateHash(),
                text.promptText().replace("\\", "\\\\").replace("\n", "\\n"), Double.toString(text.sampling().temperature()),
                Integer.toString(text.sampling().topK()), Long.toString(text.sampling().seed()), Integer.toString(text.maxTokens()),
                text.stopsAtLineEnd(), Integer.toString(tokens), Double.toString(text.logProbability()))
                + "\n\n" + whole() + "\n";
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

    /** What became of copying or exporting. */
    public ReadOnlyStringProperty messageProperty() {
        return message.getReadOnlyProperty();
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
