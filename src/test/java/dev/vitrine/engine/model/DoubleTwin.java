package dev.vitrine.engine.model;

import dev.vitrine.engine.layer.RopeScaling;
import dev.vitrine.engine.tensor.Parameter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * All models once more, from the formulas, in double and by straight loops over one sequence. Shares nothing with the
 * engine but the names of its parameters.
 */
final class DoubleTwin {
    private final ModelConfig config;
    private int kind;   // of the puzzle under way
    private final Map<String, double[]> w = new HashMap<>();
    private Map<String, double[]> frozen = w;   // what HRM's calls without a gradient are worked with

    DoubleTwin(Model model) {
        config = model.config();
        for (Parameter p : model.parameters()) {
            double[] values = new double[p.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = p.value().data[i];
            }
            w.put(p.name(), values);
        }
    }

    /** Live. */
    double[] parameter(String name) {
        return w.get(name);
    }

    /** From now on the calls that carry no gradient keep the weights of this moment. */
    void freezeCallsWithoutGradient() {
        frozen = new HashMap<>();
        w.forEach((name, values) -> frozen.put(name, values.clone()));
    }

    /** Mean of -log p(target) over both sequences' positions that count.
     *  @param time length of a sequence; tokens and targets hold one sequence after the other */
    double loss(int[] tokens, int[] targets, int time) {
        return meanOf(logits(tokens, time), targets);
    }

    private static double meanOf(double[][] logits, int[] targets) {
        double sum = 0;
        int count = 0;
        for (int row = 0; row < targets.length; row++) {
            if (targets[row] >= 0) {
                sum -= Math.log(softmax(logits[row])[targets[row]]);
                count++;
            }
        }
        return sum / count;
    }

    double[][] logits(int[] tokens, int time) {
        double[][] all = new double[tokens.length][];
        for (int from = 0; from < tokens.length; from += time) {
            int[] sequence = Arrays.copyOfRange(tokens, from, from + time);
            double[][] last = config.type().equals("gpt") ? gpt(sequence) : recurrent(sequence, starts(time));
            for (int t = 0; t < time; t++) {
                all[from + t] = head(last[t]);
            }
        }
        return all;
    }

    private double[][] gpt(int[] tokens) {
        boolean post = config.normOrder().equals("post");
        double[][] x = embed(tokens, post || config.reasoning().enabled() ? Math.sqrt(config.channels()) : 1, w);
        for (int i = 0; i < config.layers(); i++) {
            x = block("blocks." + i, x, w);
        }
        return post ? x : norm("final_norm", x, w);
    }

    /** States that every level starts from, for sequences of so many positions in all. */
    double[][][] starts(int rows) {
        String[] names = config.type().equals("looped") ? new String[] {"init"} : new String[] {"L_init", "H_init"};
        double[][][] z = new double[names.length][rows][];
        for (int level = 0; level < names.length; level++) {
            for (int row = 0; row < rows; row++) {
                z[level][row] = w.get(names[level]).clone();
            }
        }
        return z;
    }

    /** Renews the states of one sequence, and returns the last level's.
     *  @param z by level and position, replaced */
    private double[][] recurrent(int[] tokens, double[][][] z) {
        boolean trm = config.type().equals("trm");
        if (config.type().equals("looped")) {
            z[0] = stack("net", config.layers(), plus(z[0], embed(tokens, Math.sqrt(config.channels()), w)), w);
            return z[0];
        }
        int n = config.hCycles();
        int t = config.lCycles();
        for (int cycle = 0; cycle < n; cycle++) {
            boolean lastCycle = cycle == n - 1;
            for (int step = 0; step < t; step++) {
                boolean moves = config.gradient().equals("all") || lastCycle && step == t - 1
                        || lastCycle && config.gradient().equals("last_cycle");
                Map<String, double[]> weights = moves ? w : frozen;
                z[0] = stack(trm ? "net" : "L", trm ? config.layers() : config.lLayers(),
                        plus(plus(z[0], z[1]), embed(tokens, Math.sqrt(config.channels()), weights)), weights);
            }
            Map<String, double[]> weights = lastCycle || config.gradient().equals("all") ? w : frozen;
            z[1] = stack(trm ? "net" : "H", trm ? config.layers() : config.hLayers(), plus(z[1], z[0]), weights);
        }
        return z[1];
    }

    /** @param logits of each row
     *  @param q      of each sequence
     *  @param states by level and row */
    record Answer(double[][] logits, double[][] q, double[][][] states) {
    }

    /** One segment of a model that reasons, on all sequences, whose kinds of puzzles go up from 0.
     *  @param carried by level and row, those before the cells among them; not modified */
    Answer segment(int[] tokens, int time, double[][][] carried) {
        Answer answer = new Answer(new double[tokens.length][], new double[tokens.length / time][], new double[carried.length][carried[0].length][]);
        int prefix = config.prefix();
        int positions = prefix + time;
        for (int from = 0; from < tokens.length; from += time) {
            double[][][] z = new double[carried.length][][];
            for (int level = 0; level < z.length; level++) {
                z[level] = Arrays.copyOfRange(carried[level], from / time * positions, (from / time + 1) * positions);
            }
            kind = from / time % config.reasoning().puzzles();
            double[][] last = recurrent(Arrays.copyOfRange(tokens, from, from + time), z);
            for (int t = 0; t < time; t++) {
                answer.logits[from + t] = head(last[prefix + t]);
            }
            answer.q[from / time] = linear("q_head", last[0], 2, w);
            for (int level = 0; level < z.length; level++) {
                System.arraycopy(z[level], 0, answer.states[level], from / time * positions, positions);
            }
        }
        return answer;
    }

    /** Mean of -log p(target) over the positions that count, and half of the mean cross-entropy of both of q. */
    double segmentLoss(int[] tokens, int[] targets, int time, double[][][] carried, float[] exact, float[] later) {
        Answer answer = segment(tokens, time, carried);
        double loss = meanOf(answer.logits, targets);
        for (int b = 0; b < exact.length; b++) {
            double[] q = answer.q[b];
            loss += 0.5 * (binary(q[0], exact[b]) + binary(q[1], later[b])) / exact.length;
        }
        return loss;
    }

    static double binary(double q, double target) {
        double p = 1 / (1 + Math.exp(-q));
        return -target * Math.log(p) - (1 - target) * Math.log(1 - p);
    }

    private double[] head(double[] x) {
        return config.tiedHead() ? timesTransposed(x, w.get("embed.wte")) : linear("head", x, config.vocabularySize(), w);
    }

    private double[][] stack(String name, int blocks, double[][] in, Map<String, double[]> w) {
        double[][] x = in;
        for (int i = 0; i < blocks; i++) {
            x = block(name + ".blocks." + i, x, w);
        }
        return config.normOrder().equals("post") ? x : norm(name + ".norm", x, w);
    }

    private double[][] embed(int[] tokens, double scale, Map<String, double[]> w) {
        int c = config.channels();
        int prefix = config.prefix();
        double[][] x = new double[prefix + tokens.length][c];
        double[] positions = w.get("embed.wpe");
        for (int t = 0; t < x.length; t++) {
            for (int i = 0; i < c; i++) {
                double token = t < prefix ? ofKind(t * c + i, w) : w.get("embed.wte")[tokens[t - prefix] * c + i];
                boolean both = config.reasoning().enabled() && positions != null;
                x[t][i] = scale * token + (positions == null ? 0 : (both ? scale : 1) * positions[t * c + i]);
                x[t][i] *= both ? Math.sqrt(0.5) : 1;
                if (config.position().equals("sinusoidal")) {
                    double angle = t / Math.pow(10_000, (i - i % 2) / (double) c);
                    x[t][i] += waves() * (i % 2 == 0 ? Math.sin(angle) : Math.cos(angle));
                }
            }
        }
        return x;
    }

    /** A number of what is known of the kind of puzzle. */
    private double ofKind(int i, Map<String, double[]> w) {
        int width = config.reasoning().puzzleWidth();
        return i < width ? w.get("embed.puzzle")[kind * width + i] : 0;
    }

    /** Amplitude whose spread is that of the initial embeddings: 0.02 before blocks that begin with a norm, else 1. */
    private double waves() {
        boolean small = config.type().equals("gpt") && !config.normOrder().equals("post") && !config.reasoning().enabled();
        return Math.sqrt(2) * (small ? 0.02 : 1);
    }

    private double[][] block(String name, double[][] x, Map<String, double[]> w) {
        if (config.normOrder().equals("pre")) {
            double[][] mid = plus(x, mixer(name, norm1(name, x, w), w));
            return plus(mid, feedForward(name + ".mlp", norm(name + ".norm2", mid, w), w));
        }
        if (config.normOrder().equals("parallel")) {
            double[][] normed = norm1(name, x, w);
            return plus(x, plus(mixer(name, normed, w), feedForward(name + ".mlp", normed, w)));
        }
        double[][] mid = norm1(name, plus(x, mixer(name, x, w)), w);
        return norm(name + ".norm2", plus(mid, feedForward(name + ".mlp", mid, w)), w);
    }

    private double[][] mixer(String name, double[][] x, Map<String, double[]> w) {
        if (config.reasoning().mixing().equals("attention")) {
            return attention(name + ".attn", x, w);
        }
        double[][] y = turned(x);
        for (int c = 0; c < y.length; c++) {
            y[c] = feedForward(name + ".mix", y[c], config.block().mixing().hidden(), w);
        }
        return turned(y);
    }

    private double[][] norm1(String name, double[][] x, Map<String, double[]> w) {
        return config.reasoning().mixing().equals("attention") ? norm(name + ".norm1", x, w)
                : turned(norm(name + ".norm1", turned(x), w));
    }

    private static double[][] turned(double[][] x) {
        double[][] y = new double[x[0].length][x.length];
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < y.length; j++) {
                y[j][i] = x[i][j];
            }
        }
        return y;
    }

    private double[][] norm(String name, double[][] x, Map<String, double[]> w) {
        double[] gain = w.getOrDefault(name + ".gain", ones(x[0].length));
        double[] bias = w.get(name + ".bias");
        if (config.norm().equals("dyt")) {
            return dynamicTanh(x, w.get(name + ".alpha")[0], gain, bias);
        }
        boolean centred = config.norm().equals("layer_norm");
        double[][] y = new double[x.length][gain.length];
        for (int t = 0; t < x.length; t++) {
            double mean = 0;
            for (double v : x[t]) {
                mean += centred ? v / gain.length : 0;
            }
            double square = 0;
            for (double v : x[t]) {
                square += (v - mean) * (v - mean) / gain.length;
            }
            for (int c = 0; c < gain.length; c++) {
                y[t][c] = (x[t][c] - mean) / Math.sqrt(square + config.normEps()) * gain[c] + (bias == null ? 0 : bias[c]);
            }
        }
        return y;
    }

    private static double[] ones(int count) {
        double[] ones = new double[count];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static double[][] dynamicTanh(double[][] x, double alpha, double[] gain, double[] bias) {
        double[][] y = new double[x.length][gain.length];
        for (int t = 0; t < x.length; t++) {
            for (int c = 0; c < gain.length; c++) {
                y[t][c] = Math.tanh(alpha * x[t][c]) * gain[c] + (bias == null ? 0 : bias[c]);
            }
        }
        return y;
    }

    private double[][] attention(String name, double[][] x, Map<String, double[]> w) {
        int heads = config.heads();
        int kv = config.block().kvHeads();
        int hs = config.block().headSize();
        int window = config.attention().window() == 0 ? x.length : config.attention().window();
        double[][] qkv = new double[x.length][];
        for (int t = 0; t < x.length; t++) {
            qkv[t] = linear(name + ".qkv", x[t], (heads + 2 * kv) * hs, w);
            for (int head = 0; head < heads + kv; head++) {
                if (config.attention().qkNorm()) {
                    normHead(qkv[t], head * hs, w.get(name + (head < heads ? ".q_norm.gain" : ".k_norm.gain")));
                }
                if (config.position().startsWith("rope")) {
                    rotate(qkv[t], head * hs, (int) (hs * config.attention().ropeFraction()), t);
                }
            }
        }
        double[][] y = new double[x.length][];
        for (int t = 0; t < x.length; t++) {
            double[] z = new double[heads * hs];
            for (int head = 0; head < heads; head++) {
                int k = (heads + head * kv / heads) * hs;
                double[] scores = new double[x.length];
                for (int u = 0; u < x.length; u++) {
                    boolean seen = config.attention().causal() ? u <= t && u > t - window : Math.abs(t - u) < window;
                    scores[u] = seen && config.position().equals("alibi")
                            ? -Math.abs(t - u) / Math.pow(2, 8.0 * (head + 1) / heads) : seen ? 0 : Double.NEGATIVE_INFINITY;
                    for (int i = 0; i < hs; i++) {
                        scores[u] += qkv[t][head * hs + i] * qkv[u][k + i] / Math.sqrt(hs);
                    }
                }
                double[] pattern = softmax(scores);
                for (int u = 0; u < x.length; u++) {
                    for (int i = 0; i < hs; i++) {
                        z[head * hs + i] += pattern[u] * qkv[u][k + kv * hs + i];
                    }
                }
            }
            y[t] = linear(name + ".proj", z, config.channels(), w);
        }
        return y;
    }

    private void normHead(double[] x, int at, double[] gain) {
        double squares = 0;
        for (int i = 0; i < gain.length; i++) {
            squares += x[at + i] * x[at + i] / gain.length;
        }
        for (int i = 0; i < gain.length; i++) {
            x[at + i] *= gain[i] / Math.sqrt(squares + config.normEps());
        }
    }

    /** By the length of a wave in tokens, as the published code of Llama 3.1 has it. */
    private double scaled(double frequency) {
        RopeScaling s = config.attention().ropeScaling();
        double length = 2 * Math.PI / frequency;
        double longest = s.originalContext() / s.lowFreqFactor();
        double shortest = s.originalContext() / s.highFreqFactor();
        if (s.kind().equals("none") || s.kind().equals("llama3") && length < shortest) {
            return frequency;
        }
        if (s.kind().equals("linear") || length > longest) {
            return frequency / s.factor();
        }
        double smooth = (s.originalContext() / length - s.lowFreqFactor()) / (s.highFreqFactor() - s.lowFreqFactor());
        return (1 - smooth) * frequency / s.factor() + smooth * frequency;
    }

    /** As a complex number: (x_j + i x_{j+hs/2}) exp(i t theta^(-2j/hs)), the frequency scaled. */
    private void rotate(double[] x, int at, int hs, int t) {
        for (int j = 0; j < hs / 2; j++) {
            double angle = t * scaled(1 / Math.pow(config.ropeTheta(), 2.0 * j / hs));
            double re = x[at + j];
            double im = x[at + j + hs / 2];
            x[at + j] = re * Math.cos(angle) - im * Math.sin(angle);
            x[at + j + hs / 2] = re * Math.sin(angle) + im * Math.cos(angle);
        }
    }

    private double[][] feedForward(String name, double[][] x, Map<String, double[]> w) {
        double[][] y = new double[x.length][];
        for (int t = 0; t < x.length; t++) {
            y[t] = config.experts().count() == 1 ? feedForward(name, x[t], config.hidden(), w) : experts(name, x[t], w);
        }
        return y;
    }

    private double[] experts(String name, double[] x, Map<String, double[]> w) {
        double[] p = softmax(linear(name + ".router", x, config.experts().count(), w));
        boolean[] used = new boolean[p.length];
        double[] y = new double[x.length];
        double sum = 0;
        for (int k = 0; k < config.experts().active(); k++) {
            int best = -1;
            for (int e = 0; e < p.length; e++) {
                best = !used[e] && (best < 0 || p[e] > p[best]) ? e : best;
            }
            used[best] = true;
            sum += p[best];
        }
        sum = config.experts().active() == 1 ? 1 : sum;
        for (int e = 0; e < p.length; e++) {
            double[] out = used[e] ? feedForward(name + ".experts." + e, x, config.hidden(), w) : y;
            for (int c = 0; used[e] && c < y.length; c++) {
                y[c] += p[e] / sum * out[c];
            }
        }
        return y;
    }

    private double[] feedForward(String name, double[] x, int hidden, Map<String, double[]> w) {
        double[] act = linear(name + ".up", x, hidden, w);
        double[] gate = config.feedForward().contains("glu") ? linear(name + ".gate", x, hidden, w) : null;
        for (int i = 0; i < act.length; i++) {
            act[i] = switch (config.feedForward()) {
                case "gelu" -> gelu(act[i]);
                case "gelu_erf" -> act[i] * (1 + erf(act[i] / Math.sqrt(2))) / 2;
                case "relu" -> Math.max(0, act[i]);
                case "silu" -> act[i] / (1 + Math.exp(-act[i]));
                case "swiglu" -> act[i] * gate[i] / (1 + Math.exp(-gate[i]));
                case "geglu" -> act[i] * gelu(gate[i]);
                case "geglu_erf" -> act[i] * gate[i] * (1 + erf(gate[i] / Math.sqrt(2))) / 2;
                case "reglu" -> act[i] * Math.max(0, gate[i]);
                default -> throw new IllegalStateException("no formula for " + config.feedForward());
            };
        }
        return linear(name + ".down", act, x.length, w);
    }

    /** By its series: 2 / sqrt(pi) sum (-1)^n x^(2n+1) / (n! (2n+1)). */
    private static double erf(double x) {
        double term = x;
        double sum = x;
        for (int n = 1; n < 100; n++) {
            term *= -x * x / n;
            sum += term / (2 * n + 1);
        }
        return 2 / Math.sqrt(Math.PI) * sum;
    }

    private static double gelu(double x) {
        return 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
    }

    private static double[] linear(String name, double[] x, int out, Map<String, double[]> w) {
        double[] weight = w.get(name + ".weight");
        double[] bias = w.get(name + ".bias");
        double[] y = new double[out];
        for (int o = 0; o < out; o++) {
            y[o] = bias == null ? 0 : bias[o];
            for (int i = 0; i < x.length; i++) {
                y[o] += x[i] * weight[i * out + o];
            }
        }
        return y;
    }

    private static double[] timesTransposed(double[] x, double[] table) {
        double[] y = new double[table.length / x.length];
        for (int o = 0; o < y.length; o++) {
            for (int i = 0; i < x.length; i++) {
                y[o] += x[i] * table[o * x.length + i];
            }
        }
        return y;
    }

    private static double[][] plus(double[][] a, double[][] b) {
        double[][] sum = new double[a.length][a[0].length];
        for (int t = 0; t < a.length; t++) {
            for (int c = 0; c < a[t].length; c++) {
                sum[t][c] = a[t][c] + b[t][c];
            }
        }
        return sum;
    }

    private static double[] softmax(double[] x) {
        double max = Double.NEGATIVE_INFINITY;
        for (double v : x) {
            max = Math.max(max, v);
        }
        double sum = 0;
        double[] p = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            p[i] = Math.exp(x[i] - max);
            sum += p[i];
        }
        for (int i = 0; i < x.length; i++) {
            p[i] /= sum;
        }
        return p;
    }
}
