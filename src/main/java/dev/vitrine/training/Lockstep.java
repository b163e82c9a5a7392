package dev.vitrine.training;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** Runs that are worked in turn, a piece each, and come to the end of a step together. */
final class Lockstep {
    private static final Comparator<Run> BY_NEXT = Comparator.comparing(Run::goal,
            Comparator.comparingInt(Goal::step).thenComparing(Goal::next, Piece.ORDER));
    private static final Comparator<Run> BY_LAST = Comparator.comparing(Run::goal,
            Comparator.comparingInt(Goal::lastStep).thenComparing(Goal::last, Piece.ORDER));

    private final List<Run> runs;

    /** @param runs at least one; not modified, kept */
    Lockstep(List<Run> runs) {
        this.runs = runs;
    }

    List<Run> runs() {
        return runs;
    }

    /** Whether all are where they are wanted. */
    boolean atTarget() {
        for (int i = 0; i < runs.size(); i++) {
            if (!runs.get(i).atTarget()) {
                return false;
            }
        }
        return true;
    }

    /** One piece for the run that is furthest behind; all come to the end of a step before one of them updates. Not at the target.
     *  @return that run */
    Run advance() {
        Run behind = null;
        for (int i = 0; i < runs.size(); i++) {
            Run r = runs.get(i);
            if (!r.atTarget() && (behind == null || isBehind(r, behind))) {
                behind = r;
            }
        }
        behind.advance();
        return behind;
    }

    private static boolean isBehind(Run a, Run b) {
        return a.step() < b.step() || a.step() == b.step() && !a.readyToUpdate() && b.readyToUpdate();
    }

    /** Whether all pieces of all but the updates are done. */
    boolean readyToUpdate() {
        for (int i = 0; i < runs.size(); i++) {
            if (!runs.get(i).readyToUpdate()) {
                return false;
            }
        }
        return true;
    }

    /** The furthest state that one of them is in. */
    int step() {
        return runs.stream().mapToInt(Run::step).max().orElse(0);
    }

    /** The furthest step that is wanted. */
    int wanted() {
        return runs.stream().mapToInt(r -> r.goal().step()).max().orElse(0);
    }

    /** The newest state that was ever reached. */
    int newest() {
        return runs.stream().mapToInt(Run::newest).max().orElse(0);
    }

    void goTo(int step) {
        runs.forEach(r -> r.goTo(step));
    }

    /** What is there now is what is wanted. */
    void stay() {
        runs.forEach(Run::stay);
    }

    /** One piece more (or a phase) of each run whose next phase is the earliest. */
    void forward(boolean wholePhase) {
        Run earliest = Collections.min(runs, BY_NEXT);
        runs.stream().filter(r -> BY_NEXT.compare(r, earliest) == 0).toList().forEach(r -> r.goForward(wholePhase));
    }

    /** One piece less (or a phase) of each run whose last phase is the latest. */
    void back(boolean wholePhase) {
        Run latest = Collections.max(runs, BY_LAST);
        runs.stream().filter(r -> BY_LAST.compare(r, latest) == 0).toList().forEach(r -> r.goBack(wholePhase));
    }
}
