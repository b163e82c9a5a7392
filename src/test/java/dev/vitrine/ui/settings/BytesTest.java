package dev.vitrine.ui.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class BytesTest {
    @Test
    void amountsHaveThreeDigitsAndAUnit() {
        assertThat(Bytes.text(0)).isEqualTo("0 B");
        assertThat(Bytes.text(999)).isEqualTo("999 B");
        assertThat(Bytes.text(416_256)).isEqualTo("416 kB");
        assertThat(Bytes.text(999_999)).isEqualTo("1 MB");
        assertThat(Bytes.text(1_234_567_890)).isEqualTo("1.23 GB");
        assertThat(Bytes.text(5_000_000_000_000_000L)).isEqualTo("5000 TB");
    }
}
