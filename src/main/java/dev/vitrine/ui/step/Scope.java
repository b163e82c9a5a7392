package dev.vitrine.ui.step;

import dev.vitrine.engine.text.Tokenizer;
import dev.vitrine.training.History;
import dev.vitrine.training.Phase;
import dev.vitrine.training.RunConfig;
import dev.vitrine.training.Snapshot;
import dev.vitrine.training.TensorSnapshot;
import dev.vitrine.ui.Inspected;
import dev.vitrine.ui.Session;
import dev.vitrine.ui.Sight;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.SimpleIntegerProperty;

/** What the lenses of one view share: whose step it is, the chosen sequence of the batch, and words for addresses. */
final class Scope {
    private final Session session;
    private final String run;
    private final IntegerProperty sequence = new SimpleIntegerProperty(0);
    private Inspected mine;
    private Tokenizer known;
    private List<String> vocabulary = List.of();

    Scope(Session session, String run) {
        this.session = session;
        this.run = run;
    }

    Session session() {
        return session;
    }

    String run() {
        return run;
    }

    /** Row of the batch that pictures show; one for all lenses. */
    IntegerProperty sequenceProperty() {
        return sequence;
    }

    /** The chosen sequence, or the last if the batch is smaller. */
    int sequence(Snapshot s) {
        return Math.clamp(sequence.get(), 0, Math.max(0, s.batch() - 1));
    }

    boolean has(String key) {
        return session.texts().containsKey("step." + key);
    }

    String text(String key, Object... arguments) {
        return session.text("step." + key, arguments);
    }

    /** What queries see. */
    Sight sight() {
        return Sight.of(session.model().sizes(run));
    }

    RunConfig config() {
        return session.service().config();
    }

    /** Names of the learned parameters in order; empty while the run is unknown. */
    List<String> parameters() {
        History history = session.service() == null ? null : session.service().history(run);
        return history == null ? List.of() : history.parameters();
    }

    Tokenizer tokenizer() {
        return session.service().data().tokenizer();
    }

    List<String> vocabulary() {
        if (tokenizer() != known) {
            known = tokenizer();
            vocabulary = IntStream.range(0, known.vocabSize()).mapToObj(known::token).toList();
        }
        return vocabulary;
    }

    /** One sequence of a (B*T) array of ids as tokens; ids below 0 as nothing. */
    List<String> tokens(int[] ids, int at, int time) {
        List<String> all = vocabulary();
        List<String> tokens = new ArrayList<>(time);
        for (int t = 0; t < time; t++) {
            int id = ids[at * time + t];
            tokens.add(id < 0 || id >= all.size() ? "" : all.get(id));
        }
        return tokens;
    }

    /** Whether a tensor belongs to the step and micro-batch that the snapshot shows. */
    static boolean current(Snapshot s, TensorSnapshot t) {
        return s.isCurrent(t);
    }

    /** "step 12", or with where an older number comes from: "step 13, from step 12". */
    String step(Snapshot s, int computed) {
        String now = text("viewing", Integer.toString(s.step()));
        return computed == s.step() ? now : now + ", " + text("fromStep", Integer.toString(computed));
    }

    String address(int step, String phase, String what) {
        return text("address", run, Integer.toString(step), phase, what);
    }

    /** Name of a phase. */
    String phase(Phase phase) {
        return text("phase." + phase.name());
    }

    void inspect(Inspected inspected) {
        mine = inspected;
        session.inspectedProperty().set(inspected);
    }

    /** Takes back what this view put into the inspector, unless something else stands there. */
    void release() {
        if (inspecting()) {
            session.inspectedProperty().set(null);
        }
        mine = null;
    }

    /** Whether the inspector still shows what this view put there. */
    boolean inspecting() {
        return mine != null && session.inspectedProperty().get() == mine;
    }
}
