package dev.vitrine.engine.data.puzzle;

/** Digits; the answer is the same digits from the last to the first. Level: how many. A control: every model can do it. */
final class Reverse implements Task {
    private static final int TIME = 16;
    private static final Levels LEVELS = new Levels("digits", 4, TIME, TIME, TIME, true);

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
        return TIME;
    }

    @Override
    public Levels levels() {
        return LEVELS;
    }

    @Override
    public Puzzle generate(Dice dice, int level) {
        int[] digits = Rows.random(dice, 1, 10, level, TIME);
        return new Puzzle(digits, solve(digits), level);
    }

    @Override
    public long key(int[] question) {
        return Rows.key(question);
    }

    @Override
    public int[] solve(int[] question) {
        int n = Rows.length(question, 1);
        int[] answer = Rows.unasked(question.length);
        for (int i = 0; i < n; i++) {
            answer[i] = question[n - 1 - i];
        }
        return answer;
    }

    @Override
    public int level(int[] question, int[] answer) {
        return Rows.length(question, 1);
    }
}
