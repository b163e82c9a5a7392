package dev.vitrine.engine.kernel;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;

/** One call of a method of {@link Kernels} at a size. Gives all it wrote, borders included. */
@FunctionalInterface
@SuppressWarnings("ReturnValueIgnored") // the arrays are changed in place
interface KernelCase {
    /** @param inputs what to make of an array of normal draws before it is used */
    float[] run(Kernels kernels, int n, UnaryOperator<float[]> inputs);

    /** Fills what a kernel must not touch. */
    float SENTINEL = -12345.678f;
    int BORDER = 3;

    /** The methods of {@link Kernels} that compute, by name. */
    Map<String, KernelCase> ALL = all();

    /** Those whose bits are the same in every backend. */
    static Map<String, KernelCase> rows() {
        Map<String, KernelCase> rows = new LinkedHashMap<>(ALL);
        rows.keySet().removeIf(name -> name.startsWith("gemm") || name.equals("pack"));
        return rows;
    }

    private static float[] packed(Kernels kernels, ProductCase.Form form, int n, UnaryOperator<float[]> inputs) {
        ProductCase product = new ProductCase(form, n, n + 1, Math.max(1, n - 1), n % 2 == 0);
        inputs.apply(product.a);
        inputs.apply(product.b);
        PackedMatrix b = new PackedMatrix();
        kernels.pack(form == ProductCase.Form.TRANS_B, product.k, product.n, product.b, product.bAt, product.ldb, b);
        float[] out = product.c.clone();
        kernels.gemmPacked(product.m, product.n, product.k, product.a, product.aAt, product.lda, b, 0, 0, out, product.cAt, product.ldc, product.plus);
        return out;
    }

    private static Map<String, KernelCase> all() {
        Map<String, KernelCase> all = new LinkedHashMap<>();
        for (ProductCase.Form form : ProductCase.Form.values()) {
            all.put(form.method, (kernels, n, inputs) -> {
                ProductCase product = new ProductCase(form, n, n + 1, Math.max(1, n - 1), n % 2 == 0);
                inputs.apply(product.a);
                inputs.apply(product.b);
                return product.run(kernels);
            });
        }
        all.put("gemmPacked", (kernels, n, inputs) -> packed(kernels, ProductCase.Form.PLAIN, n, inputs));
        all.put("gemmFromRow", (kernels, n, inputs) -> {
            ProductCase product = new ProductCase(ProductCase.Form.PLAIN, n, n + 1, Math.max(1, n - 1), true);
            float[] c = product.c.clone();
            kernels.gemmFromRow(product.m, product.n, product.k, inputs.apply(product.a), product.aAt, product.lda,
                    inputs.apply(product.b), product.bAt, product.ldb, draws(n + 1, 3, inputs), c, product.cAt, product.ldc);
            return c;
        });
        all.put("pack", (kernels, n, inputs) -> packed(kernels, ProductCase.Form.TRANS_B, n, inputs));
        all.put("dot", (kernels, n, inputs) -> {
            float[] a = draws(n, 1, inputs);
            float[] b = draws(n, 2, inputs);
            return new float[] {kernels.dot(n, a, BORDER, b, BORDER), kernels.dot(n, a, 0, b, 1)};
        });
        all.put("sum", (kernels, n, inputs) -> {
            float[] a = draws(n, 1, inputs);
            return new float[] {kernels.sum(n, a, BORDER), kernels.sum(n, a, 1)};
        });
        all.put("sumOfSquares", (kernels, n, inputs) ->
                new float[] {(float) kernels.sumOfSquares(n, draws(n, 1, inputs), BORDER)});
        all.put("softmax", (kernels, n, inputs) -> {
            float[] x = draws(n, 1, inputs);
            float[] y = output(n);
            kernels.softmax(n, x, BORDER, y, BORDER, 1.7f);
            kernels.softmax(n, x, BORDER, x, BORDER, 0.3f);
            return join(y, x);
        });
        all.put("softmaxRows", (kernels, n, inputs) -> {
            int rows = 19;   // more than are worked together
            float[] x = draws(rows * (n + 1), 1, inputs);
            kernels.softmaxRows(rows, n, x, BORDER, n + 1, 0.3f);
            return x;
        });
        all.put("softmaxAndLogSum", (kernels, n, inputs) -> {
            float[] x = draws(n, 1, inputs);
            float[] y = output(n);
            float log = kernels.softmaxAndLogSum(n, x, BORDER, y, BORDER);
            float logInPlace = kernels.softmaxAndLogSum(n, x, BORDER, x, BORDER);
            return join(y, x, new float[] {log, logInPlace});
        });
        all.put("softmaxBackward", (kernels, n, inputs) -> {
            float[] d = draws(n, 2, inputs);
            kernels.softmaxBackward(n, draws(n, 1, inputs), BORDER, d, BORDER, 0.7f);
            return d;
        });
        all.put("addRows", (kernels, n, inputs) -> {
            float[] sum = draws(n, 2, inputs);
            kernels.addRows(3, n, draws(3 * n + 2, 1, inputs), BORDER, n + 1, sum, BORDER);
            return sum;
        });
        all.put("narrow", (kernels, n, inputs) -> {
            short[] halves = new short[2 * n + 2];
            short[] bf16 = new short[n + 1];
            kernels.narrow(Half.FP16, n, draws(n, 1, inputs), halves);
            kernels.narrow(Half.BF16, n, draws(n, 2, inputs), bf16);
            System.arraycopy(bf16, 0, halves, n + 1, n + 1);
            float[] numbers = new float[halves.length];   // exact
            for (int i = 0; i < halves.length; i++) {
                numbers[i] = halves[i];
            }
            return numbers;
        });
        all.put("widen", (kernels, n, inputs) -> {
            short[] halves = new short[n];
            for (int i = 0; i < n; i++) {
                halves[i] = (short) (i * 0x3A7 & 0xBBFF);   // finite in both formats
            }
            float[] bf16 = output(n);
            float[] fp16 = output(n);
            kernels.widen(Half.BF16, n, halves, bf16);
            kernels.widen(Half.FP16, n, halves, fp16);
            return join(bf16, fp16);
        });
        all.put("round", (kernels, n, inputs) -> {
            float[] x = draws(n, 1, inputs);
            float[] y = output(n);
            kernels.round(Half.BF16, n, x, y);
            kernels.round(Half.FP16, n, x, x);
            return join(y, x);
        });
        all.put("hash", (kernels, n, inputs) -> {
            int[] lanes = new int[Kernels.HASH_LANES];
            kernels.hash(n, draws(n, 1, inputs), lanes);
            kernels.hash(n, draws(n, 2, inputs), lanes);
            float[] halves = new float[2 * lanes.length];   // exact, where a float of 32 bits could be a NaN
            for (int i = 0; i < lanes.length; i++) {
                halves[2 * i] = lanes[i] >>> 16;
                halves[2 * i + 1] = lanes[i] & 0xffff;
            }
            return halves;
        });
        all.put("layerNorm", (kernels, n, inputs) -> join(layerNorm(kernels, n, inputs, true), layerNorm(kernels, n, inputs, false)));
        all.put("layerNormBackward", (kernels, n, inputs) ->
                join(layerNormBackward(kernels, n, inputs, true), layerNormBackward(kernels, n, inputs, false)));
        all.put("rmsNorm", (kernels, n, inputs) -> {
            float[] y = output(n);
            float r = kernels.rmsNorm(n, draws(n, 1, inputs), y, BORDER, draws(n, 2, inputs), 1e-5);
            return join(y, new float[] {r});
        });
        all.put("rmsNormBackward", (kernels, n, inputs) -> {
            float[] dx = output(n);
            float[] dGain = draws(n, 4, inputs);
            kernels.rmsNormBackward(n, draws(n, 1, inputs), draws(n, 2, inputs), dx, BORDER, draws(n, 3, inputs), 0.7f, dGain);
            return join(dx, dGain);
        });
        all.put("gelu", (kernels, n, inputs) -> {
            float[] y = output(n);
            kernels.gelu(n, draws(n, 1, inputs), BORDER, y, BORDER);
            return y;
        });
        all.put("geluBackward", (kernels, n, inputs) -> {
            float[] dx = output(n);
            kernels.geluBackward(n, draws(n, 1, inputs), BORDER, draws(n, 2, inputs), BORDER, dx, BORDER);
            return dx;
        });
        all.put("geluErf", (kernels, n, inputs) -> {
            float[] y = output(n);
            kernels.geluErf(n, draws(n, 1, inputs), BORDER, y, BORDER);
            return y;
        });
        all.put("geluErfBackward", (kernels, n, inputs) -> {
            float[] dx = output(n);
            kernels.geluErfBackward(n, draws(n, 1, inputs), BORDER, draws(n, 2, inputs), BORDER, dx, BORDER);
            return dx;
        });
        all.put("silu", (kernels, n, inputs) -> {
            float[] y = output(n);
            kernels.silu(n, draws(n, 1, inputs), BORDER, y, BORDER);
            return y;
        });
        all.put("siluBackward", (kernels, n, inputs) -> {
            float[] dx = output(n);
            kernels.siluBackward(n, draws(n, 1, inputs), BORDER, draws(n, 2, inputs), BORDER, dx, BORDER);
            return dx;
        });
        all.put("tanh", (kernels, n, inputs) -> {
            float[] y = output(n);
            kernels.tanh(n, draws(n, 1, inputs), BORDER, y, BORDER, 0.4f);
            return y;
        });
        all.put("geglu", (kernels, n, inputs) -> {
            float[] y = output(n);
            kernels.geglu(n, draws(n, 1, inputs), BORDER, draws(n, 2, inputs), BORDER, y, BORDER);
            return y;
        });
        all.put("gegluBackward", (kernels, n, inputs) -> {
            float[] dGate = output(n);
            float[] dUp = output(n);
            kernels.gegluBackward(n, draws(n, 1, inputs), BORDER, draws(n, 2, inputs), BORDER, draws(n, 3, inputs), BORDER,
                    dGate, BORDER, dUp, BORDER);
            return join(dGate, dUp);
        });
        all.put("swiglu", (kernels, n, inputs) -> {
            float[] y = output(n);
            kernels.swiglu(n, draws(n, 1, inputs), BORDER, draws(n, 2, inputs), BORDER, y, BORDER);
            return y;
        });
        all.put("swigluBackward", (kernels, n, inputs) -> {
            float[] dGate = output(n);
            float[] dUp = output(n);
            kernels.swigluBackward(n, draws(n, 1, inputs), BORDER, draws(n, 2, inputs), BORDER, draws(n, 3, inputs), BORDER,
                    dGate, BORDER, dUp, BORDER);
            return join(dGate, dUp);
        });
        all.put("adamW", (kernels, n, inputs) -> {
            float[] w = draws(n, 1, inputs);
            float[] m = draws(n, 3, inputs);
            float[] v = draws(n, 4, inputs);
            for (int i = 0; i < v.length; i++) {
                v[i] = Math.abs(v[i]);
            }
            double[] sums = new double[2];
            kernels.adamW(n, w, draws(n, 2, inputs), m, v, 0.01f, 0.9f, 0.99f, 1e-8f, 0.1f, 2f, 4f, sums);
            return join(w, m, v, new float[] {(float) sums[0], (float) sums[1]});
        });
        all.put("adamAtan2", (kernels, n, inputs) -> {
            float[] m = draws(n, 3, inputs);
            float[] v = draws(n, 4, inputs);
            for (int i = 0; i < v.length; i++) {
                v[i] = Math.abs(v[i]);
            }
            float[] change = output(n);
            kernels.adamAtan2(n, draws(n, 1, inputs), draws(n, 2, inputs), m, v, change, 0.01f, 0.9f, 0.99f, 0.1f, 2f, 4f);
            return join(m, v, change);
        });
        all.put("turn", (kernels, n, inputs) -> {
            float[] x = draws(3 * (2 * n + 1), 1, inputs);
            float[] cos = draws(2 * n, 2, inputs);
            float[] sin = draws(2 * n, 3, inputs);
            kernels.turn(3, 2 * n + 1, n, x, BORDER, cos, sin, 1, false);
            kernels.turn(2, 2 * n, n, x, 1, cos, sin, BORDER, true);
            return x;
        });
        return all;
    }

    private static float[] layerNorm(Kernels kernels, int n, UnaryOperator<float[]> inputs, boolean biased) {
        float[] normal = output(n);
        float[] y = output(n);
        float r = kernels.layerNorm(n, draws(n, 1, inputs), normal, y, BORDER, draws(n, 2, inputs),
                biased ? draws(n, 3, inputs) : null, 1e-5);
        return join(normal, y, new float[] {r});
    }

    private static float[] layerNormBackward(Kernels kernels, int n, UnaryOperator<float[]> inputs, boolean biased) {
        float[] dx = output(n);
        float[] dGain = draws(n, 4, inputs);
        float[] dBias = draws(n, 5, inputs);
        kernels.layerNormBackward(n, draws(n, 1, inputs), draws(n, 2, inputs), dx, BORDER, draws(n, 3, inputs), 0.7f, dGain,
                biased ? dBias : null);
        return join(dx, dGain, dBias);
    }

    /** n normal draws between borders of draws. */
    static float[] draws(int n, int seed, UnaryOperator<float[]> inputs) {
        Random random = new Random(31L * n + seed);
        float[] values = new float[n + 2 * BORDER];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return inputs.apply(values);
    }

    static float[] output(int n) {
        float[] values = new float[n + 2 * BORDER];
        Arrays.fill(values, SENTINEL);
        return values;
    }

    static float[] join(float[]... parts) {
        int length = 0;
        for (float[] part : parts) {
            length += part.length;
        }
        float[] joined = new float[length];
        int at = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, joined, at, part.length);
            at += part.length;
        }
        return joined;
    }

    /** Bits, every NaN being the same one. */
    static int[] bits(float[] values) {
        int[] bits = new int[values.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToIntBits(values[i]);
        }
        return bits;
    }
}
