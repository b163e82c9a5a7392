package dev.vitrine.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KernelParityTest {
    private static final int[] SIZES = IntStream.concat(IntStream.rangeClosed(0, 70),
            IntStream.of(127, 128, 129, 4095, 4096, 4097, 8200)).toArray();
    private static final float[] STRANGE = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 0f, -0f,
        Float.MIN_VALUE, -Float.MIN_VALUE, 1e-39f, -1e-39f, Float.MIN_NORMAL, 1e30f, -1e30f, Float.MAX_VALUE,
        -Float.MAX_VALUE, 88f, -87f, 87.9999f, -86.9999f, -87.0001f, 88.0001f, 1e13f, -1e13f};

    private final Kernels simd = new VectorKernels();
    private final Kernels ejml = new EjmlKernels();

    @Test
    void everyMethodThatComputesIsComparedHere() {
        List<String> methods = Arrays.stream(Kernels.class.getMethods()).map(Method::getName)
                .filter(name -> !name.equals("name")).toList();
        assertThat(KernelCase.ALL.keySet()).containsExactlyInAnyOrderElementsOf(methods);
        assertThat(List.of(simd.name(), ejml.name())).containsExactlyElementsOf(Backends.REGISTRY.names());
    }

    @Test
    void everythingButTheProductsHasTheSameBitsInBothBackends() {
        for (int n : SIZES) {
            compare(n, UnaryOperator.identity());
            compare(n, KernelParityTest::wide);
        }
    }

    @Test
    void strangeNumbersHaveTheSameBitsInBothBackends() {
        for (int n = 1; n <= 70; n++) {
            int seed = n;
            compare(n, values -> withOneStrange(values, seed));
            compare(n, values -> allStrange(values, seed));
        }
        for (float strange : STRANGE) {
            compare(37, values -> {
                Arrays.fill(values, strange);
                return values;
            });
        }
    }

    @Test
    void aCompiledKernelHasTheBitsOfAnInterpretedOne() {
        for (Kernels kernels : List.of(simd, ejml)) {
            KernelCase.ALL.forEach((name, kernelCase) -> {
                int[] first = KernelCase.bits(kernelCase.run(kernels, 21, UnaryOperator.identity()));
                for (int i = 0; i < 20_000; i++) {
                    float[] again = kernelCase.run(kernels, 21, UnaryOperator.identity());
                    if (!Arrays.equals(KernelCase.bits(again), first)) {
                        assertThat(KernelCase.bits(again)).as(name + " of " + kernels.name() + ", call " + i)
                                .isEqualTo(first);
                    }
                }
            });
        }
    }

    private void compare(int n, UnaryOperator<float[]> inputs) {
        KernelCase.rows().forEach((name, kernelCase) -> {
            float[] fast = kernelCase.run(simd, n, inputs);
            float[] plain = kernelCase.run(ejml, n, inputs);
            if (!Arrays.equals(KernelCase.bits(fast), KernelCase.bits(plain))) {
                assertThat(fast).as(name + " of " + n).isEqualTo(plain);
            }
        });
    }

    /** From 1e-3 to 1e3, the tails of every function. */
    private static float[] wide(float[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (Math.signum(values[i]) * Math.pow(10, 3 * Math.abs(values[i]) - 3));
        }
        return values;
    }

    private static float[] withOneStrange(float[] values, int seed) {
        Random random = new Random(seed);
        values[random.nextInt(values.length)] = STRANGE[random.nextInt(STRANGE.length)];
        return values;
    }

    private static float[] allStrange(float[] values, int seed) {
        Random random = new Random(seed);
        for (int i = 0; i < values.length; i++) {
            values[i] = STRANGE[random.nextInt(STRANGE.length)];
        }
        return values;
    }
}
