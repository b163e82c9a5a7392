package dev.vitrine.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class NearestTest {
    @Test
    void countsEditsOfOneCharacter() {
        assertThat(Nearest.edits("kitten", "sitting")).isEqualTo(3);
        assertThat(Nearest.edits("", "abc")).isEqualTo(3);
        assertThat(Nearest.edits("abc", "")).isEqualTo(3);
        assertThat(Nearest.edits("same", "same")).isZero();
    }

    @Test
    void nearestNamesComeFirstAndEquallyNearOnesInTheirOrder() {
        assertThat(Nearest.to("bat", List.of("dog", "cat", "bar", "bath"), 3)).containsExactly("cat", "bar", "bath");
    }

    @Test
    void aKeyInTheWrongPlaceIsFoundByItsLastPart() {
        List<String> keys = List.of("seed", "model.layers", "stages.0.schedule.learning_rate");
        assertThat(Nearest.key("learning_rat", keys)).isEqualTo("stages.0.schedule.learning_rate");
        assertThat(Nearest.key("model.layer", keys)).isEqualTo("model.layers");
    }
}
