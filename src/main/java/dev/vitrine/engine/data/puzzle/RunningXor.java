package dev.vitrine.engine.data.puzzle;

/** Bits x_1 .. x_n; answer i is x_1 xor ... xor x_i, so that the last one needs all. Level: n. */
final class RunningXor implements Task {
    private static final int TIME = 16;
    private static final int ZERO = 1;
    private static final Levels LEVELS = new Levels("bits", 4, TIME, TIME, TIME, true);

    @Override
    public String symbols() {
        return "01";
    }

    @Override
    public String legend() {
        return "0 and 1";
    }

    @Override
    public int time() {
        return TIME;
    }

    @Override
    public Levels levels() {
        return LEVELS;
    }

    @Override
    public Puzzle generate(Dice dice, int level) {
        int[] bits = Rows.random(dice, ZERO, 2, level, TIME);
        return new Puzzle(bits, solve(bits), level);
    }

    @Override
    public long key(int[] question) {
        return Rows.key(question);
    }

    @Override
    public int[] solve(int[] question) {
        int[] answer = Rows.unasked(question.length);
        int n = Rows.length(question, 1);
        int parity = 0;
        for (int i = 0; i < n; i++) {
            parity ^= question[i] - ZERO;
            answer[i] = ZERO + parity;
        }
        return answer;
    }

    @Override
    public int level(int[] question, int[] answer) {
        return Rows.length(question, 1);
    }
}
