package dev.vitrine.training;

import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.layer.MemoryConfig;
import dev.vitrine.engine.layer.PassContext;
import dev.vitrine.engine.model.Model;
import dev.vitrine.engine.model.ModelPass;
import dev.vitrine.engine.tensor.Buffers;
import dev.vitrine.engine.tensor.Weights;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Foretells every token of texts, each given those before it: all of a text that fits the context, else at least half a
 * context, by windows that overlap. Texts share batches, whose memory is bounded whatever the vocabulary. A padded end changes
 * nothing before it, as the models are causal.
 */
final class TokenScorer {
    private static final long MEMORY = 64 << 20;   // bytes of a batch, at most, but for one row that takes more
    private static final int MOST_ROWS = 64;
    private static final int LENGTHS = 4;          // that batches may have: quarters of the context
    private static final MemoryConfig ONE_BLOCK = new MemoryConfig(true, "fp32", 1, 1);   // all blocks work in one's buffers

    /**
     * Part of a text that a row of a batch holds.
     *
     * @param begin position of its first input
     * @param end   behind its last input
     * @param from  first position that it scores: those before were scored by the window before
     */
    private record Window(int text, int begin, int end, int from) {
        int length() {
            return end - begin;
        }
    }

    private final Model model;
    private final Weights weights;
    private final Kernels kernels;
    private final int vocabulary;
    private final float[] probs;   // (V) of one position
    private ModelPass pass;        // of batches of the length that was last
    private int rows;
    private int length;

    /** @param weights live ones, or a copy that training does not touch */
    TokenScorer(Model model, Weights weights, Kernels kernels) {
        this.model = model;
        this.weights = weights;
        this.kernels = kernels;
        vocabulary = model.config().vocabularySize();
        probs = new float[vocabulary];
    }

    /** @param texts ids of each, at least one; not modified
     *  @return of each the scores of all but the first id */
    List<ScoredText> score(List<int[]> texts) {
        List<ScoredText> scores = texts.stream().map(t -> new ScoredText(t.length - 1)).toList();
        Map<Integer, List<Window>> byLength = new HashMap<>();
        for (int i = 0; i < texts.size(); i++) {
            for (Window window : windows(i, texts.get(i).length - 1)) {
                byLength.computeIfAbsent(padded(window.length()), l -> new ArrayList<>()).add(window);
            }
        }
        byLength.entrySet().stream().sorted(Comparator.comparing(Map.Entry::getKey))
                .forEach(of -> score(of.getKey(), of.getValue(), texts, scores));
        return scores;
    }

    private List<Window> windows(int text, int positions) {
        int context = model.config().contextLength();
        List<Window> windows = new ArrayList<>();
        int scored = 0;
        while (scored < positions) {
            int begin = scored == 0 ? 0 : Math.min(scored - context / 2, positions - context);
            int end = Math.min(begin + context, positions);
            windows.add(new Window(text, begin, end, scored));
            scored = end;
        }
        return windows;
    }

    /** The next quarter of the context, so that there are few shapes of batches. */
    private int padded(int length) {
        int context = model.config().contextLength();
        int quarter = Math.ceilDiv(context, LENGTHS);
        return Math.min(context, Math.ceilDiv(length, quarter) * quarter);
    }

    private void score(int wanted, List<Window> windows, List<int[]> texts, List<ScoredText> scores) {
        prepare(wanted);
        for (int first = 0; first < windows.size(); first += rows) {
            List<Window> batch = windows.subList(first, Math.min(first + rows, windows.size()));
            for (int row = 0; row < batch.size(); row++) {
                Window w = batch.get(row);
                System.arraycopy(texts.get(w.text), w.begin, pass.tokens(), row * length, w.length());
            }
            pass.forward();
            for (int row = 0; row < batch.size(); row++) {
                Window w = batch.get(row);
                read(pass.logits().data, row * length, w, texts.get(w.text), scores.get(w.text));
            }
        }
    }

    private void prepare(int wanted) {
        if (length != wanted) {
            length = wanted;
            Buffers one = Buffers.counting();
            model.newPass(context(1).from(one));
            rows = Math.clamp(MEMORY / one.bytes(), 1, MOST_ROWS);
            pass = model.newPass(context(rows));
        }
    }

    private PassContext context(int batch) {
        return PassContext.evaluation(batch, length, weights, kernels).keeping(ONE_BLOCK);
    }

    /** @param row of the window's first position */
    private void read(float[] logits, int row, Window w, int[] text, ScoredText into) {
        for (int i = w.from; i < w.end; i++) {
            int at = (row + i - w.begin) * vocabulary;
            float logSum = kernels.softmaxAndLogSum(vocabulary, logits, at, probs, 0);
            int best = 0;
            for (int v = 1; v < vocabulary; v++) {
                best = logits[at + v] > logits[at + best] ? v : best;
            }
            into.ids()[i] = text[i + 1];
            into.nats()[i] = logSum - logits[at + text[i + 1]];
            into.likeliest()[i] = best;
            into.confidence()[i] = probs[best];
        }
    }
}
