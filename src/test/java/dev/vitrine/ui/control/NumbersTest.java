package dev.vitrine.ui.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0", "-0.0, 0", "1, 1.000", "-1, −1.000", "0.41, 0.4100", "12.345678, 12.35", "1234.4, 1234", "99999, 99999",
        "99999.7, 1.000e5", "100000, 1.000e5", "-123456, −1.235e5", "0.001, 0.001000", "0.00099999, 0.001000",
        "0.0009999, 9.999e−4", "1.234e-5, 1.234e−5", "-1.4e-45, −1.400e−45", "9.9996, 10.00",
        "NaN, NaN", "Infinity, ∞", "-Infinity, −∞"})
    void writesFourSignificantDigits(double value, String text) {
        assertThat(Numbers.format(value)).isEqualTo(text);
    }

    @Test
    void dropsDigitsWhereRoomIsShort() {
        assertThat(Numbers.format(-0.98765, 2)).isEqualTo("−0.99");
        assertThat(Numbers.format(98765, 2)).isEqualTo("98765");
    }

    @ParameterizedTest
    @ValueSource(floats = {0f, -0f, 1f, 0.1f, -1.17549435e-38f, 1.4e-45f, 3.4028235e38f, 16777217f, 0.33333334f})
    void exactTextReadsBackAsTheSameFloat(float value) {
        String text = Numbers.exact(value).replace(Numbers.MINUS, '-');
        assertThat(Float.floatToIntBits(Float.parseFloat(text))).isEqualTo(Float.floatToIntBits(value));
    }

    @Test
    void groupsIntegersByThinSpaces() {
        assertThat(Numbers.integer(811_008)).isEqualTo("811\u2009008");
        assertThat(Numbers.integer(-1_234_567)).isEqualTo("−1\u2009234\u2009567");
        assertThat(Numbers.integer(-123)).isEqualTo("−123");
        assertThat(Numbers.integer(Long.MIN_VALUE)).isEqualTo("−9\u2009223\u2009372\u2009036\u2009854\u2009775\u2009808");
    }
}
