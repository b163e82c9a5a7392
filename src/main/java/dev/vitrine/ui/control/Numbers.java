package dev.vitrine.ui.control;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * How a number is written on the screen: four significant digits, a true minus sign (U+2212), scientific below 1e-3 and
 * from 1e5. The same value is written alike in every view, so a test can compare a label with the engine's value.
 */
public final class Numbers {
    public static final char MINUS = '\u2212';
    private static final char THIN_SPACE = '\u2009';
    private static final int DIGITS = 4;
    private static final BigDecimal LARGE = BigDecimal.valueOf(100_000);

    private Numbers() { }

    public static String format(double value) {
        return format(value, DIGITS);
    }

    /** As {@link #format(double)} with fewer digits, where there is no room for four; digits before the point stay. */
    public static String format(double value, int digits) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "NaN" : value > 0 ? "∞" : MINUS + "∞";
        }
        if (value == 0) {
            return "0";
        }
        BigDecimal size = new BigDecimal(Math.abs(value));
        BigDecimal rounded = size.round(new MathContext(digits, RoundingMode.HALF_EVEN));
        int exponent = rounded.precision() - rounded.scale() - 1;
        String sign = value < 0 ? String.valueOf(MINUS) : "";
        if (exponent < -3 || size.setScale(0, RoundingMode.HALF_EVEN).compareTo(LARGE) >= 0) {
            return sign + scientific(rounded, exponent, digits);
        }
        int decimals = Math.max(0, digits - 1 - exponent);
        return sign + size.setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
    }

    /** A sum that should be 1, to the sixth decimal: 1.000000. */
    public static String share(double sum) {
        return Double.isFinite(sum) ? BigDecimal.valueOf(sum).setScale(6, RoundingMode.HALF_EVEN).toPlainString() : format(sum);
    }

    /** The shortest text that reads back as the same float: what the inspector shows. */
    public static String exact(float value) {
        return Float.isFinite(value)
                ? Float.toString(value).replace('-', MINUS).replace('E', 'e')
                : format(value);
    }

    /** Digits in groups of three with thin spaces: 811 008. */
    public static String integer(long value) {
        StringBuilder text = new StringBuilder(Long.toString(value));
        boolean negative = value < 0;
        for (int i = text.length() - 3; i > (negative ? 1 : 0); i -= 3) {
            text.insert(i, THIN_SPACE);
        }
        if (negative) {
            text.setCharAt(0, MINUS);
        }
        return text.toString();
    }

    private static String scientific(BigDecimal rounded, int exponent, int digits) {
        BigDecimal mantissa = rounded.movePointLeft(exponent).setScale(digits - 1, RoundingMode.UNNECESSARY);
        return mantissa.toPlainString() + "e" + (exponent < 0 ? MINUS : "") + Math.abs(exponent);
    }
}
