package dev.vitrine.engine.data.puzzle;

import dev.vitrine.engine.InputException;

/**
 * Two lines of digits, one under the other; below each digit of the second its answer: their sum modulo 10. Level: how many
 * pairs. A control: no answer depends on another.
 */
final class ModularAddition implements Task {
    private static final int PAIRS = 8;
    private static final int MODULUS = 10;
    private static final Levels LEVELS = new Levels("pairs", 2, PAIRS, PAIRS, PAIRS, true);

    @Override
    public String symbols() {
        return "0123456789";
    }

    @Override
    public String legend() {
        return "the digits 0 to 9";
    }

    @Override
    public int time() {
        return 2 * PAIRS;
    }

    @Override
    public int width() {
        return PAIRS;
    }

    @Override
    public Levels levels() {
        return LEVELS;
    }

    @Override
    public Puzzle generate(Dice dice, int level) {
        int[] question = new int[2 * PAIRS];
        for (int i = 0; i < level; i++) {
            question[i] = 1 + dice.below(MODULUS);
            question[PAIRS + i] = 1 + dice.below(MODULUS);
        }
        return new Puzzle(question, solve(question), level);
    }

    @Override
    public long key(int[] question) {
        return Rows.key(question);
    }

    @Override
    public int[] solve(int[] question) {
        int[] answer = Rows.unasked(question.length);
        int n = 0;
        for (int i = 0; i < PAIRS; i++) {
            int a = question[i];
            int b = question[PAIRS + i];
            if ((a == PAD) != (b == PAD)) {
                throw new InputException("column " + (i + 1) + " holds one digit alone; give " + PAIRS + " digits and then "
                        + PAIRS + " digits to add to them");
            }
            if (a != PAD) {
                answer[PAIRS + i] = 1 + (a - 1 + b - 1) % MODULUS;
                n++;
            }
        }
        if (n == 0) {
            throw new InputException("there is no digit to add; give " + PAIRS + " digits and then " + PAIRS + " digits to add to them");
        }
        return answer;
    }

    @Override
    public int level(int[] question, int[] answer) {
        int n = 0;
        for (int id : answer) {
            n += id > PAD ? 1 : 0;
        }
        return n;
    }
}
