package dev.vitrine.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.kernel.ProductCase.Form;
import java.util.Arrays;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProductsTest {
    /** Around the widths of vectors, the heights of tiles and the depth of a panel. */
    private static final int[] SIDES = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65};
    private static final int[] DEPTHS = {0, 1, 2, 7, 8, 9, 17, 64, 255, 256, 257, 513};

    private final Kernels simd = new VectorKernels();
    private final Kernels ejml = new EjmlKernels();

    @ParameterizedTest
    @EnumSource
    void eachElementOfTheFastProductIsOneChainOfFusedMultiplyAdds(Form form) {
        overSizes(form, product -> {
            if (!Arrays.equals(KernelCase.bits(product.run(simd)), KernelCase.bits(product.chains()))) {
                assertThat(product.run(simd)).as(product.toString()).isEqualTo(product.chains());
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void theFastProductAgreesWithEjmlAndNeitherWritesAroundC(Form form) {
        overSizes(form, product -> {
            float[] fast = product.run(simd);
            float[] plain = product.run(ejml);
            float[] magnitudes = product.magnitudes();
            for (int i = 0; i < fast.length; i++) {
                // not > so that a NaN is caught; the borders have magnitude 0 and must be equal
                if (!(Math.abs(fast[i] - plain[i]) <= 1e-5f * magnitudes[i])) {
                    assertThat(fast[i]).as(product + " element " + i).isEqualTo(plain[i]);
                }
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void productsOfInfinitiesAndNaNsStayInTheirRowAndColumn(Form form) {
        ProductCase product = new ProductCase(form, 13, 37, 20, false);
        product.a[product.aAt] = Float.NaN;
        product.b[product.bAt] = Float.POSITIVE_INFINITY;
        assertThat(KernelCase.bits(product.run(simd))).isEqualTo(KernelCase.bits(product.chains()));
    }

    private static void overSizes(Form form, Consumer<ProductCase> check) {
        for (int m : SIDES) {
            for (int n : SIDES) {
                for (int k : DEPTHS) {
                    check.accept(new ProductCase(form, m, n, k, (m + n + k) % 2 == 0));
                }
            }
        }
        for (int side : new int[] {4, 17, 70}) {
            check.accept(new ProductCase(form, side, side + 1, 300, true));
            check.accept(new ProductCase(form, side, side + 1, 300, false));
        }
        // more than one block of rows, C wide enough for A to be packed
        check.accept(new ProductCase(form, 541, 81, 259, true));
        check.accept(new ProductCase(form, 273, 67, 270, false));
    }
}
