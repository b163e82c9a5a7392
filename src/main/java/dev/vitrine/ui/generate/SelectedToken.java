package dev.vitrine.ui.generate;

import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.engine.sample.Choice;
import dev.vitrine.engine.sample.Sampler;
import dev.vitrine.engine.sample.Sampling;
import dev.vitrine.engine.sample.TextSoFar;
import dev.vitrine.training.ModelService;
import dev.vitrine.training.Snapshot;
import dev.vitrine.ui.Session;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;

/**
 * The token of the text whose bars are shown or, with none selected, the prompt's next one; and what they show. While a text is
 * written its newest token is selected, until the person selects another one.
 */
final class SelectedToken {
    private final String run;
    private final WrittenText text;
    private final Preview preview;      // after the prompt, of the viewed state
    private final Preview closer;       // before the selected token, of the weights that wrote it
    private final NextToken next;
    private final ObjectProperty<Integer> selected = new SimpleObjectProperty<>();

    private Sampler sampler;
    private Sampling sampling;
    private Place atPrompt;
    private Place atToken;
    private int seen;
    private boolean following;
    private boolean moving;

    /** @param later carries work from any thread to this one */
    SelectedToken(Session session, String run, LongSupplier nanoTime, Consumer<Runnable> later, WrittenText text) {
        this.run = run;
        this.text = text;
        preview = new Preview(session, run, nanoTime, later, this::refresh);
        closer = new Preview(session, run, nanoTime, later, this::refresh);
        next = new NextToken(session, run);
        selected.addListener((property, was, now) -> {
            following &= moving;
            Twig twig = twig();
            atToken = twig == null ? null : new Place(text.tree().text(twig.parent()), text.tree());
            refresh();
        });
    }

    /** Of another model. @param labels of its tokens */
    void open(ModelService model, List<String> labels) {
        sampler = new Sampler(Backends.create(model.backend()));
        preview.forget();
        closer.forget();
        next.open(model.tokenizer(), labels);
        seen = 0;
        selected.set(null);
    }

    /** Of no model. */
    void leave() {
        atPrompt = null;
        atToken = null;
        selected.set(null);
        preview.forget();
        closer.forget();
        next.clear("");
    }

    /** There is another prompt. */
    void ask(Prompt prompt) {
        atPrompt = new Place(TextSoFar.given(prompt.ids()), null);
        selected.set(null);
        refresh();
    }

    /** Another text is written from now on. */
    void follow(Sampling settings) {
        sampling = settings;
        selected.set(null);
        seen = 0;
        following = true;
    }

    /** The text may have grown. */
    void grown() {
        int tokens = text.size();
        if (following && tokens > seen) {
            moving = true;
            selected.set(tokens - 1);
            moving = false;
        }
        seen = tokens;
        following &= text.writingProperty().get();
    }

    /** Asks for what is not known of the viewed state. */
    void frame(Snapshot viewed) {
        preview.frame(viewed, atPrompt);
        if (atToken != null && !following) {
            closer.frame(viewed, atToken);
        }
    }

    /** The bars are those of other settings. */
    void set(Sampling settings) {
        if (!settings.equals(sampling)) {
            sampling = settings;
            refresh();
        }
    }

    /** Selects the last token of a branch. */
    void select(Twig twig) {
        following = false;
        selected.set(twig.depth());
    }

    /** The selected one; null for the prompt's next. */
    Twig twig() {
        Integer token = selected.get();
        return token == null || token >= text.size() ? null : text.twig(token);
    }

    /** What is known of the prompt's next token; null as long as all that is known is that of the prompt before. */
    Preview.Result afterPrompt() {
        return ofPrompt() ? preview.result() : null;
    }

    private boolean ofPrompt() {
        return preview.result() != null && preview.result().place() == atPrompt;
    }

    private void refresh() {
        Twig twig = twig();
        if (twig != null) {
            Moment written = text.tree().moment(twig);
            boolean known = !following && closer.result() != null && closer.result().place() == atToken;
            float[] logits = known ? closer.result().logits() : null;
            boolean other = known && !twig.sampling().equals(sampling);
            Moment now = !known ? written : supposed(closer.result());
            next.show(!known || other ? now : written.with(logits, now.choice().stages()), selected.get(),
                    other ? NextToken.Age.SUPPOSED : NextToken.Age.NOW);
        } else if (preview.result() != null && sampling != null) {
            next.show(supposed(preview.result()), -1, ofPrompt() ? NextToken.Age.NOW : NextToken.Age.BEFORE);
        } else {
            next.clear(preview.failure());
        }
    }

    /** The choice that the present settings make. */
    private Moment supposed(Preview.Result at) {
        TextSoFar before = at.place().text();
        Choice choice = sampler.choose(at.logits(), 0, at.logits().length, sampling, before);
        return new Moment(run, at.step(), IntStream.of(before.ids()).boxed().toList(), before.prompt(), choice, sampling, at.logits(), false);
    }

    /** The bars. */
    NextToken next() {
        return next;
    }

    /** Its number in the text; null for the prompt's next token. */
    ObjectProperty<Integer> numberProperty() {
        return selected;
    }
}
