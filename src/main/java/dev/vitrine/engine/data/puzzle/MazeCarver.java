package dev.vitrine.engine.data.puzzle;

import java.util.Arrays;

/** A perfect maze without start and goal: a depth-first walk through every room that opens the walls it passes. */
final class MazeCarver {
    private MazeCarver() {
    }

    static int[] carve(Dice dice, int width) {
        int[] maze = new int[width * width];
        Arrays.fill(maze, Maze.WALL);
        int rooms = (width + 1) / 2;
        int[] walk = new int[rooms * rooms];
        int[] next = new int[4];
        int length = 1;
        walk[0] = 2 * dice.below(rooms) * width + 2 * dice.below(rooms);
        maze[walk[0]] = Maze.SPACE;
        while (length > 0) {
            int room = walk[length - 1];
            int count = 0;
            for (int side = 0; side < 4; side++) {
                int wall = MazeWays.beside(room, side, width);
                int other = wall < 0 ? -1 : MazeWays.beside(wall, side, width);
                if (other >= 0 && maze[other] == Maze.WALL) {
                    next[count++] = side;
                }
            }
            if (count == 0) {
                length--;
            } else {
                int side = next[dice.below(count)];
                int wall = MazeWays.beside(room, side, width);
                int other = MazeWays.beside(wall, side, width);
                maze[wall] = Maze.SPACE;
                maze[other] = Maze.SPACE;
                walk[length++] = other;
            }
        }
        return maze;
    }
}
