package dev.vitrine.engine.sample;

import dev.vitrine.engine.Draws;
import java.util.Arrays;
import java.util.List;

/**
 * A small model drafts a few tokens, the large one reads them all at once and keeps each with probability min(1, p / q), p being what
 * it would draw from itself and q what the draft was drawn from; the first that is not kept is drawn anew from max(0, p - q), scaled.
 * The text is distributed as if the large model had written it alone; greedy, it is the same text. Leviathan, Kalman and Matias 2023,
 * arXiv:2211.17192. Where the text reaches beyond the context of a model whose window is worked anew each time, nothing is drafted.
 */
final class SpeculativeDecoding {
    private static final int DRAFTED = 1;    // sites of the draws
    private static final int ACCEPTED = 2;
    private static final int REDRAWN = 3;

    private final Assignment a;
    private final Sampler sampler;
    private final Draws draws;
    private final GrowingText text;
    private final int[] ids;        // the text and what is drafted

    SpeculativeDecoding(Assignment assignment) {
        a = assignment;
        if (a.draft() == null) {
            throw new IllegalArgumentException("strategy 'speculative' needs a draft model");
        }
        int drafts = a.draft().model().config().vocabularySize();
        if (drafts != a.vocabulary()) {
            throw new IllegalArgumentException("the draft model must have the vocabulary of the model (" + a.vocabulary()
                    + " tokens), got " + drafts);
        }
        sampler = new Sampler(a.decoder().kernels());
        draws = new Draws(a.sampling().seed());
        text = new GrowingText(a);
        ids = text.ids().clone();
    }

    List<Found> write() {
        while (text.goesOn()) {
            turn();
        }
        return text.found();
    }

    private void turn() {
        int length = text.length();
        int wanted = Math.min(a.search().draftTokens(), text.room() - 1);
        int drafts = Math.max(0, Math.min(wanted, Math.min(a.decoder().room(length), a.draft().room(length))));
        Choice[] drafted = draft(length, drafts);
        float[] logits = a.decoder().read(ids, length + drafted.length, drafted.length + 1);
        for (int i = 0; i <= drafted.length && text.goesOn(); i++) {
            Choice own = sampler.choose(logits, i * a.vocabulary(), a.vocabulary(), a.sampling(), text.text());
            if (i == drafted.length) {
                add(own, own.token());
            } else if (keeps(own, drafted[i])) {
                add(own, drafted[i].token());
            } else {
                add(own, redrawn(own, drafted[i]));
                return;
            }
        }
    }

    private void add(Choice own, int token) {
        ids[text.length()] = token;
        text.add(token, Math.log(own.base()[token]), new Choice(token, Double.NaN, own.base(), own.stages(), own.finals()));
    }

    private Choice[] draft(int length, int most) {
        Choice[] drafted = new Choice[most];
        for (int i = 0; i < most; i++) {
            TextSoFar before = new TextSoFar(ids, a.from().prompt(), length + i);
            float[] logits = a.draft().read(ids, length + i);
            drafted[i] = sampler.choose(logits, 0, a.vocabulary(), a.sampling(), before, DRAFTED);
            if (drafted[i].token() == a.ending().endId()) {
                return Arrays.copyOf(drafted, i);   // an end is the large model's to write
            }
            ids[length + i] = drafted[i].token();
        }
        return drafted;
    }

    private boolean keeps(Choice own, Choice draft) {
        double u = draws.uniform(Draws.Purpose.SAMPLING, ACCEPTED, text.length(), 0);
        return u * draft.finals()[draft.token()] < own.finals()[draft.token()];
    }

    /** From max(0, p - q) over its sum. */
    private int redrawn(Choice own, Choice draft) {
        float[] rest = new float[own.finals().length];
        double sum = 0;
        for (int i = 0; i < rest.length; i++) {
            rest[i] = Math.max(0, own.finals()[i] - draft.finals()[i]);
            sum += rest[i];
        }
        double u = draws.uniform(Draws.Purpose.SAMPLING, REDRAWN, text.length(), 0);
        return Sampler.firstAbove(sum > 0 ? rest : own.finals(), sum > 0 ? u * sum : u);
    }
}
