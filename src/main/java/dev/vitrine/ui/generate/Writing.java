package dev.vitrine.ui.generate;

import dev.vitrine.engine.sample.Choice;
import dev.vitrine.engine.sample.Sampling;
import dev.vitrine.training.GenerationService;
import java.util.List;

/** A text that is being written or was written into a tree: what was asked, and how far it is. */
final class Writing {
    private final Sampling sampling;
    private final int maxTokens;
    private final boolean stopsAtLineEnd;
    private TextTree tree;
    private Twig last;
    private GenerationService.Job job;
    private int read;
    private boolean cancelled;
    private boolean done;

    Writing(Sampling sampling, int maxTokens, boolean stopsAtLineEnd) {
        this.sampling = sampling;
        this.maxTokens = maxTokens;
        this.stopsAtLineEnd = stopsAtLineEnd;
    }

    /** @param from the token that it goes on from; null for the prompt */
    void begin(GenerationService service, TextTree into, Twig from) {
        tree = into;
        last = from;
        int room = maxTokens - (from == null ? 0 : from.depth() + 1);
        boolean over = stopsAtLineEnd && from != null && from.token() == into.tokenizer().endId();
        if (!cancelled && room > 0 && !over) {
            job = service.start(into.weights(), into.text(from), room,
                    stopsAtLineEnd ? into.tokenizer().endId() : -1, sampling);
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
            Choice c = choices.get(read);
            last = tree.add(last, new Choice(c.token(), c.u(), c.base(), List.of(), c.finals()), sampling, false);   // stages are many
        }
    }

    boolean done() {
        return done;
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
