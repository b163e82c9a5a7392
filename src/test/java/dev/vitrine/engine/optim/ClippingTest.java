package dev.vitrine.engine.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.engine.tensor.Parameter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ClippingTest {
    private final Trained trained = new Trained();

    private Clipping clipping(double norm, double value, double adaptive, boolean centralize) {
        return new Clipping(trained.gradients, new OptimizerConfig("adamw", 0.9, 0.95, 1e-8, 0, false, norm, value, adaptive,
                centralize, 0.9, false), trained.kernels);
    }

    private Clipping apply(Clipping clipping) {
        clipping.norms().measure();
        clipping.apply();
        return clipping;
    }

    private List<float[]> gradients() {
        return trained.all.stream().map(p -> trained.g(p).clone()).toList();
    }

    private static Map<String, float[]> published(Clipping clipping) {
        Map<String, float[]> all = new HashMap<>();
        clipping.tensors((name, shape, filler) -> {
            float[] values = new float[shape.count()];
            filler.fill(values);
            all.put(name, values);
        });
        return all;
    }

    @Test
    void withAllOffGradientsStayAsTheyAre() {
        trained.draw("g");
        List<float[]> before = gradients();
        Map<String, float[]> told = published(apply(clipping(0, 0, 0, false)));
        assertThat(gradients()).usingRecursiveComparison().isEqualTo(before);
        assertThat(told.keySet()).containsExactlyInAnyOrder("clip.norms", "clip.norm", "clip.norm_left", "clip.factor");
        assertThat(told.get("clip.norm_left")).isEqualTo(told.get("clip.norm"));
        assertThat(told.get("clip.factor")).containsExactly(1);
    }

    @Test
    void centralizedColumnsHaveNoMeanAndTablesAndVectorsStay() {
        trained.draw("g");
        List<float[]> before = gradients();
        Map<String, float[]> told = published(apply(clipping(0, 0, 0, true)));
        for (int k = 0; k < before.size(); k++) {
            Parameter p = trained.all.get(k);
            if (!p.shape().axes().contains("in")) {
                assertThat(trained.g(p)).isEqualTo(before.get(k));
                assertThat(told.get("clip.centralized")[k]).isZero();
                continue;
            }
            int columns = p.shape().columns();
            double largest = 0;
            for (int j = 0; j < columns; j++) {
                double mean = mean(before.get(k), j, columns);
                largest = Math.max(largest, Math.abs(mean));
                assertThat(mean(trained.g(p), j, columns)).isCloseTo(0, within(1e-7));
                assertThat((double) trained.g(p)[j]).isCloseTo(before.get(k)[j] - mean, within(1e-7));
            }
            assertThat((double) told.get("clip.centralized")[k]).isCloseTo(largest, within(1e-7));
        }
    }

    /** As those of a step that overflowed: what stages did to an earlier step's is not told as theirs. */
    @Test
    void skippedGradientsStayAsTheyAreAndNoStageIsTold() {
        trained.draw("g");
        Clipping clipping = apply(clipping(0.1, 0.01, 0.01, true));
        assertThat(published(clipping)).containsKeys("clip.centralized", "clip.adaptive.clipped", "clip.value.clipped");
        trained.draw("h");
        List<float[]> before = gradients();
        clipping.norms().measure();
        clipping.skip();
        assertThat(gradients()).usingRecursiveComparison().isEqualTo(before);
        Map<String, float[]> told = published(clipping);
        assertThat(told.keySet()).containsExactlyInAnyOrder("clip.norms", "clip.norm", "clip.norm_left", "clip.factor");
        assertThat(told.get("clip.factor")).containsExactly(1);
        assertThat(published(apply(clipping))).containsKey("clip.value.clipped");
    }

    private static double mean(float[] g, int column, int columns) {
        double sum = 0;
        for (int i = column; i < g.length; i += columns) {
            sum += g[i];
        }
        int rows = g.length / columns;
        return sum / rows;
    }

    @Test
    void aUnitWhoseGradientIsTooLongForItsWeightsIsShortenedToItsShare() {
        trained.draw("g");
        int columns = trained.matrix.shape().columns();
        for (int i = 0; i < trained.matrix.size(); i++) {
            trained.g(trained.matrix)[i] *= i % columns == 3 ? 5 : 1e-3f;   // one unit is long
            trained.w(trained.tall)[i % 36] = 0;                            // units without weights
        }
        List<float[]> before = gradients();
        Map<String, float[]> told = published(apply(clipping(0, 0, 0.01, false)));
        double weights = length(trained.w(trained.matrix), 3, columns);
        double gradient = length(before.getFirst(), 3, columns);
        for (int i = 0; i < trained.matrix.size(); i++) {
            double wanted = before.getFirst()[i] * (i % columns == 3 ? 0.01 * weights / gradient : 1);
            assertThat((double) trained.g(trained.matrix)[i]).isCloseTo(wanted, within(1e-7));
        }
        assertThat(length(trained.g(trained.tall), 2, 4)).isCloseTo(0.01 * 1e-3, within(1e-10));
        assertThat(length(trained.g(trained.gain), 0, 1)).isCloseTo(0.01 * Math.sqrt(5), within(1e-8));
        assertThat(trained.g(trained.table)).isEqualTo(before.get(2));
        assertThat(trained.g(trained.head)).isEqualTo(before.get(3));
        assertThat(told.get("clip.adaptive.units")).containsExactly(11, 4, 0, 0, 1, 1);
        assertThat(told.get("clip.adaptive.clipped")).containsExactly(1, 4, 0, 0, 1, 1);
    }

    private static double length(float[] values, int column, int columns) {
        double sum = 0;
        for (int i = column; i < values.length; i += columns) {
            sum += (double) values[i] * values[i];
        }
        return Math.sqrt(sum);
    }

    @Test
    void noNumberIsLargerThanTheLimit() {
        trained.draw("g");
        List<float[]> before = gradients();
        Map<String, float[]> told = published(apply(clipping(0, 0.25, 0, false)));
        for (int k = 0; k < before.size(); k++) {
            int cut = 0;
            float[] now = trained.g(trained.all.get(k));
            for (int i = 0; i < now.length; i++) {
                assertThat(now[i]).isEqualTo(Math.clamp(before.get(k)[i], -0.25f, 0.25f));
                cut += now[i] != before.get(k)[i] ? 1 : 0;
            }
            assertThat(told.get("clip.value.clipped")[k]).isEqualTo(cut);
        }
        assertThat(told.get("clip.value.clipped")[0]).isPositive();
    }

    @Test
    void stagesFollowEachOtherAndNormsAreThoseFromBefore() {
        trained.draw("g");
        GradientNorms raw = new GradientNorms(trained.gradients, trained.kernels);
        raw.measure();
        List<float[]> start = gradients();
        apply(clipping(0, 0, 0, true));
        apply(clipping(0, 0, 0.1, false));
        apply(clipping(0, 0.02, 0, false));
        apply(clipping(0.05, 0, 0, false));
        List<float[]> oneByOne = gradients();
        for (int k = 0; k < start.size(); k++) {
            System.arraycopy(start.get(k), 0, trained.g(trained.all.get(k)), 0, start.get(k).length);
        }
        Clipping all = apply(clipping(0.05, 0.02, 0.1, true));
        assertThat(gradients()).usingRecursiveComparison().isEqualTo(oneByOne);
        assertThat(all.norms().global()).isEqualTo(raw.global());
        assertThat(all.norms().of(1)).isEqualTo(raw.of(1));
        Map<String, float[]> told = published(all);
        assertThat(told.get("clip.norm_left")[0]).isLessThan(told.get("clip.norm")[0]);
        assertThat(told.get("clip.factor")[0]).isEqualTo((float) (0.05 / told.get("clip.norm_left")[0]), within(1e-6f));
        GradientNorms after = new GradientNorms(trained.gradients, trained.kernels);
        after.measure();
        assertThat(after.global()).isCloseTo(0.05, within(1e-7));
    }
}
