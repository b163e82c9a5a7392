package dev.vitrine.bench;

import dev.vitrine.engine.Draws;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Products of matrices at the sizes of a GPT's layers, on one thread. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ProductBenchmark {
    /** M x K x N. */
    @Param({"64x64x64", "64x128x512", "256x128x128", "256x256x1024", "512x512x512", "1024x256x1024", "2048x384x1536",
            "2048x2048x2048"})
    public String shape;
    @Param({"NN", "NT", "TN"})
    public String form;
    @Param({"vitrine", "packed", "openblas", "ejml"})
    public String library;

    private Product product;

    /** Makes the operands, and looks whether the library multiplies them as the plain loops do. */
    @Setup
    public void setUp() {
        int[] size = sizes(shape);
        float[] a = random(size[0] * size[1], 1);
        float[] b = random(size[1] * size[2], 2);
        product = Product.LIBRARIES.get(library).of(form, size[0], size[1], size[2], a, b);
        Product plain = Product.LIBRARIES.get("ejml").of(form, size[0], size[1], size[2], a, b);
        product.work();
        plain.work();
        float[] got = product.result();
        float[] wanted = plain.result();
        for (int i = 0; i < got.length; i++) {
            if (!(Math.abs(got[i] - wanted[i]) < 1e-3 * Math.sqrt(size[1]))) {
                throw new IllegalStateException(library + " " + form + " " + shape + " gives " + got[i] + " at " + i
                        + " where the plain loops give " + wanted[i]);
            }
        }
    }

    static int[] sizes(String shape) {
        return Arrays.stream(shape.split("x")).mapToInt(Integer::parseInt).toArray();
    }

    private static float[] random(int n, int site) {
        Draws draws = new Draws(1);
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = (float) draws.gaussian(Draws.Purpose.PROBE, site, 0, i);
        }
        return values;
    }

    @Benchmark
    public Product product() {
        product.work();
        return product;
    }
}
