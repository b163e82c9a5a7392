package dev.vitrine.engine.data.puzzle;

import dev.vitrine.engine.InputException;
import dev.vitrine.engine.data.Batches;

/**
 * k hops of a pointer: position 0 holds k, positions 1 .. 16 hold f(a) .. f(p), and the answer below f(x) is f applied k times
 * to x. The pointers that are generated run through all places in one cycle, so that no chase comes back early. Level: k.
 */
final class PointerChasing implements Task {
    private static final int PLACES = 16;
    private static final int HOPS = 8;
    private static final int FIRST = 1 + HOPS;   // id of place a
    private static final Levels LEVELS = new Levels("hops", 1, HOPS, 1, HOPS, true);

    @Override
    public String symbols() {
        return "12345678abcdefghijklmnop";
    }

    @Override
    public String legend() {
        return "the number of hops, 1 to 8, and then 16 places, a to p, to which the places a to p point";
    }

    @Override
    public int time() {
        return 1 + PLACES;
    }

    @Override
    public Levels levels() {
        return LEVELS;
    }

    /** By Sattolo's shuffle, 1986. */
    @Override
    public Puzzle generate(Dice dice, int level) {
        int[] question = new int[1 + PLACES];
        question[0] = level;
        for (int i = 0; i < PLACES; i++) {
            question[1 + i] = FIRST + i;
        }
        for (int i = PLACES - 1; i > 0; i--) {
            int j = dice.below(i);
            int swapped = question[1 + i];
            question[1 + i] = question[1 + j];
            question[1 + j] = swapped;
        }
        return new Puzzle(question, solve(question), level);
    }

    /** Of the pointers alone: what is held out is new whatever the hops. */
    @Override
    public long key(int[] question) {
        int[] pointers = question.clone();
        pointers[0] = PAD;
        return Rows.key(pointers);
    }

    @Override
    public int[] solve(int[] question) {
        if (question[0] < 1 || question[0] > HOPS) {
            throw new InputException("the first character must be how many hops, 1 to " + HOPS);
        }
        for (int i = 1; i < question.length; i++) {
            if (question[i] < FIRST) {
                throw new InputException("place " + (char) ('a' + i - 1) + " must point to a place, a to p");
            }
        }
        int[] answer = new int[question.length];
        answer[0] = Batches.IGNORED;
        for (int i = 0; i < PLACES; i++) {
            int at = FIRST + i;
            for (int hop = 0; hop < question[0]; hop++) {
                at = question[1 + at - FIRST];
            }
            answer[1 + i] = at;
        }
        return answer;
    }

    @Override
    public int level(int[] question, int[] answer) {
        return question[0];
    }
}
