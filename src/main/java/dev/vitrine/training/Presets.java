package dev.vitrine.training;

import dev.vitrine.engine.Registry;

/** Runs that ship, in the order they are offered. To add one: write the file, add the line. */
public final class Presets {
    /** The resource that holds each one. */
    public static final Registry<String> REGISTRY = new Registry<String>("preset")
            .add("start", "/presets/start.json")
            .add("start-hrm", "/presets/start-hrm.json")
            .add("rustgpt", "/presets/rustgpt.json")
            .add("hrm-text", "/presets/hrm-text.json")
            .add("sudoku4", "/presets/sudoku4.json")
            .add("xor16", "/presets/xor16.json")
            .add("sudoku6", "/presets/sudoku6.json")
            .add("pointer", "/presets/pointer.json")
            .add("maze7", "/presets/maze7.json")
            .add("solver6", "/presets/solver6.json")
            .add("solver7", "/presets/solver7.json");

    private Presets() {
    }
}
