package dev.vitrine.engine.data.puzzle;

import dev.vitrine.engine.Draws;
import dev.vitrine.engine.Draws.Purpose;
import dev.vitrine.engine.data.Batches;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Each row of a training batch is a puzzle drawn from all that are open at that step, varied by the symmetries of its task.
 * Measuring goes through puzzles in their order, as they are.
 */
public final class PuzzleBatches implements Batches {
    /**
     * How puzzles are shown in training.
     *
     * @param augment         whether they are varied
     * @param curriculumSteps steps until the hardest level is open; 0 for all from the start
     * @param blanksOnly      whether positions that are given are no targets
     */
    public record Showing(boolean augment, int curriculumSteps, boolean blanksOnly) {
    }

    private final Task task;
    private final List<Puzzle> puzzles;
    private final Puzzle[] byEase;   // the easiest first
    private final int[] open;        // puzzles of the easiest level, of the two easiest, ...
    private final int batchSize;
    private final int measured;
    private final Showing showing;
    private final Draws draws;
    private final long site;
    private final Augmentation augmentation;
    private final Dice dice;

    /** @param measured how many of them, the first ones, {@link #fillEvaluation} shows
     *  @param name     of the training stage: stages of one run draw different puzzles */
    public PuzzleBatches(Task task, List<Puzzle> puzzles, int batchSize, int measured, Showing showing, long seed, String name) {
        this.task = task;
        this.puzzles = List.copyOf(puzzles);
        this.batchSize = batchSize;
        this.measured = Math.min(measured, puzzles.size());
        this.showing = showing;
        int least = puzzles.stream().mapToInt(Puzzle::level).min().orElseThrow();
        int most = puzzles.stream().mapToInt(Puzzle::level).max().orElseThrow();
        Levels levels = new Levels("", least, most, least, most, task.levels().harder());
        byEase = puzzles.toArray(Puzzle[]::new);
        Arrays.sort(byEase, Comparator.comparingInt(p -> levels.rank(p.level())));
        open = new int[levels.count()];
        for (Puzzle p : byEase) {
            open[levels.rank(p.level())]++;
        }
        Arrays.parallelPrefix(open, Integer::sum);
        draws = new Draws(seed);
        site = Draws.site(name);
        augmentation = showing.augment() ? task.augmentation() : Augmentation.NONE;
        dice = new Dice(draws, Purpose.AUGMENTATION, site);
    }

    /** To measure on, all of them. */
    public static PuzzleBatches measuring(Task task, List<Puzzle> puzzles, int batchSize) {
        return new PuzzleBatches(task, puzzles, batchSize, puzzles.size(), new Showing(false, 0, false), 0, "");
    }

    public Task task() {
        return task;
    }

    /** In the order of measuring. */
    public List<Puzzle> puzzles() {
        return puzzles;
    }

    @Override
    public int batchSize() {
        return batchSize;
    }

    @Override
    public int time() {
        return task.time();
    }

    /** Until as many rows were drawn as there are puzzles. */
    @Override
    public int stepsPerEpoch() {
        return Math.ceilDiv(puzzles.size(), batchSize);
    }

    @Override
    public long fill(int step, int[] tokens, int[] targets) {
        int choice = open(step);
        for (int row = 0; row < batchSize; row++) {
            Puzzle puzzle = byEase[draws.below(choice, Purpose.DATA_ORDER, site, step, row)];
            augmentation.write(puzzle, dice.start((long) step * batchSize + row), tokens, targets, row * time());
        }
        return scored(tokens, targets);
    }

    /** Puzzles that a step draws from: the easiest of n levels at first, {@code 1 + floor((n - 1) (step + 1) / curriculumSteps)} of them
     *  later. */
    int open(int step) {
        int levels = open.length;
        if (step + 1 < showing.curriculumSteps()) {
            levels = 1 + (int) ((open.length - 1L) * (step + 1) / showing.curriculumSteps());
        }
        int count = open[levels - 1];
        while (count == 0) {   // none of the easiest levels: the next ones
            count = open[levels++];
        }
        return count;
    }

    @Override
    public int evaluationBatches() {
        return Math.ceilDiv(measured, batchSize);
    }

    @Override
    public long fillEvaluation(int index, int[] tokens, int[] targets) {
        int time = time();
        Arrays.fill(tokens, 0, batchSize * time, Task.PAD);
        Arrays.fill(targets, 0, batchSize * time, IGNORED);
        int first = index * batchSize;
        for (int row = 0; row < batchSize && first + row < measured; row++) {
            Augmentation.NONE.write(puzzles.get(first + row), dice, tokens, targets, row * time);
        }
        return scored(tokens, targets);
    }

    /** 0: a puzzle has one answer. */
    @Override
    public double lossFloor() {
        return 0;
    }

    @Override
    public List<String> notes() {
        return List.of();
    }

    private long scored(int[] tokens, int[] targets) {
        long scored = 0;
        for (int i = 0; i < batchSize * time(); i++) {
            if (showing.blanksOnly() && task.given(tokens[i])) {
                targets[i] = IGNORED;
            }
            scored += targets[i] == IGNORED ? 0 : 1;
        }
        return scored;
    }
}
