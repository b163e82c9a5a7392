package dev.vitrine.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.engine.kernel.ProductCase.Form;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
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
    @EnumSource(names = {"PLAIN", "TRANS_B"})
    void aProductWithWhatWasPackedHasTheSameBits(Form form) {
        PackedMatrix packed = new PackedMatrix();   // the same for all sizes: it grows
        overSizes(form, product -> {
            float[] wanted = product.run(simd);
            simd.pack(form == Form.TRANS_B, product.k, product.n, product.b, product.bAt, product.ldb, packed);
            float[] got = product.c.clone();
            simd.gemmPacked(product.m, product.n, product.k, product.a, product.aAt, product.lda, packed, 0, 0, got, product.cAt, product.ldc, product.plus);
            if (!Arrays.equals(KernelCase.bits(got), KernelCase.bits(wanted))) {
                assertThat(got).as(product.toString()).isEqualTo(wanted);
            }
        });
    }

    @Test
    void aProductThatStartsFromARowIsThatOfCopiesOfTheRow() {
        for (Kernels kernels : List.of(simd, ejml)) {
            overSizes(Form.PLAIN, p -> {
                float[] row = Arrays.copyOf(p.b, p.n);
                float[] wanted = p.c.clone();
                for (int i = 0; i < p.m && p.n > 0; i++) {
                    System.arraycopy(row, 0, wanted, p.cAt + i * p.ldc, p.n);
                }
                kernels.gemm(p.m, p.n, p.k, p.a, p.aAt, p.lda, p.b, p.bAt, p.ldb, wanted, p.cAt, p.ldc, true);
                float[] got = p.c.clone();
                kernels.gemmFromRow(p.m, p.n, p.k, p.a, p.aAt, p.lda, p.b, p.bAt, p.ldb, row, got, p.cAt, p.ldc);
                if (!Arrays.equals(KernelCase.bits(got), KernelCase.bits(wanted))) {
                    assertThat(got).as(kernels.name() + " " + p).isEqualTo(wanted);
                }
            });
        }
    }

    @Test
    void aPartOfWhatWasPackedIsMultipliedAsIfItStoodAlone() {
        int m = 18;
        int k = 600;   // more than one depth of any width
        int n = 75;
        ProductCase product = new ProductCase(Form.PLAIN, m, n, k, false);
        for (Kernels kernels : List.of(simd, ejml)) {
            PackedMatrix packed = new PackedMatrix();
            kernels.pack(false, k, n, product.b, product.bAt, product.ldb, packed);
            for (int[] part : new int[][] {{0, 0, 600, 75}, {3, 32, 5, 43}, {250, 32, 20, 17}, {100, 64, 500, 11}, {505, 0, 40, 16},
                {1, 0, 1, 1}}) {
                float[] got = new float[m * n];
                float[] wanted = new float[m * n];
                kernels.gemmPacked(m, part[3], part[2], product.a, product.aAt, product.lda, packed, part[0], part[1], got, 0, n, false);
                kernels.gemm(m, part[3], part[2], product.a, product.aAt, product.lda, product.b,
                        product.bAt + part[0] * product.ldb + part[1], product.ldb, wanted, 0, n, false);
                assertThat(got).as(kernels.name() + Arrays.toString(part)).isEqualTo(wanted);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"PLAIN", "TRANS_B"})
    void beyondTheLastColumnZerosArePacked(Form form) {
        int m = 6;
        for (Kernels kernels : List.of(simd, ejml)) {
            PackedMatrix packed = new PackedMatrix();
            for (int n : new int[] {80, 64, 36, 33, 17, 3}) {   // each leaves its numbers where the next has none
                int padded = PackedMatrix.padded(n);
                ProductCase p = new ProductCase(form, m, n, 20, false);
                kernels.pack(form == Form.TRANS_B, p.k, n, p.b, p.bAt, p.ldb, packed);
                float[] got = new float[m * padded];
                kernels.gemmPacked(m, padded, p.k, p.a, p.aAt, p.lda, packed, 0, 0, got, 0, padded, false);
                float[] wanted = p.run(kernels);
                for (int i = 0; i < m; i++) {
                    for (int j = 0; j < padded; j++) {
                        assertThat(got[i * padded + j]).isEqualTo(j < n ? wanted[p.cAt + i * p.ldc + j] : 0f);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"PLAIN", "TRANS_B"})
    void ejmlPacksToo(Form form) {
        ProductCase product = new ProductCase(form, 13, 37, 20, true);
        PackedMatrix packed = new PackedMatrix();
        ejml.pack(form == Form.TRANS_B, product.k, product.n, product.b, product.bAt, product.ldb, packed);
        float[] got = product.c.clone();
        ejml.gemmPacked(product.m, product.n, product.k, product.a, product.aAt, product.lda, packed, 0, 0, got, product.cAt, product.ldc, product.plus);
        float[] wanted = product.run(ejml);
        for (int i = 0; i < got.length; i++) {
            assertThat(got[i]).isCloseTo(wanted[i], within(1e-5f * Math.max(1, product.magnitudes()[i])));
        }
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
        // more than one chunk of columns, rows of A that are far apart, more than one depth of any width
        check.accept(new ProductCase(form, 270, 530, 1030, true));
    }
}
