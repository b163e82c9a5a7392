package dev.vitrine.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;
import org.junit.jupiter.api.Test;

final class PcaTest {
    private final List<float[]> rows = spread(new Random(3), 7, 40);

    @Test
    void theGramTrickGivesTheSingularValuesOfTheCentredMatrix() {
        double[] squares = singularSquares(rows);
        double sum = 0;
        for (double s : squares) {
            sum += s;
        }

        Pca pca = Pca.fit(rows);

        for (int i = 0; i < squares.length; i++) {
            assertThat(pca.eigenvalues()[i]).isCloseTo(squares[i], within(1e-6 * squares[0]));
        }
        assertThat(pca.explained()).isCloseTo((squares[0] + squares[1]) / sum, within(1e-9));
    }

    @Test
    void manyShortVectorsAreWorkedByTheirScatterAndGiveTheSameAsByTheGramMatrix() {
        List<float[]> many = spread(new Random(5), 60, 9);
        double[] squares = singularSquares(many);
        List<float[]> padded = many.stream().map(row -> Arrays.copyOf(row, 80)).toList();    // zeros add no spread

        Pca byScatter = Pca.fit(many);
        Pca byGram = Pca.fit(padded);

        assertThat(byScatter.eigenvalues()).hasSize(9);
        assertThat(byGram.eigenvalues()).hasSize(60);
        for (int i = 0; i < 9; i++) {
            assertThat(byScatter.eigenvalues()[i]).isCloseTo(squares[i], within(1e-8 * squares[0]));
        }
        assertThat(byScatter.explained()).isCloseTo(byGram.explained(), within(1e-9));
        for (int k = 0; k < 60; k++) {
            assertThat(byScatter.project(many.get(k))).usingComparatorWithPrecision(1e-6).containsExactly(byGram.project(padded.get(k)));
        }
    }

    @Test
    void coordinatesHaveTheVarianceOfTheirEigenvalueAndDoNotCorrelate() {
        Pca pca = Pca.fit(rows);
        double[] moments = new double[3];
        for (float[] row : rows) {
            double[] at = pca.project(row);
            moments[0] += at[0] * at[0];
            moments[1] += at[1] * at[1];
            moments[2] += at[0] * at[1];
        }

        assertThat(moments[0]).isCloseTo(pca.eigenvalues()[0], within(1e-8 * moments[0]));
        assertThat(moments[1]).isCloseTo(pca.eigenvalues()[1], within(1e-8 * moments[0]));
        assertThat(moments[2]).isCloseTo(0, within(1e-8 * moments[0]));
    }

    @Test
    void theLargestLoadingIsPositiveSoThatFramesDoNotFlip() {
        Pca pca = Pca.fit(rows);
        Pca mirrored = Pca.fit(rows.reversed());

        for (int i = 0; i < 2; i++) {
            double largest = 0;
            for (double w : pca.axis(i)) {
                largest = Math.abs(w) > Math.abs(largest) ? w : largest;
            }
            assertThat(largest).isPositive();
            assertThat(mirrored.axis(i)).usingComparatorWithPrecision(1e-9).containsExactly(pca.axis(i));
        }
    }

    @Test
    void threePointsLieInTheirPlane() {
        assertThat(Pca.fit(rows.subList(0, 3)).explained()).isCloseTo(1, within(1e-9));
    }

    @Test
    void pointsThatDoNotMoveHaveNoSpreadAndNoAxes() {
        Pca still = Pca.fit(List.of(rows.getFirst(), rows.getFirst(), rows.getFirst()));

        assertThat(still.explained()).isEqualTo(1);
        assertThat(still.project(rows.getFirst())).containsExactly(0, 0);
    }

    @Test
    void aFrozenPlaneTellsHowMuchOfOtherPointsItShows() {
        Pca pca = Pca.fit(rows);

        assertThat(pca.share(rows)).isCloseTo(pca.explained(), within(1e-9));
        assertThat(pca.share(spread(new Random(99), 7, 40))).isBetween(0.0, pca.explained());
    }

    private static double[] singularSquares(List<float[]> rows) {
        int d = rows.getFirst().length;
        DMatrixRMaj x = new DMatrixRMaj(rows.size(), d);
        for (int c = 0; c < d; c++) {
            double mean = 0;
            for (float[] row : rows) {
                mean += row[c] / (double) rows.size();
            }
            for (int r = 0; r < rows.size(); r++) {
                x.set(r, c, rows.get(r)[c] - mean);
            }
        }
        SingularValueDecomposition_F64<DMatrixRMaj> svd = DecompositionFactory_DDRM.svd(x.numRows, x.numCols, false, false, true);
        svd.decompose(x);
        double[] squares = svd.getSingularValues();
        Arrays.sort(squares);
        double[] descending = new double[squares.length];
        for (int i = 0; i < squares.length; i++) {
            descending[i] = squares[squares.length - 1 - i] * squares[squares.length - 1 - i];
        }
        return descending;
    }

    private static List<float[]> spread(Random random, int count, int dimensions) {
        List<float[]> rows = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            float[] row = new float[dimensions];
            for (int d = 0; d < dimensions; d++) {
                row[d] = (float) (random.nextGaussian() * (1 + 3.0 / (1 + d)) + 2);
            }
            rows.add(row);
        }
        return rows;
    }
}
