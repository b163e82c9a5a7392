package dev.vitrine.ui.generate;

import dev.vitrine.engine.sample.Choice;
import dev.vitrine.engine.text.Tokenizer;
import dev.vitrine.training.Command;
import dev.vitrine.training.ModelService;
import dev.vitrine.training.Snapshot;
import dev.vitrine.training.StageConfig;
import dev.vitrine.ui.Feature;
import dev.vitrine.ui.SamplingSettings;
import dev.vitrine.ui.SaveAs;
import dev.vitrine.ui.Session;
import dev.vitrine.ui.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.WeakChangeListener;

/**
 * The model writes: the prompt's next token for the viewed state, and texts token by token with the weights of the moment
 * they were asked for. The bars are those of the selected token of the text or, with none selected, of the prompt's next;
 * another token can be put in its place, and the text goes on from there as another branch of the tree.
 */
public final class GenerateViewModel implements Feature {
    private final Session session;
    private final String run;
    private final SamplingSettings settings;
    private final Queue<Runnable> arrived = new ConcurrentLinkedQueue<>();
    private final WrittenText text;
    private final SelectedToken selected;
    private final Branches branches;
    private final Beams beams;
    private final Comparison comparison;
    private final Export export;
    private final Asking asking;
    private final ReadOnlyBooleanWrapper ready = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper viewing = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private final ChangeListener<Number> requests = (count, was, now) -> generateIfShown();   // held here: the session holds it weakly

    private ModelService model;
    private Snapshot snapshot;
    private String stage = "";

    public GenerateViewModel(Session session, String run) {
        this(session, run, System::nanoTime);
    }

    GenerateViewModel(Session session, String run, LongSupplier nanoTime) {
        this.session = session;
        this.run = run;
        settings = session.sampling();
        asking = new Asking(session);
        text = new WrittenText(session, run);
        selected = new SelectedToken(session, run, nanoTime, arrived::add, text);
        branches = new Branches(session);
        beams = new Beams(session, run);
        comparison = new Comparison(session, run, text, arrived::add);
        export = new Export(session, arrived::add);
        session.generateRequestsProperty().addListener(new WeakChangeListener<>(requests));
        session.modelProperty().addListener((property, was, now) -> leave());
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
        viewing.set(session.service() == null ? "" : session.text("generate.viewing", session.text("generate.run." + run), Integer.toString(newest.step())));
        if (!stage.equals(newest.stage())) {
            stage = newest.stage();
            session.service().config().stages().stream().filter(s -> s.name().equals(stage)).findFirst()
                    .ifPresent(s -> expectLines(s.format().equals(StageConfig.LINES)));
        }
        next().view(newest);
        text.view(newest);
    }

    /** Lets go of the model that was looked at: its weights may be large. */
    private void leave() {
        model = null;
        snapshot = null;
        ready.set(false);
        asking.forget();
        selected.leave();
        text.open(List.of());
        comparison.leave();
        branches.show(text);
        beams.show(text);
    }

    private void expectLines(boolean lines) {
        settings.stopAtLineEndProperty().set(lines);
        settings.remembersProperty().set(!lines);     // where each line stands alone, no earlier one was ever read
    }

    /** Another model service means other weights and another vocabulary. */
    private void open() {
        if (model == session.model()) {
            return;
        }
        model = session.model();
        Tokenizer tokenizer = model.tokenizer();
        List<String> labels = IntStream.range(0, tokenizer.vocabSize()).mapToObj(tokenizer::token).toList();
        text.open(labels);
        selected.open(model, labels);
        comparison.open();
        asking.open();
        settings.logitBiasProperty().set(Map.of());     // ids of the other vocabulary
        stage = "";
    }

    @Override
    public void frame() {
        for (Runnable work = arrived.poll(); work != null; work = arrived.poll()) {
            work.run();
        }
        if (snapshot == null || model != session.model()) {
            return;
        }
        readPrompt();
        readSettings();
        readText();
        comparison.frame();
        selected.frame(snapshot);
    }

    private void readPrompt() {
        if (asking.read(model.tokenizer(), model.sizes(run).contextLength())) {
            selected.ask(asking.prompt());
        }
    }

    private void readSettings() {
        try {
            settings.search();
            problem.set("");
        } catch (IllegalArgumentException e) {
            problem.set(e.getMessage());
        }
        selected.set(settings.sampling());
    }

    private void readText() {
        if (text.poll()) {
            selected.grown();
            branches.show(text);
            beams.show(text);
        }
    }

    private void generateIfShown() {
        if (session.modeProperty().get().types().contains(run)) {
            generate();
        }
    }

    /**
     * Answers the prompt with the weights of the present state. In a chat another question than the last one goes on with the
     * conversation, the same one is answered another time.
     */
    public void generate() {
        readSettings();
        if (!ready.get() || model != session.model() || !problem.get().isEmpty()) {
            return;
        }
        asking.keep(text);
        readPrompt();
        asking.answer();
        Prompt from = asking.prompt();
        TextTree known = text.tree();
        Writing writing = start();
        comparison.start(from);
        ModelService of = model;
        session.weights(run).thenAccept(weights -> arrived.add(() -> {
            String hash = of.stateHashText(run, weights.step());
            boolean fits = known != null && known.fits(from, hash);
            writing.begin(session.generation(), fits ? known : tree(from, weights, hash), null, comparison.draft());
        }));
    }

    private TextTree tree(Prompt from, Command.WeightsAt weights, String hash) {
        String who = session.text("generate.weights", session.text("generate.run." + run), Integer.toString(weights.step()));
        return new TextTree(run, who, model.tokenizer(), from, weights, hash);
    }

    /** Forgets the questions and answers so far. */
    public void newConversation() {
        asking.clear();
    }

    private Writing start() {
        cancel();
        selected.follow(settings.sampling());
        Writing writing = new Writing(settings);
        text.start(writing);
        return writing;
    }

    /** Puts a token in the place that the bars stand for; the text goes on from there as another branch. */
    public void choose(int token) {
        Moment moment = next().moment();
        Twig twig = selected.twig();
        if (moment == null || !problem.get().isEmpty() || model != session.model() || twig == null && selected.afterPrompt() == null) {
            return;
        }
        TextTree tree = twig == null ? treeOf(selected.afterPrompt()) : text.tree();
        Choice made = new Choice(token, Double.NaN, moment.choice().base(), List.of(), moment.choice().finals());
        Twig hand = tree.add(twig == null ? null : twig.parent(), made, moment.sampling(), true);
        if (twig == null) {
            asking.keep(text);
            asking.answer();
        }
        start().begin(session.generation(), tree, hand, comparison.draft());
    }

    private TextTree treeOf(Preview.Result at) {
        Prompt from = asking.prompt();
        String hash = model.stateHashText(run, at.step());
        return text.tree() != null && text.tree().fits(from, hash) ? text.tree() : tree(from, at.weights(), hash);
    }

    /** Goes on with the present settings after the selected token, or after the last one; what came after it stays a branch. */
    public void goOn() {
        Twig from = selected.twig() == null ? text.last() : selected.twig();
        if (from != null && model == session.model() && problem.get().isEmpty()) {
            TextTree tree = text.tree();
            start().begin(session.generation(), tree, from, comparison.draft());
        }
    }

    /** Shows the text that ends with a node of the tree of branches. */
    public void show(int node) {
        if (text.writingProperty().get()) {
            cancel();
        }
        Twig twig = branches.twig(node);
        text.show(text.tree(), twig);
        selected.select(twig);
        branches.show(text);
    }

    public void cancel() {
        text.cancel();
        comparison.cancel();
    }

    /** The bars show how the other weights chose a token of theirs. */
    void lookAtOther(int token) {
        WrittenText other = comparison.text();
        if (token < other.size()) {
            selected.numberProperty().set(null);
            next().show(other.moment(token), token, NextToken.Age.NOW);
        }
    }

    /** What is added to a token's logit. */
    double bias(int token) {
        return settings.logitBiasProperty().get().getOrDefault(token, 0.0);
    }

    /** @param added 0 for nothing */
    void setBias(int token, double added) {
        if (added != bias(token)) {
            Map<Integer, Double> all = new TreeMap<>(settings.logitBiasProperty().get());
            all.remove(token);
            if (added != 0) {
                all.put(token, added);
            }
            settings.logitBiasProperty().set(all);
        }
    }

    /** A token in quotes. */
    String name(int token) {
        return "‘" + model.tokenizer().token(token) + "’";
    }

    /** Questions are typed in place of a text's beginning, or the other way. */
    public void setChat(boolean chat) {
        asking.chat(chat);
    }

    /** Writes the text to a file that the person chooses: with its settings, or as JSON with every token. */
    public void export(SaveAs saveAs) {
        export.save(saveAs, text, asking.conversation());
    }

    /** The text as JSON, with every token. */
    String json() {
        return Export.json(text, asking.conversation());
    }

    /** The inspector explains a token of the bars. */
    public void point(Integer token) {
        Moment moment = next().moment();
        if (token != null && moment != null) {
            session.inspectedProperty().set(Explanation.of(session, model.tokenizer(), moment, token));
        }
    }

    /** The inspector explains a token of the text. */
    public void pointAtText(Integer index) {
        if (index != null && index < text.size()) {
            Moment moment = text.moment(index);
            session.inspectedProperty().set(Explanation.of(session, model.tokenizer(), moment, moment.choice().token()));
        }
    }

    @Override
    public List<Shown> shown() {
        List<Shown> all = new ArrayList<>(text.shown());
        all.addAll(branches.shown());
        all.addAll(comparison.shown());
        all.addAll(beams.shown());
        if (next().moment() != null) {
            all.addAll(next().effectsProperty().get().shown());
            all.addAll(next().moment().shown(next().stageProperty().get()));
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
        return selected.next();
    }

    /** All texts of the prompt. */
    public Branches branches() {
        return branches;
    }

    /** The tree of a search by beams. */
    public Beams beams() {
        return beams;
    }

    Comparison comparison() {
        return comparison;
    }

    Export export() {
        return export;
    }

    /** The text so far. */
    public WrittenText text() {
        return text;
    }

    /** Number of the text's token whose bars are shown; null for the prompt's next token. */
    public ObjectProperty<Integer> selectedProperty() {
        return selected.numberProperty();
    }

    /** Whether there is a model to ask. */
    public ReadOnlyBooleanProperty readyProperty() {
        return ready.getReadOnlyProperty();
    }

    public ReadOnlyStringProperty viewingProperty() {
        return viewing.getReadOnlyProperty();
    }

    /** The questions and answers before the present ones, a line each; empty for none. */
    public ReadOnlyStringProperty beforeProperty() {
        return asking.beforeProperty();
    }

    /** What does not go together in the settings; then nothing is written. */
    ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /** How the model reads the prompt, where that may surprise. */
    public ReadOnlyStringProperty noteProperty() {
        return asking.noteProperty();
    }
}
