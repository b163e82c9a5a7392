package dev.vitrine.engine.data.puzzle;

import dev.vitrine.engine.Registry;

/** Every task. To add one: write the class, add the line. */
public final class Tasks {
    public static final Registry<Task> REGISTRY = new Registry<Task>("task")
            .add("sudoku4", new Sudoku(2, 2, new Levels("clues", 4, 14, 4, 8, false)))
            .add("sudoku6", new Sudoku(2, 3, new Levels("clues", 9, 34, 12, 18, false)))
            .add("sudoku9", new Sudoku(3, 3, new Levels("clues", 23, 79, 28, 40, false)))
            .add("xor", new RunningXor())
            .add("pointer", new PointerChasing())
            .add("maze5", new Maze(5, new Levels("steps of the way", 2, 12, 3, 10, true)))
            .add("maze7", new Maze(7, new Levels("steps of the way", 2, 22, 4, 18, true)))
            .add("maze9", new Maze(9, new Levels("steps of the way", 2, 32, 4, 28, true)))
            .add("sort", new Sort())
            .add("reverse", new Reverse())
            .add("modular", new ModularAddition());

    private Tasks() {
    }
}
