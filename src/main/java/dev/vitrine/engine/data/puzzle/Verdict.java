package dev.vitrine.engine.data.puzzle;

import java.util.List;

/**
 * What is wrong with an answer.
 *
 * @param energy how wrong it is: 0 for a right answer. Of a Sudoku, the sum over rows, columns and boxes of how often each
 *               digit stands there beyond once; of other tasks, the positions that are wrong
 * @param broken every rule that does not hold; empty for a right answer alone
 */
public record Verdict(int energy, List<Broken> broken) {
    public Verdict {
        broken = List.copyOf(broken);
    }

    /**
     * A rule that does not hold.
     *
     * @param rule  a name such as "row", "given"; see the task
     * @param cells positions that break it together; not modified
     */
    public record Broken(String rule, int[] cells) {
    }

    public boolean right() {
        return broken.isEmpty();
    }

    /** Of each position, whether it breaks a rule. */
    public boolean[] marks(int time) {
        boolean[] marks = new boolean[time];
        for (Broken b : broken) {
            for (int cell : b.cells()) {
                marks[cell] = true;
            }
        }
        return marks;
    }
}
