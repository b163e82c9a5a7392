package dev.vitrine.ui.home;

import dev.vitrine.engine.sample.Sampling;
import dev.vitrine.engine.sample.TextSoFar;
import dev.vitrine.engine.text.Tokenizer;
import dev.vitrine.training.Command;
import dev.vitrine.training.GenerationService;
import dev.vitrine.training.History;
import dev.vitrine.training.Prompts;
import dev.vitrine.training.RunData;
import dev.vitrine.training.Snapshot;
import dev.vitrine.training.StageConfig;
import dev.vitrine.training.TrainingService;
import dev.vitrine.ui.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * Has a run write a text from its prompt: every fifty steps while it trains, and of the very step that is viewed while it
 * rests. One text at a time; a text that was written is kept as long as its state is one of this run's.
 */
final class Writer {
    static final int EVERY = 50;
    static final int TOKENS = 60;
    static final double TEMPERATURE = 0.7;

    private final Session session;
    private final String run;
    private final TreeMap<Integer, Writing> writings = new TreeMap<>();
    private TrainingService service;
    private History history;
    private CompletableFuture<KnownWords> words;
    private CompletableFuture<Command.WeightsAt> weights;
    private GenerationService.Job job;
    private int failedAt = -1;

    Writer(Session session, String run) {
        this.session = session;
        this.run = run;
    }

    /** Goes on with what is under way and begins what is wanted. */
    void frame(Snapshot now) {
        follow();
        if (weights != null && weights.isDone()) {
            begin(weights.join());
            weights = null;
        }
        if (job != null && job.done() && words.isDone()) {
            finish(now);
            job = null;
        }
        if (weights == null && job == null && history != null && wanted(now)) {
            weights = session.weights(run);
        }
    }

    /** The newest text that may be shown: while the run rests, one of an earlier step is only a stand-in. */
    Writing current(Snapshot now) {
        var entry = writings.floorEntry(now.step());
        return entry == null ? null : entry.getValue();
    }

    /** The first text of each fifty steps before the given one, the newest first. */
    List<Writing> before(int step) {
        List<Writing> all = new ArrayList<>();
        int stretch = -1;
        for (Writing w : writings.headMap(step).values()) {
            if (w.step() / EVERY != stretch) {
                stretch = w.step() / EVERY;
                all.addFirst(w);
            }
        }
        return all;
    }

    private void follow() {
        if (service != session.service()) {
            service = session.service();
            writings.clear();
            history = null;
            weights = null;
            failedAt = -1;
            if (job != null) {
                job.cancel();
                job = null;
            }
            RunData data = service.data();
            words = CompletableFuture.supplyAsync(() -> KnownWords.of(data.texts()), session.background());
        }
        History present = service.history(run);
        if (present != null && present != history) {
            history = present;
            writings.values().removeIf(w -> w.step() >= present.states() || present.hash(w.step()) != w.hash());
        }
    }

    private boolean wanted(Snapshot now) {
        Writing newest = current(now);
        return now.step() != failedAt
                && (newest == null || (now.running() ? now.step() - newest.step() >= EVERY : now.step() != newest.step()));
    }

    private void begin(Command.WeightsAt from) {
        Tokenizer tokenizer = service.data().tokenizer();
        job = session.generation().start(from, GenerationService.Order.sampled(
                TextSoFar.given(Prompts.start(tokenizer, service.config().prompt())), TOKENS,
                lines(from.step()) ? tokenizer.endId() : -1, new Sampling(TEMPERATURE, 0, service.config().seed())));
    }

    private boolean lines(int step) {
        RunData data = service.data();
        return data.stages().get(data.stageOf(step)).config().format().equals(StageConfig.LINES);
    }

    private void finish(Snapshot now) {
        if (job.failure() != null) {
            failedAt = now.step();
            session.messageProperty().set(session.text("home.writing.failed", job.failure()));
            return;
        }
        Tokenizer tokenizer = service.data().tokenizer();
        int[] ids = job.ids();
        boolean ended = lines(job.step()) && ids.length > 0 && ids[ids.length - 1] == tokenizer.endId();
        if (job.step() < history.states()) {
            writings.put(job.step(), words.join().mark(job.step(), history.hash(job.step()),
                    tokenizer.decode(job.text().ids()), text(tokenizer, ids), ended));
        }
    }

    /** The end token is seen as a line break. */
    private static String text(Tokenizer tokenizer, int[] ids) {
        StringBuilder text = new StringBuilder();
        for (int id : ids) {
            text.append(id == tokenizer.endId() ? "\n"
                    : id == tokenizer.unknownId() ? tokenizer.token(id) : tokenizer.decode(new int[] {id}));
        }
        return text.toString();
    }
}
