package dev.vitrine.ui.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class LabelPlacerTest {
    @Test
    void labelsNeverOverlapEachOtherNorLeaveThePicture() {
        Box bounds = new Box(0, 0, 300, 200);
        LabelPlacer placer = new LabelPlacer(bounds);
        Random random = new Random(3);
        List<Box> placed = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            Box box = placer.place(random.nextDouble() * 300, random.nextDouble() * 200, 30, 12, 5);
            if (box != null) {
                assertThat(box.inside(bounds)).isTrue();
                assertThat(placed).noneMatch(box::touches);
                placed.add(box);
            }
        }
        assertThat(placed).hasSizeGreaterThan(20);
    }

    @Test
    void aPlaceBesideALineIsPreferredToOneOnIt() {
        LabelPlacer placer = new LabelPlacer(new Box(0, 0, 200, 200));
        placer.avoid(100, 100, 140, 60);
        Box box = placer.place(100, 100, 30, 12, 5);
        assertThat(box.top()).isGreaterThan(100);
    }
}
