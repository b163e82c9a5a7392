package dev.vitrine.engine.data.puzzle;

import java.util.Arrays;

/** How far every open cell of a maze is from one cell, by breadth-first search. For one thread at a time. */
final class MazeWays {
    private final int width;
    private final int[] distances;
    private final int[] queue;

    MazeWays(int width) {
        this.width = width;
        distances = new int[width * width];
        queue = new int[width * width];
    }

    /** The cell above, below, left or right of one; -1 where the grid ends. */
    static int beside(int cell, int side, int width) {
        return switch (side) {
            case 0 -> cell - width;
            case 1 -> cell + width < width * width ? cell + width : -1;
            case 2 -> cell % width > 0 ? cell - 1 : -1;
            default -> cell % width < width - 1 ? cell + 1 : -1;
        };
    }

    /** @param maze not modified */
    void from(int[] maze, int start) {
        Arrays.fill(distances, -1);
        distances[start] = 0;
        queue[0] = start;
        int end = 1;
        for (int i = 0; i < end; i++) {
            for (int side = 0; side < 4; side++) {
                int cell = beside(queue[i], side, width);
                if (cell >= 0 && maze[cell] != Maze.WALL && distances[cell] < 0) {
                    distances[cell] = distances[queue[i]] + 1;
                    queue[end++] = cell;
                }
            }
        }
    }

    /** Steps; -1 where no way leads. */
    int distance(int cell) {
        return distances[cell];
    }

    /** A cell one step nearer to where the search began; -1 for the cell it began at. */
    int before(int[] maze, int cell) {
        for (int side = 0; side < 4; side++) {
            int other = beside(cell, side, width);
            if (nearer(maze, other, cell)) {
                return other;
            }
        }
        return -1;
    }

    /** Whether no second way is as short. */
    boolean alone(int[] maze, int goal) {
        for (int cell = goal; distances[cell] > 0; cell = before(maze, cell)) {
            int ways = 0;
            for (int side = 0; side < 4; side++) {
                ways += nearer(maze, beside(cell, side, width), cell) ? 1 : 0;
            }
            if (ways > 1) {
                return false;
            }
        }
        return true;
    }

    private boolean nearer(int[] maze, int other, int cell) {
        return other >= 0 && maze[other] != Maze.WALL && distances[other] == distances[cell] - 1;
    }
}
