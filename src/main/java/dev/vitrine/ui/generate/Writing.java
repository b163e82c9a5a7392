package dev.vitrine.ui.generate;

import dev.vitrine.engine.sample.Choice;
import dev.vitrine.engine.sample.Ending;
import dev.vitrine.engine.sample.Node;
import dev.vitrine.engine.sample.Sampling;
import dev.vitrine.engine.sample.Search;
import dev.vitrine.engine.sample.StopStrings;
import dev.vitrine.training.Command;
import dev.vitrine.training.GenerationService;
import dev.vitrine.ui.SamplingSettings;
import java.util.List;
import java.util.Map;

/** A text that is being written or was written into a tree: what was asked, and how far it is. */
final class Writing {
    private final Sampling sampling;
    private final int maxTokens;
    private final boolean stopsAtLineEnd;
    private final Search search;
    private final List<String> stops;
    private TextTree tree;
    private Twig last;
    private GenerationService.Job job;
    private int read;
    private boolean taken;
    private boolean cancelled;
    private boolean done;

    /** With the settings as they are now. */
    Writing(SamplingSettings settings) {
        this(settings.sampling(), settings.search(), settings.maxTokensProperty().get(), settings.stopAtLineEndProperty().get(),
                settings.stopStrings());
    }

    private Writing(Sampling sampling, Search search, int maxTokens, boolean stopsAtLineEnd, List<String> stops) {
        this.sampling = sampling;
        this.search = search;
        this.maxTokens = maxTokens;
        this.stopsAtLineEnd = stopsAtLineEnd;
        this.stops = stops;
    }

    /** The same, asked of a model with another vocabulary. */
    Writing withoutBias() {
        return new Writing(sampling.withLogitBias(Map.of()), search, maxTokens, stopsAtLineEnd, stops);
    }

    /**
     * @param from  the token that it goes on from; null for the prompt
     * @param draft weights that draft for speculative decoding, or null
     */
    void begin(GenerationService service, TextTree into, Twig from, Command.WeightsAt draft) {
        tree = into;
        last = from;
        int room = maxTokens - (from == null ? 0 : from.depth() + 1);
        boolean over = stopsAtLineEnd && from != null && from.token() == into.tokenizer().endId();
        if (!cancelled && room > 0 && !over) {
            Ending ending = new StopStrings(into.tokenizer(), stopsAtLineEnd ? into.tokenizer().endId() : -1, stops);
            job = service.start(into.weights(), new GenerationService.Order(into.text(from), room, ending, sampling, search, draft));
        } else {
            done = true;
        }
    }

    void cancel() {
        cancelled = true;
        if (job != null) {
            job.cancel();
        }
    }

    boolean cancelled() {
        return cancelled;
    }

    /** Whether the weights have come. */
    boolean begun() {
        return tree != null;
    }

    /** Takes what has been written so far; all else that is said here is about that. */
    void read() {
        if (job == null) {
            done |= cancelled;
            return;
        }
        done = job.done();      // before the choices: none comes after
        List<Choice> choices = job.choices();
        for (int size = choices.size(); read < size; read++) {
            last = add(last, choices.get(read));
        }
        if (done && !job.texts().isEmpty() && !taken) {
            taken = true;
            Twig from = last;
            for (List<Choice> text : job.texts().reversed()) {
                last = from;
                text.forEach(c -> last = add(last, c));     // the best one comes last and is shown
            }
        }
    }

    private Twig add(Twig after, Choice c) {
        return tree.add(after, new Choice(c.token(), c.u(), c.base(), List.of(), c.finals()), sampling, false);   // stages are many
    }

    boolean done() {
        return done;
    }

    /** The nodes that each turn of a search has kept so far. */
    List<List<Node>> turns() {
        return job == null ? List.of() : job.turns();
    }

    Search search() {
        return search;
    }

    /** Or null. */
    String failure() {
        return job == null ? null : job.failure();
    }

    TextTree tree() {
        return tree;
    }

    /** The newest token; null for the prompt. */
    Twig last() {
        return last;
    }

    Sampling sampling() {
        return sampling;
    }

    int maxTokens() {
        return maxTokens;
    }

    boolean stopsAtLineEnd() {
        return stopsAtLineEnd;
    }
}
