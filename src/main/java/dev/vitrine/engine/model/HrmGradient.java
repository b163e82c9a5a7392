package dev.vitrine.engine.model;

import dev.vitrine.engine.InputFiles;
import java.util.Arrays;
import java.util.Locale;

/** Which calls of the two levels are differentiated; the states before them count as constants. */
public enum HrmGradient {
    /** The last low and the last high call: arXiv:2506.21734. */
    ONE_STEP,
    /** The calls of the last cycle: T low ones and one high one, as arXiv:2510.04871 does. Learns fastest. */
    LAST_CYCLE,
    /** Every call. */
    ALL;

    public static HrmGradient of(String name) {
        for (HrmGradient g : values()) {
            if (g.name().toLowerCase(Locale.ROOT).equals(name)) {
                return g;
            }
        }
        throw new IllegalArgumentException("unknown gradient '" + InputFiles.shortened(name, 40) + "'; choose one of "
                + Arrays.toString(values()).toLowerCase(Locale.ROOT));
    }

    /** Whether call (cycle, step) of the low level carries a gradient. */
    public boolean low(int cycle, int step, int hCycles, int lCycles) {
        return switch (this) {
            case ONE_STEP -> cycle == hCycles - 1 && step == lCycles - 1;
            case LAST_CYCLE -> cycle == hCycles - 1;
            case ALL -> true;
        };
    }

    /** Whether the call of the high level that ends a cycle carries a gradient. */
    public boolean high(int cycle, int hCycles) {
        return this == ALL || cycle == hCycles - 1;
    }
}
