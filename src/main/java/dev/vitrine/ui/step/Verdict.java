package dev.vitrine.ui.step;

import dev.vitrine.ui.control.Numbers;

/** Whether what is worked again from the operands is the engine's value. */
final class Verdict {
    private Verdict() {
    }

    /** "✓ equal, bit for bit", or the relative difference. */
    static String of(Scope scope, float worked, float engine) {
        return Float.floatToIntBits(worked) == Float.floatToIntBits(engine) ? scope.text("equal")
                : scope.text("differs", Numbers.format(Math.abs((double) worked - engine) / Math.max(Math.abs(engine), 1e-30)));
    }
}
