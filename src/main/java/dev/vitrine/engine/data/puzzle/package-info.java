/** Puzzles that are generated, solved and checked: each task is one class, and each puzzle has one right answer. */
package dev.vitrine.engine.data.puzzle;
