/** Puzzles that are generated, solved and checked: each task is one class, and each puzzle has one right answer. */
@NullMarked
package dev.vitrine.engine.data.puzzle;

import org.jspecify.annotations.NullMarked;
