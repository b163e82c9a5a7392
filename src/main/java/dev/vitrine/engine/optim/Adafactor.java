package dev.vitrine.engine.optim;

import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.tensor.Gradients;
import dev.vitrine.engine.tensor.Parameter;
import dev.vitrine.engine.tensor.TensorShape;
import java.util.Arrays;
import java.util.List;

/**
 * The second moment of a matrix (R, C) kept as the means of its rows and columns: with beta = 1 - t^-0.8,
 * r' = beta r + (1 - beta) mean of g^2 over the row, c' likewise over the column, v_ij = r_i c_j / mean(r),
 * u = g / sqrt(v), and w' = w - lr (u / max(1, rms(u)) + decay w). A vector keeps all of v. Shazeer and Stern 2018,
 * arXiv:1804.04235, with no first moment, d = 1, and the schedule's learning rate in place of the relative step.
 */
final class Adafactor implements UpdateRule {
    private static final double POWER = -0.8;
    private static final float FLOOR = 1e-30f;   // added to g^2, so that no mean is 0

    private final Kernels kernels;
    private final float[] change;
    private final float[] columns;   // sums of the columns of g^2, then 1 / sqrt(c)
    private long t;                  // that beta is of
    private float beta;
    private float rms;               // of the last u

    Adafactor(int largest, Gradients gradients, Kernels kernels) {
        this.kernels = kernels;
        change = new float[largest];
        columns = new float[gradients.parameters().stream().mapToInt(p -> p.shape().columns()).max().orElse(0)];
    }

    @Override
    public String name() {
        return "adafactor";
    }

    private static boolean factored(Parameter p) {
        return p.shape().rows() > 1 && p.shape().columns() > 1;
    }

    @Override
    public List<Memory> memory(Parameter p) {
        return factored(p)
                ? List.of(new Memory("adafactor.r", TensorShape.of("row", p.shape().rows())),
                        new Memory("adafactor.c", TensorShape.of("column", p.shape().columns())))
                : List.of(Memory.like(p, "adafactor.v"));
    }

    @Override
    public boolean elementwise() {
        return false;
    }

    @Override
    public void step(Slot s, float learningRate, long now) {
        if (t != now) {
            t = now;
            beta = (float) (1 - StrictMath.pow((double) now, POWER));
        }
        if (factored(s.parameter())) {
            followMatrix(s);
        } else {
            float[] v = s.memory()[0];
            for (int i = 0; i < s.size(); i++) {
                v[i] = Moments.mean(v[i], Math.fma(s.g()[i], s.g()[i], FLOOR), beta);
                change[i] = s.g()[i] / (float) Math.sqrt(v[i]);
            }
        }
        rms = (float) Math.sqrt(kernels.sumOfSquares(s.size(), change, 0) / s.size());
        float scale = 1 / Math.max(1f, rms);
        for (int i = 0; i < s.size(); i++) {
            change[i] = -learningRate * Math.fma(s.decay(), s.w()[i], change[i] * scale);
        }
        s.add(change, kernels);
    }

    /** Leaves u in {@code change}. */
    private void followMatrix(Slot s) {
        float[] r = s.memory()[0];
        float[] c = s.memory()[1];
        int width = c.length;
        Arrays.fill(columns, 0f);
        for (int i = 0; i < r.length; i++) {
            float squares = kernels.dot(width, s.g(), i * width, s.g(), i * width);
            r[i] = Moments.mean(r[i], squares / width + FLOOR, beta);
            for (int j = 0; j < width; j++) {
                float g = s.g()[i * width + j];
                columns[j] = Math.fma(g, g, columns[j]);
            }
        }
        for (int j = 0; j < width; j++) {
            c[j] = Moments.mean(c[j], columns[j] / r.length + FLOOR, beta);
            columns[j] = 1 / (float) Math.sqrt(c[j]);
        }
        float mean = kernels.sum(r.length, r, 0) / r.length;
        for (int i = 0; i < r.length; i++) {
            float row = (float) Math.sqrt(mean / r[i]);
            for (int j = 0; j < width; j++) {
                change[i * width + j] = s.g()[i * width + j] * row * columns[j];
            }
        }
    }

    @Override
    public void terms(UpdateTerms to) {
        to.term("beta2", beta).term("1-beta2", 1f - beta);
        float v;
        if (factored(to.before().parameter())) {
            int width = to.before().parameter().shape().columns();
            int row = to.index() / width;
            int column = to.index() % width;
            float[] r = to.after().memory()[0];
            float mean = kernels.sum(r.length, r, 0) / r.length;
            to.memory(0, row, row).memory(1, column, column).term("r_mean", mean);
            v = r[row] / mean * to.after().memory()[1][column];
            to.term("v_factored", v);
        } else {
            to.memory(0);
            v = to.remembered(0);
        }
        to.term("u", to.gradient() / (float) Math.sqrt(v)).term("rms", rms).term("shrink", Math.max(1f, rms));
    }
}
