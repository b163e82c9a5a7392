package dev.vitrine.ui.generate;

import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.engine.sample.Choice;
import dev.vitrine.engine.sample.Sampler;
import dev.vitrine.engine.sample.Sampling;
import dev.vitrine.engine.sample.TextSoFar;
import dev.vitrine.engine.text.Tokenizer;
import dev.vitrine.training.Prompts;
import dev.vitrine.training.Snapshot;
import dev.vitrine.training.StageConfig;
import dev.vitrine.training.TrainingService;
import dev.vitrine.ui.Feature;
import dev.vitrine.ui.SamplingSettings;
import dev.vitrine.ui.SaveAs;
import dev.vitrine.ui.Session;
import dev.vitrine.ui.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.WeakChangeListener;

/**
 * The model writes: the prompt's next token for the viewed state, and texts token by token with the weights of the moment
 * they were asked for. The bars are those of the selected token of the text or, with none selected, of the prompt's next.
 */
public final class GenerateViewModel implements Feature {
    private final Session session;
    private final String run;
    private final SamplingSettings settings;
    private final Queue<Runnable> arrived = new ConcurrentLinkedQueue<>();
    private final Preview preview;
    private final NextToken next;
    private final WrittenText text;
    private final ObjectProperty<Integer> selected = new SimpleObjectProperty<>();
    private final ReadOnlyBooleanWrapper ready = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper viewing = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper note = new ReadOnlyStringWrapper("");
    private final ChangeListener<Number> requests = (count, before, now) -> generateIfShown();   // held here: the session holds it weakly

    private TrainingService service;
    private Sampler sampler;
    private Snapshot snapshot;
    private String stage = "";
    private String promptText;
    private int[] prompt = new int[0];
    private Sampling sampling;
    private int seen;
    private boolean following;
    private boolean moving;

    public GenerateViewModel(Session session, String run) {
        this(session, run, System::nanoTime);
    }

    GenerateViewModel(Session session, String run, LongSupplier nanoTime) {
        this.session = session;
        this.run = run;
        settings = session.sampling();
        preview = new Preview(session, run, nanoTime, arrived::add, this::refresh);
        next = new NextToken(session, run);
        text = new WrittenText(session, run);
        session.generateRequestsProperty().addListener(new WeakChangeListener<>(requests));
        selected.addListener((property, before, now) -> {
            following &= moving;
            refresh();
        });
    }

    @Override
    public Set<String> observes() {
        return Set.of();
    }

    @Override
    public void accept(List<Snapshot> snapshots) {
        snapshots.stream().filter(s -> s.run().equals(run)).findFirst().ifPresent(this::accept);
    }

    private void accept(Snapshot newest) {
        open();
        snapshot = newest;
        ready.set(true);
        viewing.set(session.text("generate.viewing", session.text("generate.run." + run), Integer.toString(newest.step())));
        if (!stage.equals(newest.stage())) {
            stage = newest.stage();
            service.config().stages().stream().filter(s -> s.name().equals(stage)).findFirst()
                    .ifPresent(s -> settings.stopAtLineEndProperty().set(s.format().equals(StageConfig.LINES)));
        }
        next.view(newest);
        text.view(newest);
    }

    /** Another training service means other weights and another vocabulary. */
    private void open() {
        if (service == session.service()) {
            return;
        }
        service = session.service();
        sampler = new Sampler(Backends.create(service.config().backend()));
        Tokenizer tokenizer = service.data().tokenizer();
        List<String> labels = IntStream.range(0, tokenizer.vocabSize()).mapToObj(tokenizer::token).toList();
        preview.forget();
        text.open(tokenizer, labels);
        next.open(tokenizer, labels);
        promptText = null;
        stage = "";
        seen = 0;
        selected.set(null);
    }

    @Override
    public void frame() {
        for (Runnable work = arrived.poll(); work != null; work = arrived.poll()) {
            work.run();
        }
        if (snapshot == null || service != session.service()) {
            return;
        }
        readPrompt();
        readSettings();
        readText();
        preview.frame(snapshot, prompt);
    }

    private void readPrompt() {
        String now = session.promptProperty().get();
        if (!now.equals(promptText)) {
            promptText = now;
            Tokenizer tokenizer = service.data().tokenizer();
            prompt = Prompts.start(tokenizer, now);
            note.set(PromptNotes.of(session, tokenizer, now, prompt, service.config().model().contextLength()));
            selected.set(null);
            refresh();
        }
    }

    /** Other settings take effect at once on the prompt's next token, so that is what is shown then. */
    private void readSettings() {
        Sampling now = settings.sampling();
        if (!now.equals(sampling)) {
            sampling = now;
            if (!following) {
                selected.set(null);
            }
            refresh();
        }
    }

    private void readText() {
        if (text.poll()) {
            int tokens = text.size();
            if (following && tokens > seen) {
                moving = true;
                selected.set(tokens - 1);
                moving = false;
            }
            seen = tokens;
            following &= text.writingProperty().get();
        }
    }

    private void refresh() {
        Integer token = selected.get();
        Preview.Result result = preview.result();
        if (token != null && token < text.size()) {
            next.show(text.moment(token), token, false);
        } else if (result != null && sampling != null) {
            Choice choice = sampler.choose(result.logits(), 0, result.logits().length, sampling,
                    TextSoFar.given(result.prompt()));
            List<Integer> before = IntStream.of(result.prompt()).boxed().toList();
            next.show(new Moment(run, result.step(), before, choice, sampling, result.logits()), -1,
                    result.prompt() != prompt);
        } else {
            next.clear(preview.failure());
        }
    }

    private void generateIfShown() {
        if (session.modeProperty().get().types().contains(run)) {
            generate();
        }
    }

    /** Answers the prompt with the weights of the present state, in place of the text before. */
    public void generate() {
        if (!ready.get() || service != session.service()) {
            return;
        }
        readPrompt();
        sampling = settings.sampling();
        cancel();
        selected.set(null);
        seen = 0;
        following = true;
        Writing writing = new Writing(run, service.data().tokenizer(), promptText, prompt, sampling,
                settings.maxTokensProperty().get(), settings.stopAtLineEndProperty().get());
        text.start(writing);
        TrainingService from = service;
        session.weights(run).thenAccept(weights -> arrived.add(() ->
                writing.begin(session.generation(), weights, from.history(run).hashText(weights.step()))));
    }

    public void cancel() {
        text.cancel();
    }

    /** Writes the text with its prompt, settings, step and state hash to a file that the person chooses. */
    public void export(SaveAs saveAs) {
        text.export(saveAs, arrived::add);
    }

    /** The inspector explains a token of the bars. */
    public void point(Integer token) {
        Moment moment = next.moment();
        if (token != null && moment != null) {
            session.inspectedProperty().set(Explanation.of(session, service.data().tokenizer(), moment, token));
        }
    }

    /** The inspector explains a token of the text. */
    public void pointAtText(Integer index) {
        if (index != null && index < text.size()) {
            Moment moment = text.moment(index);
            session.inspectedProperty().set(Explanation.of(session, service.data().tokenizer(), moment, moment.choice().token()));
        }
    }

    @Override
    public List<Shown> shown() {
        List<Shown> all = new ArrayList<>(text.shown());
        if (next.moment() != null) {
            all.addAll(next.moment().shown());
        }
        return all;
    }

    Session session() {
        return session;
    }

    public SamplingSettings settings() {
        return settings;
    }

    /** The bars of one token's choice. */
    public NextToken next() {
        return next;
    }

    /** The text so far. */
    public WrittenText text() {
        return text;
    }

    /** Number of the text's token whose bars are shown; null for the prompt's next token. */
    public ObjectProperty<Integer> selectedProperty() {
        return selected;
    }

    /** Whether there is a model to ask. */
    public ReadOnlyBooleanProperty readyProperty() {
        return ready.getReadOnlyProperty();
    }

    public ReadOnlyStringProperty viewingProperty() {
        return viewing.getReadOnlyProperty();
    }

    /** How the model reads the prompt, where that may surprise. */
    public ReadOnlyStringProperty noteProperty() {
        return note.getReadOnlyProperty();
    }
}
