package dev.vitrine.engine.data.puzzle;

import dev.vitrine.engine.Draws;
import dev.vitrine.engine.InputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A perfect maze (any two places are joined by one way) on W x W cells, W odd, seen without its outer wall: rooms lie at even
 * rows and columns, what is between them is open or wall. The answer marks the way from S to G; symbols as those of HRM's
 * reference. Level: steps of the way, from S to G.
 */
final class Maze implements Task {
    static final int WALL = 1;
    static final int SPACE = 2;
    static final int START = 3;
    static final int GOAL = 4;
    static final int WAY = 5;
    private static final int TRIES = 2000;

    private final int width;
    private final Levels levels;
    private final int[][] symmetries;

    Maze(int width, Levels levels) {
        this.width = width;
        this.levels = levels;
        symmetries = Squares.symmetries(width);
    }

    @Override
    public String symbols() {
        return "# SGo";
    }

    @Override
    public String legend() {
        return "# for a wall, . for a space, S for the start and G for the goal";
    }

    @Override
    public int time() {
        return width * width;
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public Levels levels() {
        return levels;
    }

    @Override
    public int blank() {
        return SPACE;
    }

    /** All but marks of the way, which is to be found. */
    @Override
    public boolean asks(int id) {
        return id != WAY && id != PAD;
    }

    @Override
    public boolean given(int id) {
        return id != SPACE && id != WAY && id != PAD;
    }

    @Override
    public Puzzle generate(Dice dice, int level) {
        MazeWays ways = new MazeWays(width);
        int[] candidates = new int[time()];
        for (int attempt = 0; attempt < TRIES; attempt++) {
            int[] maze = MazeCarver.carve(dice, width);
            int start = 2 * dice.below((width + 1) / 2) * width + 2 * dice.below((width + 1) / 2);
            ways.from(maze, start);
            int count = 0;
            for (int cell = 0; cell < maze.length; cell++) {
                if (ways.distance(cell) == level) {
                    candidates[count++] = cell;
                }
            }
            if (count > 0) {
                maze[start] = START;
                maze[candidates[dice.below(count)]] = GOAL;
                return new Puzzle(maze, solve(maze), level);
            }
        }
        throw new InputException("no maze with a way of " + level + " steps was found among " + TRIES + " tries; ask for fewer steps");
    }

    /** Shared by the turned and mirrored mazes, and by those with start and goal exchanged: the way is the same. */
    @Override
    public long key(int[] question) {
        long sum = 0;
        for (int[] symmetry : symmetries) {
            long h = 0;
            for (int from : symmetry) {
                h = Draws.mix(h * 31 + Math.min(question[from], START) + 1);
            }
            sum += h;
        }
        return Draws.mix(sum);
    }

    /** The shortest way, of which there must be one alone. */
    @Override
    public int[] solve(int[] question) {
        int start = only(question, START, 'S', "start");
        int goal = only(question, GOAL, 'G', "goal");
        MazeWays ways = new MazeWays(width);
        ways.from(question, start);
        if (ways.distance(goal) < 0) {
            throw new InputException("no way leads from S to G in this maze; open a wall between them");
        }
        if (!ways.alone(question, goal)) {
            throw new InputException("two ways from S to G are equally short (" + ways.distance(goal)
                    + " steps), and the answer must be one; close one of them with #");
        }
        int[] answer = question.clone();
        for (int cell = ways.before(question, goal); cell != start; cell = ways.before(question, cell)) {
            answer[cell] = WAY;
        }
        return answer;
    }

    @Override
    public int level(int[] question, int[] answer) {
        return 1 + (int) Arrays.stream(answer).filter(id -> id == WAY).count();
    }

    /** Rules: "given" with a wall, the start or the goal that was changed, "gap" with cells of the way that are not marked,
     *  "astray" with others that are. The energy counts them all. */
    @Override
    public Verdict check(Puzzle puzzle, int[] answer) {
        List<Verdict.Broken> broken = new ArrayList<>();
        for (int cell = 0; cell < answer.length; cell++) {
            int right = puzzle.answer()[cell];
            if (answer[cell] != right) {
                String rule = given(puzzle.question()[cell]) ? "given" : right == WAY ? "gap" : "astray";
                broken.add(new Verdict.Broken(rule, new int[] {cell}));
            }
        }
        return new Verdict(broken.size(), broken);
    }

    /** Turns and mirrors. */
    @Override
    public Augmentation augmentation() {
        return (puzzle, dice, tokens, targets, at) -> {
            int[] from = symmetries[dice.below(symmetries.length)];
            for (int i = 0; i < from.length; i++) {
                tokens[at + i] = puzzle.question()[from[i]];
                targets[at + i] = puzzle.answer()[from[i]];
            }
        };
    }

    private int only(int[] question, int id, char symbol, String what) {
        int found = -1;
        for (int cell = 0; cell < question.length; cell++) {
            if (question[cell] == id) {
                if (found >= 0) {
                    throw new InputException("the maze has more than one " + what + "; leave one " + symbol + " and make the others blank");
                }
                found = cell;
            }
        }
        if (found < 0) {
            throw new InputException("the maze has no " + what + "; put " + symbol + " where the way "
                    + (id == START ? "begins" : "ends"));
        }
        return found;
    }
}
