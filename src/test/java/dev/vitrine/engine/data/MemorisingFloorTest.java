package dev.vitrine.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class MemorisingFloorTest {
    private static double floor(int[][] targets, int... from) {
        MemorisingFloor.Line[] lines = new MemorisingFloor.Line[targets.length];
        Arrays.setAll(lines, i -> new MemorisingFloor.Line(targets[i], from[i]));
        return MemorisingFloor.of(lines);
    }

    /** The definition, word for word. */
    private static double plain(int[][] targets, int... from) {
        Map<List<Integer>, Integer> begins = new HashMap<>();
        Map<List<Integer>, Integer> goesOn = new HashMap<>();
        for (int i = 0; i < targets.length; i++) {
            List<Integer> all = Arrays.stream(targets[i]).boxed().toList();
            for (int t = from[i]; t < targets[i].length; t++) {
                begins.merge(all.subList(0, t), 1, Integer::sum);
                goesOn.merge(all.subList(0, t + 1), 1, Integer::sum);
            }
        }
        double nats = 0;
        int count = 0;
        for (int i = 0; i < targets.length; i++) {
            List<Integer> all = Arrays.stream(targets[i]).boxed().toList();
            for (int t = from[i]; t < targets[i].length; t++, count++) {
                nats -= Math.log((double) goesOn.get(all.subList(0, t + 1)) / begins.get(all.subList(0, t)));
            }
        }
        return nats / count;
    }

    @Test
    void agreesWithCountingEveryBeginning() {
        Random random = new Random(6);
        for (int round = 0; round < 300; round++) {
            int[][] targets = new int[1 + random.nextInt(30)][];
            for (int i = 0; i < targets.length; i++) {
                targets[i] = random.ints(1 + random.nextInt(6), 0, 3).toArray();
            }
            assertThat(floor(targets, new int[targets.length])).isCloseTo(plain(targets, new int[targets.length]), within(1e-12));
            int[] from = Arrays.stream(targets).mapToInt(line -> random.nextInt(line.length)).toArray();
            assertThat(floor(targets, from)).as("with the first targets left out").isCloseTo(plain(targets, from), within(1e-12));
        }
    }

    @Test
    void aLineThatIsTheBeginningOfAnotherIsOnlyCountedWhereItGoesOn() {
        int[][] targets = {{5, 1}, {5, 1, 1}, {5, 2}};
        assertThat(floor(targets, 0, 0, 0)).isCloseTo((-2 * Math.log(2 / 3.0) - Math.log(1 / 3.0)) / 7, within(1e-12));
    }
}
