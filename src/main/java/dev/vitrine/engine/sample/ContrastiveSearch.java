package dev.vitrine.engine.sample;

import java.util.Arrays;
import java.util.List;

/**
 * Of the k most probable tokens v, takes the one with the highest (1 - alpha) p(v) - alpha max_j cos(h_v, h_j), h being what the head
 * reads: of v as the next token, and of every token j of the text. A probable token whose state is like one that was there is a
 * repetition. Su et al. 2022, arXiv:2202.06417. Tokens that have left the context keep the states that they had.
 */
final class ContrastiveSearch {
    private final Assignment a;
    private final Decoder decoder;
    private final GrowingText text;
    private final int channels;
    private float[] states;   // (length, C), scaled to length 1
    private int seen;

    ContrastiveSearch(Assignment assignment) {
        a = assignment;
        decoder = a.decoder();
        text = new GrowingText(a);
        channels = decoder.model().config().channels();
        states = new float[text.ids().length * channels];
    }

    List<Found> write() {
        Sampler sampler = new Sampler(decoder.kernels());
        int rows = Math.min(text.length(), decoder.model().config().contextLength());
        float[] logits = text.goesOn() ? decoder.read(text.ids(), text.length(), rows).clone() : new float[0];
        remember(rows);
        int at = (rows - 1) * a.vocabulary();
        while (text.goesOn()) {
            double[] logs = sampler.logProbabilities(logits, at, a.vocabulary(), a.sampling(), text.text());
            int token = best(logs);
            text.add(token, logs[token], null);
            if (text.goesOn()) {
                logits = decoder.read(text.ids(), text.length());
                at = 0;
                remember(1);
            }
        }
        return text.found();
    }

    private void remember(int rows) {
        for (int row = 0; row < rows; row++) {
            unit(row, (seen + row) * channels);
        }
        seen += rows;
    }

    /** A state of the last reading, over its length. */
    private void unit(int row, int to) {
        double squares = 0;
        for (int c = 0; c < channels; c++) {
            float x = decoder.states()[row * channels + c];
            squares += (double) x * x;
        }
        float scale = squares == 0 ? 0 : (float) (1 / Math.sqrt(squares));
        for (int c = 0; c < channels; c++) {
            states[to + c] = decoder.states()[row * channels + c] * scale;
        }
    }

    private int best(double[] logs) {
        int[] candidates = Sampler.best(logs, a.search().candidates());
        if (a.search().alpha() == 0 || candidates.length == 1) {
            return candidates[0];
        }
        int[] ids = Arrays.copyOf(text.ids(), text.length() + 1);
        int best = candidates[0];
        double bestScore = Double.NEGATIVE_INFINITY;
        for (int v : candidates) {
            ids[text.length()] = v;
            decoder.read(ids, ids.length);
            double score = (1 - a.search().alpha()) * Math.exp(logs[v]) - a.search().alpha() * likeness();
            if (score > bestScore) {
                bestScore = score;
                best = v;
            }
        }
        return best;
    }

    /** Of the state that was read last to the one of the text that is most like it. */
    private double likeness() {
        int own = seen * channels;
        if (states.length < own + channels) {
            states = Arrays.copyOf(states, own + channels);
        }
        unit(0, own);
        double most = -1;
        for (int j = 0; j < seen; j++) {
            most = Math.max(most, decoder.kernels().dot(channels, states, j * channels, states, own));
        }
        return most;
    }
}
