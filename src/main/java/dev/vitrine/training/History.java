package dev.vitrine.training;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Every number of every step, kept for the whole run: written by the training thread, read by any. Row s belongs to
 * step s: the loss of batch s worked by the weights of state s.
 */
public final class History {
    private final List<String> parameters;
    private final MetricSeries loss;
    private final MetricSeries learningRate;
    private final MetricSeries gradNorm;
    private final MetricSeries tokensPerSecond;
    private final MetricSeries validation;       // rows of (step, loss)
    private final MetricSeries exact;            // rows of (step, exact accuracy, accuracy)
    private final MetricSeries gradNorms;        // one column a parameter
    private final MetricSeries updateRatios;     // one column a parameter
    private final MetricSeries lossScale;        // rows of (factor, whether the update was skipped)
    private volatile long[] hashes;
    private volatile int states;

    History(List<String> parameters) {
        this(parameters, new MetricSeries(), new MetricSeries(), new MetricSeries(), new MetricSeries(), new MetricSeries(2), new MetricSeries(3),
                new MetricSeries(parameters.size()), new MetricSeries(parameters.size()), new MetricSeries(2), new long[1024], 0);
    }

    private History(List<String> parameters, MetricSeries loss, MetricSeries learningRate, MetricSeries gradNorm,
                    MetricSeries tokensPerSecond, MetricSeries validation, MetricSeries exact, MetricSeries gradNorms,
                    MetricSeries updateRatios, MetricSeries lossScale, long[] hashes, int states) {
        this.parameters = parameters;
        this.loss = loss;
        this.learningRate = learningRate;
        this.gradNorm = gradNorm;
        this.tokensPerSecond = tokensPerSecond;
        this.validation = validation;
        this.exact = exact;
        this.gradNorms = gradNorms;
        this.updateRatios = updateRatios;
        this.lossScale = lossScale;
        this.hashes = hashes;
        this.states = states;
    }

    /** A history as {@link #series} and {@link #hashes} gave it.
     *  @param series rows by the names of {@link #series} */
    static History of(List<String> parameters, Map<String, float[]> series, long[] hashes) {
        History empty = new History(parameters);
        Map<String, MetricSeries> filled = new LinkedHashMap<>();
        empty.series().forEach((name, s) -> filled.put(name, MetricSeries.of(s.width(), series.get(name))));
        return new History(parameters, filled.get("loss"), filled.get("learning_rate"), filled.get("grad_norm"),
                filled.get("tokens_per_second"), filled.get("validation"), filled.get("exact"), filled.get("grad_norms"),
                filled.get("update_ratios"), filled.get("loss_scale"), Arrays.copyOf(hashes, Math.max(1024, hashes.length)), hashes.length);
    }

    /** Every series by its name in files. */
    Map<String, MetricSeries> series() {
        Map<String, MetricSeries> all = new LinkedHashMap<>();
        all.put("loss", loss);
        all.put("learning_rate", learningRate);
        all.put("grad_norm", gradNorm);
        all.put("tokens_per_second", tokensPerSecond);
        all.put("validation", validation);
        all.put("exact", exact);
        all.put("grad_norms", gradNorms);
        all.put("update_ratios", updateRatios);
        all.put("loss_scale", lossScale);
        return all;
    }

    /** A copy of the hashes of all states. */
    long[] hashes() {
        return Arrays.copyOf(hashes, states);
    }

    /** What is known up to state {@code step}; the start of a fork. */
    History upTo(int step) {
        return new History(parameters, loss.first(step), learningRate.first(step), gradNorm.first(step),
                tokensPerSecond.first(step), upTo(validation, step), upTo(exact, step), gradNorms.first(step), updateRatios.first(step),
                lossScale.first(step),
                Arrays.copyOf(hashes, Math.max(1024, step + 1)), step + 1);
    }

    /** Of rows that begin with a step. */
    private static MetricSeries upTo(MetricSeries series, int step) {
        int rows = 0;
        while (rows < series.size() && series.at(rows, 0) <= step) {
            rows++;
        }
        return series.first(rows);
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
    void addHash(long hash) {
        if (states == hashes.length) {
            hashes = Arrays.copyOf(hashes, states * 2);
        }
        hashes[states] = hash;
        states = states + 1;
    }

    /** States known: 0 to the newest, which is {@code states() - 1}. */
    public int states() {
        return states;
    }

    /** The hash of state s, which is after s updates. */
    public long hash(int state) {
        return hashes[state];
    }

    /** The same as it is shown: 16 hexadecimal digits. */
    public String hashText(int state) {
        return StateHash.text(hashes[state]);
    }

    /** Names of the learned parameters, the columns of {@link #gradNorms} and {@link #updateRatios}. */
    public List<String> parameters() {
        return parameters;
    }

    /**
     * What each step made small, nats: the mean over the batch's positions that count of -log p, with label smoothing, z-loss
     * and the losses of experts' routers where they are on. The losses of {@link #validation} are -log p alone.
     */
    public MetricSeries loss() {
        return loss;
    }

    public MetricSeries learningRate() {
        return learningRate;
    }

    /** Global L2 norm before clipping. */
    public MetricSeries gradNorm() {
        return gradNorm;
    }

    /** Wall-clock speed of a step; the one series that is not reproducible. */
    public MetricSeries tokensPerSecond() {
        return tokensPerSecond;
    }

    /** Rows of (step, loss on held-out text or puzzles). */
    public MetricSeries validation() {
        return validation;
    }

    /** Rows of (step, share of held-out puzzles whose whole answer is right, share of their positions); none of a text. */
    public MetricSeries exact() {
        return exact;
    }

    /** L2 norm of each parameter's gradient before clipping. */
    public MetricSeries gradNorms() {
        return gradNorms;
    }

    /** Rows of (what the loss was multiplied by, 1 where its gradients overflowed and no update was made). */
    public MetricSeries lossScale() {
        return lossScale;
    }

    /** ||w' - w|| / ||w|| of each parameter. */
    public MetricSeries updateRatios() {
        return updateRatios;
    }
}
