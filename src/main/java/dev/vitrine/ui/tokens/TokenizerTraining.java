package dev.vitrine.ui.tokens;

import dev.vitrine.engine.text.Tokenizer;
import dev.vitrine.engine.text.TokenizerCancelledException;
import dev.vitrine.engine.text.TokenizerProgress;
import dev.vitrine.engine.text.TokenizerSettings;
import dev.vitrine.engine.text.Tokenizers;
import dev.vitrine.ui.Session;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;

/** Trains one tokenizer of every kind on the texts of the run, in the background. FX thread only, but for the work itself. */
final class TokenizerTraining {
    private static final long TELL_NANOS = 50_000_000;

    private final Session session;
    private final Executor fx;
    private final Consumer<Map<String, Tokenizer>> done;
    private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper();
    private final ReadOnlyDoubleWrapper share = new ReadOnlyDoubleWrapper();
    private AtomicBoolean goOn = new AtomicBoolean();

    /** @param done takes the tokenizers by the names of their kinds */
    TokenizerTraining(Session session, Executor fx, Consumer<Map<String, Tokenizer>> done) {
        this.session = session;
        this.fx = fx;
        this.done = done;
    }

    /** @param texts      not modified
     *  @param vocabulary entries of those that merge */
    void start(List<String> texts, int vocabulary) {
        cancel();
        AtomicBoolean mine = new AtomicBoolean(true);
        goOn = mine;
        running.set(true);
        share.set(0);
        session.background().execute(() -> {
            Map<String, Tokenizer> made = new LinkedHashMap<>();
            try {
                for (String kind : Tokenizers.REGISTRY.names()) {
                    double before = (double) made.size() / Tokenizers.REGISTRY.names().size();
                    made.put(kind, Tokenizers.REGISTRY.get(kind).train(texts, Tokenizers.grows(kind)
                            ? new TokenizerSettings(vocabulary, 0, List.of()) : TokenizerSettings.UNLIMITED, told(mine, before, texts.size())));
                }
                fx.execute(() -> ended(mine, made));
            } catch (TokenizerCancelledException e) {
                fx.execute(() -> ended(mine, Map.of()));
            }
        });
    }

    private TokenizerProgress told(AtomicBoolean mine, double before, int texts) {
        long[] last = {0};
        double part = 1.0 / Tokenizers.REGISTRY.names().size();
        return (stage, count, all) -> {
            long now = System.nanoTime();
            if (now - last[0] > TELL_NANOS) {
                last[0] = now;
                double half = stage == TokenizerProgress.Stage.COUNT ? 0.5 * count / Math.max(1, texts) : 0.5 + 0.5 * count / Math.max(1, all);
                fx.execute(() -> {
                    if (goOn == mine) {
                        share.set(before + part * Math.min(1, half));
                    }
                });
            }
            return mine.get();
        };
    }

    private void ended(AtomicBoolean mine, Map<String, Tokenizer> made) {
        if (goOn == mine) {
            running.set(false);
            share.set(0);
            if (!made.isEmpty()) {
                done.accept(made);
            }
        }
    }

    void cancel() {
        goOn.set(false);
    }

    ReadOnlyBooleanProperty runningProperty() {
        return running.getReadOnlyProperty();
    }

    /** How much of the work is done, from 0 to 1. */
    ReadOnlyDoubleProperty shareProperty() {
        return share.getReadOnlyProperty();
    }
}
