package dev.vitrine.engine.sample;

import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.layer.Decoding;
import dev.vitrine.engine.layer.Mixers;
import dev.vitrine.engine.layer.PassContext;
import dev.vitrine.engine.layer.Positions;
import dev.vitrine.engine.layer.Workers;
import dev.vitrine.engine.model.Model;
import dev.vitrine.engine.model.ModelConfig;
import dev.vitrine.engine.model.ModelPass;
import dev.vitrine.engine.tensor.Weights;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads texts, and says what comes next, as a pass over the whole text would, of which only the last T tokens are read where it is
 * longer than the context T. Keys and values of what was read are kept: of a text that goes on from the last one, or from a part of
 * it, only the new tokens are worked. Works for every causal model that mixes positions by attention; an HRM keeps keys and values
 * of each call. Others are worked as a whole each time.
 *
 * <p>Beyond the context the window slides: every token stands one position lower than before, and the first one is gone from what
 * the others saw, so nothing that was kept is right any more and the window is worked anew for every token. An exception is
 * attention over the last w positions, where positions count by distance (rotary, ALiBi, none): after n blocks a token depends on
 * the last n (w - 1) + 1 tokens alone; if they fit the context, what was kept stays right, and the window moves only when the cache,
 * twice as long as the context, is full.
 *
 * <p>Weights are packed when it is made and not looked at again: it is for weights that stay as they are.
 */
public final class Decoder {
    private final Model model;
    private final Weights weights;
    private final Kernels kernels;
    private final Workers workers;
    private final int context;
    private final int vocabulary;
    private final int reach;
    private final boolean slides;      // what was kept stays right when the window slides
    private final @Nullable Decoding decoding;   // null where nothing can be kept
    private final @Nullable ModelPass one;       // of one row
    private @Nullable ModelPass several;
    private final int[] kept;          // ids of which keys and values are kept
    private int keptLength;
    private int start;                 // where in the text they begin
    private float[] logits = new float[0];
    private float[] states = new float[0];
    private long rows;

    public Decoder(Model model, Weights weights, Kernels kernels) {
        this(model, weights, kernels, Workers.ALONE);
    }

    /** @param workers who share the columns of large products */
    public Decoder(Model model, Weights weights, Kernels kernels, Workers workers) {
        this(model, weights, kernels, workers, null);
    }

    /** @param packed another one's of the same weights, or null */
    private Decoder(Model model, Weights weights, Kernels kernels, Workers workers, @Nullable Decoding packed) {
        this.model = model;
        this.weights = weights;
        this.kernels = kernels;
        this.workers = workers;
        ModelConfig config = model.config();
        context = config.contextLength();
        vocabulary = config.vocabularySize();
        reach = reach(model);
        slides = reach <= context;
        boolean keeps = config.attention().causal() && config.reasoning().mixing().equals(Mixers.ATTENTION) && !config.reasons();
        int capacity = slides ? 2 * context : context;
        decoding = !keeps ? null : packed == null ? new Decoding(capacity, workers) : packed.another();
        one = keeps ? pass(1) : null;
        kept = new int[keeps ? capacity : 0];
    }

    /** Last tokens that the next one depends on, where positions count by distance; else more than there can be. */
    private static int reach(Model model) {
        Positions.Kind position = Positions.REGISTRY.get(model.config().position());
        int window = model.config().attention().window();
        long last = (long) model.depth() * (window - 1) + 1;
        return window == 0 || position.learned() || position.waves() ? Integer.MAX_VALUE : (int) Math.min(last, Integer.MAX_VALUE);
    }

    private ModelPass pass(int length) {
        PassContext whole = PassContext.evaluation(1, length, weights, kernels);
        if (decoding == null) {
            return model.newPass(whole);
        }
        decoding.rewind();
        return model.newPass(whole.decoding(decoding));
    }

    /** Another one for the same weights, that has read nothing. */
    public Decoder another() {
        return new Decoder(model, weights, kernels, workers, decoding);
    }

    /** Takes over all that another one, made by {@link #another}, has read. */
    public void copy(Decoder other) {
        if (decoding != null && other.decoding != null) {
            decoding.copy(other.decoding, other.keptLength);
            System.arraycopy(other.kept, 0, kept, 0, other.keptLength);
        }
        keptLength = other.keptLength;
        start = other.start;
    }

    public Model model() {
        return model;
    }

    public Kernels kernels() {
        return kernels;
    }

    /** Whether keys and values are kept. */
    public boolean keeps() {
        return decoding != null;
    }

    /** How many tokens behind a text of so many can be read in one piece as if one by one. */
    int room(int length) {
        return decoding == null ? 0 : slides ? context - reach : Math.max(0, context - length);
    }

    /** Rows that were worked so far: what it has cost. */
    public long rows() {
        return rows;
    }

    /** Logits (V) of the token that follows a text.
     *  @param text of which the first {@code length} ids count, at least one; not modified
     *  @return overwritten by the next reading */
    public float[] read(int[] text, int length) {
        return read(text, length, 1);
    }

    /** What follows each of the last {@code last} tokens of a text, (last, V).
     *  @param last at most as many as there are, and as the context has */
    public float[] read(int[] text, int length, int last) {
        int from = windowStart(text, length);
        int seen = length - from;
        int before = decoding == null ? 0 : Math.min(shared(text, from, length), seen - last);
        int fresh = seen - before;
        ModelPass pass = fresh == 1 && one != null ? one : several(fresh);
        System.arraycopy(text, from + before, pass.tokens(), 0, fresh);
        if (decoding != null) {
            decoding.at(before, fresh - last, last);
            System.arraycopy(text, from + before, kept, before, fresh);
        }
        pass.forward();
        rows += fresh;
        start = from;
        keptLength = decoding == null ? 0 : seen;
        logits = last(pass.logits().data, vocabulary, fresh, last, logits);
        states = last(pass.states().data, model.config().channels(), fresh, last, states);
        return logits;
    }

    /** (last, C): what the head read at the last reading; overwritten by the next one. */
    public float[] states() {
        return states;
    }

    private static float[] last(float[] from, int columns, int rows, int last, float[] to) {
        float[] all = to.length >= last * columns ? to : new float[last * columns];
        System.arraycopy(from, (rows - last) * columns, all, 0, last * columns);
        return all;
    }

    private ModelPass several(int length) {
        if (several == null || several.tokens().length != length) {
            several = pass(length);
        }
        return several;
    }

    /** Where the window begins: as late as the context allows, or where it began, if that is as good. */
    private int windowStart(int[] text, int length) {
        int latest = Math.max(0, length - context);
        boolean asBefore = slides && start <= latest && length - start <= kept.length && shared(text, start, length) > 0;
        return asBefore ? start : latest;
    }

    /** How many ids of the window were read before, from its beginning. */
    private int shared(int[] text, int from, int length) {
        int mismatch = Arrays.mismatch(kept, 0, keptLength, text, from, length);
        return mismatch < 0 ? keptLength : mismatch;
    }
}
