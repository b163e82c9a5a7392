package dev.vitrine.cli;

import dev.vitrine.engine.Registry;

/** Sizes at which speed is compared with other engines; theirs must be the same to the letter. */
final class BenchShapes {
    /** Batch, time, blocks, heads, channels, width of the feed-forward part, vocabulary. */
    record Shape(int batch, int time, int layers, int heads, int channels, int hidden, int vocabulary) {
    }

    static final Registry<Shape> REGISTRY = new Registry<Shape>("shape")
            .add("A", new Shape(8, 64, 3, 4, 128, 512, 512))
            .add("B", new Shape(4, 256, 6, 8, 256, 1024, 4096))
            .add("C", new Shape(16, 32, 2, 4, 64, 256, 64))
            .add("rustgpt", new Shape(8, 28, 3, 8, 128, 256, 533));

    /** Of puzzles: blocks of both levels together. */
    static final Registry<Shape> PUZZLES = new Registry<Shape>("shape")
            .add("sudoku4", new Shape(64, 16, 4, 4, 64, 176, 6))
            .add("sudoku6", new Shape(32, 36, 4, 4, 64, 176, 8));

    private BenchShapes() {
    }
}
