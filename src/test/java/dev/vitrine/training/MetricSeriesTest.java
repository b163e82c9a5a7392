package dev.vitrine.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class MetricSeriesTest {
    @Test
    void everyNumberStaysHoweverManyCome() {
        MetricSeries series = new MetricSeries();
        for (int i = 0; i < 5000; i++) {
            series.append(i * 0.5f);
            assertThat(series.size()).isEqualTo(i + 1);
        }
        for (int i = 0; i < 5000; i++) {
            assertThat(series.at(i)).isEqualTo(i * 0.5f);
        }
    }

    @Test
    void rowsAreCopied() {
        MetricSeries series = new MetricSeries(3);
        float[] row = {1, 2, 3, 99};
        for (int i = 0; i < 2000; i++) {
            row[1] = i;
            series.append(row);
        }
        assertThat(series.size()).isEqualTo(2000);
        assertThat(series.width()).isEqualTo(3);
        assertThat(new float[] {series.at(7, 0), series.at(7, 1), series.at(7, 2)}).containsExactly(1, 7, 3);
    }

    @Test
    void aBeginIsASeriesOfItsOwn() {
        MetricSeries series = new MetricSeries(2);
        for (int i = 0; i < 3000; i++) {
            series.append(new float[] {i, -i});
        }
        MetricSeries begin = series.first(2500);
        assertThat(begin.size()).isEqualTo(2500);
        begin.append(new float[] {7, 8});
        assertThat(begin.at(2500, 1)).isEqualTo(8);
        assertThat(series.at(2500, 1)).isEqualTo(-2500);
        assertThat(begin.at(2499, 1)).isEqualTo(-2499);
        assertThat(series.first(9999).size()).isEqualTo(3000);
        assertThat(series.first(0).size()).isZero();
    }

    @Test
    @Timeout(20)
    void aReaderNeverSeesAHole() throws InterruptedException {
        MetricSeries series = new MetricSeries();
        AtomicReference<String> hole = new AtomicReference<>();
        int n = 200_000;
        Thread reader = new Thread(() -> {
            int seen = 0;
            while (seen < n && hole.get() == null) {
                int size = series.size();
                for (int i = seen; i < size; i++) {
                    if (series.at(i) != i + 1) {
                        hole.set("row " + i + " was " + series.at(i));
                    }
                }
                seen = size;
            }
        });
        reader.start();
        for (int i = 0; i < n; i++) {
            series.append(i + 1);
        }
        reader.join();
        assertThat(hole.get()).isNull();
    }
}
