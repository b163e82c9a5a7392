package dev.vitrine.training;

import java.util.Set;

/** For tests of other packages: what a run holds, without a service. */
public final class TensorsOf {
    private TensorsOf() {
    }

    public static float[] run(Run run, String name) {
        return run.snapshot(new Observed(Set.of(name)), false, null).tensor(name)
                .orElseThrow(() -> new AssertionError("no tensor " + name)).data();
    }
}
