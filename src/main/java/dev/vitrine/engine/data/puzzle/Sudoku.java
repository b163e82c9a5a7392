package dev.vitrine.engine.data.puzzle;

import dev.vitrine.engine.InputException;
import java.util.Arrays;

/**
 * Sudoku with n = boxRows x boxColumns digits and one solution. Ids as those of HRM's reference: 0 padding, 1 blank, 1 + digit.
 * Level: clues.
 */
final class Sudoku implements Task {
    static final int BLANK = 1;
    static final int ONE = 2;   // id of digit 1
    private static final int TRIES = 2000;
    private static final int MOST_SOLUTIONS = 2;

    private final SudokuShape shape;
    private final SudokuKey key;
    private final SudokuRules rules;
    private final Levels levels;

    Sudoku(int boxRows, int boxColumns, Levels levels) {
        shape = new SudokuShape(boxRows, boxColumns);
        key = new SudokuKey(shape);
        rules = new SudokuRules(shape);
        this.levels = levels;
    }

    @Override
    public String symbols() {
        return ".123456789".substring(0, 1 + shape.n());
    }

    @Override
    public String legend() {
        return "the digits 1 to " + shape.n() + ", and . or 0 for a blank";
    }

    @Override
    public int time() {
        return shape.cells();
    }

    @Override
    public int width() {
        return shape.n();
    }

    @Override
    public int[] box() {
        return new int[] {shape.boxRows(), shape.boxColumns()};
    }

    @Override
    public Levels levels() {
        return levels;
    }

    @Override
    public int blank() {
        return BLANK;
    }

    @Override
    public boolean given(int id) {
        return id >= ONE;
    }

    /** A random full grid, from which clues are taken in a random order as long as one solution is left. */
    @Override
    public Puzzle generate(Dice dice, int level) {
        SudokuSolver solver = new SudokuSolver(shape);
        int[] order = new int[shape.cells()];
        for (int attempt = 0; attempt < TRIES; attempt++) {
            int[] solution = solver.fill(dice);
            int[] grid = solution.clone();
            dice.order(order, 0, order.length);
            int clues = order.length;
            for (int i = 0; i < order.length && clues > level && clues - level <= order.length - i; i++) {
                int digit = grid[order[i]];
                grid[order[i]] = 0;
                if (solver.canDiffer(grid, order[i], digit)) {
                    grid[order[i]] = digit;
                } else {
                    clues--;
                }
            }
            if (clues == level) {
                return new Puzzle(ids(grid), ids(solution), level);
            }
        }
        throw new InputException("no Sudoku with " + level + " clues was found among " + TRIES + " tries; ask for more clues");
    }

    @Override
    public long key(int[] question) {
        return key.of(digits(question));
    }

    @Override
    public int[] solve(int[] question) {
        int[] grid = digits(question);
        rules.requireAgreement(grid);
        SudokuSolver solver = new SudokuSolver(shape);
        int count = solver.count(grid, MOST_SOLUTIONS);
        if (count == 0) {
            throw new InputException("the Sudoku has no solution: no two clues contradict each other, but the blanks cannot be"
                    + " filled in; check that every digit stands where it should");
        }
        int[] solution = solver.solution();
        if (count > 1) {
            int cell = ambiguous(solver, grid, solution);
            throw new InputException("the Sudoku has more than one solution: " + shape.place(cell) + " may be " + solution[cell]
                    + " or another digit; give more clues");
        }
        return ids(solution);
    }

    @Override
    public int level(int[] question, int[] answer) {
        return (int) Arrays.stream(question).filter(this::given).count();
    }

    /** By {@link SudokuRules}. */
    @Override
    public Verdict check(Puzzle puzzle, int[] answer) {
        return rules.check(puzzle.question(), answer);
    }

    @Override
    public Augmentation augmentation() {
        return new SudokuAugmentation(shape);
    }

    private int ambiguous(SudokuSolver solver, int[] grid, int[] solution) {
        int cell = 0;
        while (grid[cell] != 0 || !solver.canDiffer(grid, cell, solution[cell])) {
            cell++;
        }
        return cell;
    }

    /** 0 for a blank, 1 .. n. */
    static int[] digits(int[] ids) {
        int[] digits = new int[ids.length];
        Arrays.setAll(digits, i -> Math.max(0, ids[i] - BLANK));
        return digits;
    }

    private static int[] ids(int[] digits) {
        int[] ids = new int[digits.length];
        Arrays.setAll(ids, i -> digits[i] + BLANK);
        return ids;
    }
}
