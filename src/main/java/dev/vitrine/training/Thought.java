package dev.vitrine.training;

import java.util.List;

/**
 * How a model thought about one puzzle, update by update. Immutable: nobody writes into the arrays.
 *
 * @param run      model type
 * @param state    of the run, whose weights thought
 * @param question (S) ids as of the begin
 * @param channels C
 * @param vocabulary V
 * @param starts     what the states began with, one a level; empty for a model without states to carry on
 */
public record Thought(String run, int state, int[] question, int channels, int vocabulary, List<Start> starts,
                      List<Update> updates, List<End> ends) {
    /** (S, C). */
    public record Start(String level, float[] state) {
    }

    /**
     * One state right after it was made.
     *
     * @param segment        0, 1, ...
     * @param cycle          of the high level
     * @param step           of the low level in the cycle; -1 for an update of the high level
     * @param level          "z_H", "z_L" or "z"
     * @param differentiated whether training would send a gradient through it
     * @param state          (S, C)
     * @param logits         (S, V): the head's answer, read off this state
     * @param preliminary    (S, V): the answer after one more update of the high level; logits itself where there is none
     */
    public record Update(int segment, int cycle, int step, String level, boolean differentiated, float[] state, float[] logits,
                         float[] preliminary) {
    }

    /** What a segment ended with. */
    public record End(float qHalt, float qContinue) {
    }
}
