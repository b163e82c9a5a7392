package dev.vitrine.ui.settings;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/** Amounts of memory as they are written: three digits and a unit, 1.05 MB, in powers of a thousand. */
public final class Bytes {
    private static final List<String> UNITS = List.of("B", "kB", "MB", "GB", "TB");
    private static final int THOUSAND = 1000;

    private Bytes() {
    }

    public static String text(long bytes) {
        BigDecimal amount = BigDecimal.valueOf(bytes).round(new MathContext(3));
        int unit = 0;
        while (amount.compareTo(BigDecimal.valueOf(THOUSAND)) >= 0 && unit < UNITS.size() - 1) {
            amount = amount.movePointLeft(3);
            unit++;
        }
        return amount.stripTrailingZeros().toPlainString() + " " + UNITS.get(unit);
    }
}
