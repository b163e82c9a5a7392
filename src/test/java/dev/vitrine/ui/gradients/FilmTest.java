package dev.vitrine.ui.gradients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.training.MetricSeries;
import org.junit.jupiter.api.Test;

class FilmTest {
    @Test
    void aBinOfALongRunHoldsTheLargestOfItsStepsHoweverItWasRead() {
        MetricSeries series = new MetricSeries(2);
        Film film = new Film();
        for (int i = 0; i < 1000; i++) {
            series.append(new float[] {i == 613 ? 1000 : 1, i + 1});
            if (i % 37 == 0) {
                film.read(series, i + 1);
            }
        }
        film.read(series, 1000);
        assertThat(film.stepsPerBin()).isEqualTo(8);
        assertThat(film.bins()).isEqualTo(125);
        float[] values = film.log10();
        assertThat(values[613 / 8]).isEqualTo(3f);
        assertThat(values[125 + 124]).isEqualTo((float) Math.log10(1000f));
        assertThat(film.begin(124)).isEqualTo(992);
        assertThat(film.end(124)).isEqualTo(999);
    }

    @Test
    void whatIsNoNumberIsNeverHidden() {
        MetricSeries series = new MetricSeries(1);
        for (int i = 0; i < 500; i++) {
            series.append(new float[] {i == 20 ? Float.NaN : 1});
        }
        Film film = new Film();
        film.read(series, 500);
        assertThat(film.log10()[20 / film.stepsPerBin()]).isNaN();
    }
}
