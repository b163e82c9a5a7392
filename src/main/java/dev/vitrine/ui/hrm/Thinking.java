package dev.vitrine.ui.hrm;

import dev.vitrine.training.Snapshot;
import dev.vitrine.ui.control.Trajectory.Level;
import java.util.Arrays;

/** All that is worked out of one snapshot, in the background. */
public record Thinking(Snapshot snapshot, Cycles cycles, Positions positions, int position, Orbit high, Orbit low,
                       Thoughts thoughts) {
    /** @param held planes to keep, or null; they are kept only for the same text and the same choice of positions */
    static Thinking of(Snapshot snapshot, Cycles cycles, Positions positions, int position, Thinking held) {
        Thinking kept = held != null && held.sameSubject(snapshot, positions, position) ? held : null;
        return new Thinking(snapshot, cycles, positions, position,
                Orbit.of(snapshot, cycles, Level.HIGH, positions, position, kept == null ? null : kept.high),
                Orbit.of(snapshot, cycles, Level.LOW, positions, position, kept == null ? null : kept.low),
                Thoughts.of(snapshot, cycles));
    }

    private boolean sameSubject(Snapshot other, Positions otherPositions, int otherPosition) {
        return positions == otherPositions && (positions != Positions.ONE || position == otherPosition)
                && Arrays.equals(snapshot.probeTokens(), other.probeTokens());
    }

    Orbit orbit(Level level) {
        return level == Level.HIGH ? high : low;
    }

    /** Of the states, which may be older than the snapshot. */
    int step() {
        return low.states().getFirst().step();
    }
}
