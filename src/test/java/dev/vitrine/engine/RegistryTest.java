package dev.vitrine.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class RegistryTest {
    private final Registry<Integer> registry = new Registry<Integer>("number").add("two", 2).add("one", 1);

    @Test
    void namesKeepTheirOrder() {
        assertThat(registry.names()).containsExactly("two", "one");
        assertThat(registry.get("one")).isEqualTo(1);
    }

    @Test
    void anUnknownNameIsToldWithTheChoices() {
        assertThatThrownBy(() -> registry.get("three")).hasMessage("unknown number 'three'; choose one of [two, one]");
        assertThatThrownBy(() -> registry.get(null)).hasMessage("unknown number 'null'; choose one of [two, one]");
    }

    @Test
    void aNameCanBeTakenOnce() {
        assertThatThrownBy(() -> registry.add("one", 11)).hasMessage("number 'one' is registered twice");
        assertThat(registry.get("one")).isEqualTo(1);
        assertThatThrownBy(() -> registry.names().remove("one")).isInstanceOf(UnsupportedOperationException.class);
    }
}
