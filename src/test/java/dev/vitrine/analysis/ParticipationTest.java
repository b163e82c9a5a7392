package dev.vitrine.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ParticipationTest {
    private static final int CHANNELS = 6;

    @Test
    void pointsOnALineHaveOneDirectionAndPointsOnTheAxesAsManyAsAxes() {
        List<float[]> line = new ArrayList<>();
        for (int k = 0; k < 5; k++) {
            line.add(new float[] {k, 2 * k, -k});
        }
        assertThat(Participation.ofTokens(line, 3)).isCloseTo(1, within(1e-9));
        assertThat(Participation.ofGrids(line)).isCloseTo(1, within(1e-9));
        List<float[]> cross = List.of(new float[] {1, 0, 0}, new float[] {-1, 0, 0}, new float[] {0, 1, 0}, new float[] {0, -1, 0});
        assertThat(Participation.ofTokens(cross, 3)).isCloseTo(2, within(1e-9));
        assertThat(Participation.ofGrids(cross)).isCloseTo(2, within(1e-9));
    }

    @Test
    void itIsTheSquaredTraceOfTheCovarianceOverItsSquaredNorm() {
        List<float[]> states = states(9, 4);
        double[][] covariance = covariance(states);
        double trace = 0;
        double squares = 0;
        for (int i = 0; i < CHANNELS; i++) {
            trace += covariance[i][i];
            for (int j = 0; j < CHANNELS; j++) {
                squares += covariance[i][j] * covariance[i][j];
            }
        }
        assertThat(Participation.ofTokens(states, CHANNELS)).isCloseTo(trace * trace / squares, within(1e-9));
    }

    private static double[][] covariance(List<float[]> states) {
        double[] mean = new double[CHANNELS];
        int n = states.size() * states.getFirst().length / CHANNELS;
        for (float[] state : states) {
            for (int i = 0; i < state.length; i++) {
                mean[i % CHANNELS] += state[i] / (double) n;
            }
        }
        double[][] covariance = new double[CHANNELS][CHANNELS];
        for (float[] state : states) {
            for (int row = 0; row < state.length; row += CHANNELS) {
                for (int i = 0; i < CHANNELS; i++) {
                    for (int j = 0; j < CHANNELS; j++) {
                        covariance[i][j] += (state[row + i] - mean[i]) * (state[row + j] - mean[j]) / n;
                    }
                }
            }
        }
        return covariance;
    }

    /** A state of one position is a grid and a token at once, so the Gram matrix must give what the covariance gives. */
    @Test
    void theGramMatrixGivesTheSameAsTheCovariance() {
        List<float[]> states = states(4, 1);
        assertThat(Participation.ofGrids(states)).isCloseTo(Participation.ofTokens(states, CHANNELS), within(1e-9)).isBetween(1.0, 3.0);
    }

    @Test
    void neitherScaleNorShiftMatters() {
        List<float[]> states = states(7, 3);
        List<float[]> moved = states.stream().map(s -> {
            float[] m = s.clone();
            for (int i = 0; i < m.length; i++) {
                m[i] = 3 * m[i] + 5;
            }
            return m;
        }).toList();
        assertThat(Participation.ofGrids(moved)).isCloseTo(Participation.ofGrids(states), within(1e-5));
        assertThat(Participation.ofTokens(moved, CHANNELS)).isCloseTo(Participation.ofTokens(states, CHANNELS), within(1e-5));
    }

    @Test
    void whatDoesNotSpreadHasNoDirections() {
        assertThat(Participation.ofGrids(List.of(new float[CHANNELS], new float[CHANNELS]))).isNaN();
    }

    private static List<float[]> states(int count, int positions) {
        Random random = new Random(count);
        List<float[]> states = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            float[] state = new float[positions * CHANNELS];
            for (int i = 0; i < state.length; i++) {
                state[i] = (float) (random.nextGaussian() * (1 + i % CHANNELS));
            }
            states.add(state);
        }
        return states;
    }
}
