package dev.vitrine.ui.generate;

import dev.vitrine.engine.sample.Choice;
import dev.vitrine.engine.text.Tokenizer;
import dev.vitrine.training.Snapshot;
import dev.vitrine.ui.Session;
import dev.vitrine.ui.control.BarData;
import dev.vitrine.ui.control.DrawData;
import dev.vitrine.ui.control.Numbers;
import java.util.List;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** The choice of one token in bars, a draw and sentences. */
public final class NextToken {
    /** Of when a choice is. */
    enum Age {
        NOW,
        /** Of the prompt before this one. */
        BEFORE,
        /** As the present settings would choose, in a text that was written by others. */
        SUPPOSED
    }

    private final Session session;
    private final String run;
    private final ReadOnlyObjectWrapper<BarData> bars = new ReadOnlyObjectWrapper<>(BarData.EMPTY);
    private final ReadOnlyObjectWrapper<DrawData> draw = new ReadOnlyObjectWrapper<>(DrawData.EMPTY);
    private final ReadOnlyStringWrapper title = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper caption = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper outcome = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<List<String>> stages = new ReadOnlyObjectWrapper<>(List.of());
    private final StringProperty stage = new SimpleStringProperty("");
    private final ReadOnlyObjectWrapper<Effects> effects = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper stale = new ReadOnlyBooleanWrapper();
    private Tokenizer tokenizer;
    private List<String> labels = List.of();
    private Snapshot viewed;
    private Moment moment;
    private Age age = Age.NOW;
    private int number;

    NextToken(Session session, String run) {
        this.session = session;
        this.run = run;
        clear("");
        stage.addListener((property, before, now) -> {
            if (moment != null) {
                show(moment, number, age);
            }
        });
    }

    void open(Tokenizer newTokenizer, List<String> newLabels) {
        tokenizer = newTokenizer;
        labels = newLabels;
        clear("");
    }

    void view(Snapshot newest) {
        viewed = newest;
        describe();
    }

    Moment moment() {
        return moment;
    }

    /**
     * @param token number of the text's token that was chosen here, or -1 for the prompt's next token
     */
    void show(Moment now, int token, Age of) {
        moment = now;
        number = token;
        age = of;
        List<String> acted = now.choice().stages().stream().map(Choice.Stage::processor).toList();
        if (!acted.equals(stages.get())) {
            stages.set(acted);
        }
        bars.set(now.bars(labels, stage.get()));
        effects.set(new Effects(now));
        draw.set(now.draw(labels));
        title.set(token < 0 ? session.text("generate.next.title")
                : session.text("generate.next.of", Numbers.integer(token + 1L), name(now.choice().token())));
        outcome.set(outcome(now));
        describe();
    }

    void clear(String failure) {
        moment = null;
        effects.set(null);
        bars.set(BarData.EMPTY);
        draw.set(DrawData.EMPTY);
        title.set(session.text("generate.next.title"));
        outcome.set("");
        caption.set(failure.isEmpty() ? session.text("generate.next.waiting") : session.text("generate.failed", failure));
        stale.set(false);
    }

    private String outcome(Moment now) {
        String name = name(now.choice().token());
        if (now.byHand()) {
            return session.text("generate.hand", name);
        }
        if (Double.isNaN(now.choice().u())) {
            return session.text(now.sampling().greedy() ? "generate.taken" : "generate.searched", name);
        }
        DrawData d = draw.get();
        return session.text("generate.drawn", Numbers.format(now.choice().u()), name,
                Numbers.format(d.from(now.choice().token())), Numbers.format(d.to(now.choice().token())));
    }

    private void describe() {
        if (moment == null || viewed == null) {
            return;
        }
        boolean other = moment.step() != viewed.step();
        stale.set(age == Age.BEFORE || other && !viewed.running());
        caption.set(session.text("generate.next.caption", session.text("generate.run." + run),
                session.text(age == Age.BEFORE ? "generate.before" : other ? "generate.from" : "generate.at", Integer.toString(moment.step())),
                Numbers.integer(labels.size()), Numbers.integer(moment.kept()), Numbers.format(bars.get().largest()))
                + (age == Age.SUPPOSED ? session.text("generate.next.supposed") : "") + session.averaged());
    }

    private String name(int token) {
        return "‘" + tokenizer.token(token) + "’";
    }

    public ReadOnlyObjectProperty<BarData> barsProperty() {
        return bars.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<DrawData> drawProperty() {
        return draw.getReadOnlyProperty();
    }

    public ReadOnlyStringProperty titleProperty() {
        return title.getReadOnlyProperty();
    }

    /** Run, step, axes and range. */
    public ReadOnlyStringProperty captionProperty() {
        return caption.getReadOnlyProperty();
    }

    /** Names of the processors that acted, in their order. */
    public ReadOnlyObjectProperty<List<String>> stagesProperty() {
        return stages.getReadOnlyProperty();
    }

    /** The processor whose work the bars show, before and after it; empty for all of them together. */
    public StringProperty stageProperty() {
        return stage;
    }

    /** What each setting did; null while nothing is known. */
    ReadOnlyObjectProperty<Effects> effectsProperty() {
        return effects.getReadOnlyProperty();
    }

    /** How the token was found. */
    public ReadOnlyStringProperty outcomeProperty() {
        return outcome.getReadOnlyProperty();
    }

    /** Whether the weights of another step than the viewed one said this. */
    public ReadOnlyBooleanProperty staleProperty() {
        return stale.getReadOnlyProperty();
    }
}
