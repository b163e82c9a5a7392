package dev.vitrine.engine.optim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.Tiny;
import dev.vitrine.engine.kernel.Backends;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_FDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F32;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NewtonSchulzTest {
    /** With singular vectors kept, U^T o V is diagonal; here it is enough that o's own values are near 1 and o agrees with u. */
    @ParameterizedTest
    @CsvSource({"8, 8, simd", "5, 12, simd", "12, 5, simd", "5, 12, ejml", "12, 5, ejml"})
    void singularValuesComeNearOneAndTheirVectorsStay(int rows, int columns, String backend) {
        FMatrixRMaj u = Tiny.gaussian("u", rows, columns, 3);
        FMatrixRMaj o = u.copy();
        new NewtonSchulz(rows * columns, Math.min(rows, columns), Backends.create(backend)).orthogonalise(o.data, rows, columns);
        float[] before = values(u);
        for (float s : values(o)) {
            assertThat(s).isBetween(0.6f, 1.2f);
        }
        double along = 0;   // trace(u^T o) = sum of s s', which only common singular vectors reach
        for (int i = 0; i < u.data.length; i++) {
            along += (double) u.data[i] * o.data[i];
        }
        double sum = 0;
        for (float s : before) {
            sum += s;
        }
        assertThat(along / sum).isBetween(0.65, 1.2);
    }

    private static float[] values(FMatrixRMaj matrix) {
        SingularValueDecomposition_F32<FMatrixRMaj> svd = DecompositionFactory_FDRM.svd(false, false, true);
        assertThat(svd.decompose(matrix.copy())).isTrue();
        return svd.getSingularValues();
    }
}
