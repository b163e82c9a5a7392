package dev.vitrine.ui.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ColumnsTest {
    private static final int WIDTH = 800;

    private static Columns trace(double[] y, Scale x, Scale yScale) {
        MinMaxIndex index = new MinMaxIndex();
        Points points = Points.ofSteps(y, y.length);
        index.extend(points, y.length);
        Columns columns = new Columns();
        columns.trace(points, index, x, yScale);
        return columns;
    }

    private static Scale steps(double lo, double hi) {
        return new Scale(lo, hi, 0, WIDTH, false);
    }

    private static Scale up(double lo, double hi) {
        return new Scale(lo, hi, 100, 0, false);
    }

    @Test
    void extremesOfAnyStretchEqualThoseFoundOneByOne() {
        Random random = new Random(7);
        double[] y = random.doubles(1000, -1, 1).toArray();
        Points points = Points.ofSteps(y, y.length);
        MinMaxIndex index = new MinMaxIndex();
        index.extend(points, 130);
        index.extend(points, 1000);
        for (int k = 0; k < 200; k++) {
            int from = random.nextInt(1000);
            int to = from + random.nextInt(1000 - from) + 1;
            Extent extent = new Extent();
            extent.clear();
            index.query(points, from, Math.min(to, 1000), extent);
            assertThat(extent.lo).isEqualTo(Arrays.stream(y, from, to).min().orElseThrow());
            assertThat(extent.hi).isEqualTo(Arrays.stream(y, from, to).max().orElseThrow());
        }
    }

    @Test
    void oneSpikeAmongAMillionPointsReachesItsHeight() {
        double[] y = new double[1_000_000];
        y[654_321] = 1;
        Columns columns = trace(y, steps(0, y.length - 1), up(0, 1));
        int column = (int) (654_321.0 / (y.length - 1) * WIDTH);
        assertThat(columns.top(column)).isZero();
        assertThat(columns.bottom(column)).isEqualTo(100);
        assertThat(columns.top(column - 1)).isEqualTo(100);
    }

    @Test
    void twoPointsFillAllColumnsBetweenThem() {
        Columns columns = trace(new double[] {0, 1}, steps(0, 1), up(0, 1));
        for (int c = 0; c < WIDTH; c++) {
            assertThat(columns.covered(c)).isTrue();
            assertThat(columns.top(c)).isBetween(100 - (c + 1.001) / 8, 100 - (c + 0.999) / 8);
        }
    }

    @Test
    void aValueThatIsNoNumberBreaksTheLineAndIsMarked() {
        Columns columns = trace(new double[] {1, 1, Double.NaN, 1, 1}, steps(0, 4), up(0, 2));
        assertThat(columns.bad(400)).isTrue();
        assertThat(columns.badAt(400)).isEqualTo(50);
        assertThat(columns.covered(100)).isTrue();
        assertThat(columns.covered(300)).isFalse();
        assertThat(columns.covered(500)).isFalse();
        assertThat(columns.covered(700)).isTrue();
    }

    @Test
    void aPointBetweenTwoBreaksStandsAlone() {
        Columns columns = trace(new double[] {1, Double.NaN, 1, Double.NaN, 1}, steps(0, 4), up(0, 2));
        assertThat(columns.lone(0)).isTrue();
        assertThat(columns.lone(400)).isTrue();
        assertThat(columns.lone(WIDTH - 1)).isTrue();
        assertThat(columns.lone(200)).isFalse();
    }

    @Test
    void aLogarithmicAxisDropsWhatIsNotAboveZeroAndSaysSo() {
        Columns columns = trace(new double[] {1, 10, 0, 10, -5, 1}, steps(0, 5), new Scale(1, 10, 100, 0, true));
        assertThat(columns.dropped(320)).isTrue();
        assertThat(columns.dropped(640)).isTrue();
        assertThat(columns.dropped(160)).isFalse();
        assertThat(columns.covered(240)).isFalse();
        assertThat(columns.bad(320)).isFalse();
    }

    @Test
    void linesRunOnToPointsOutsideTheView() {
        Columns columns = trace(new double[] {0, 1, 2, 3}, steps(1.25, 1.75), up(0, 3));
        assertThat(columns.covered(0)).isTrue();
        assertThat(columns.covered(WIDTH - 1)).isTrue();
    }
}
