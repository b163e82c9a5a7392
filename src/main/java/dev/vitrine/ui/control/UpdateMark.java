package dev.vitrine.ui.control;

/**
 * How far one update moved a state.
 *
 * @param label  where in the computation: "cycle.step"
 * @param level  whose state
 * @param filled whether training differentiates through the update
 */
public record UpdateMark(String label, double value, Trajectory.Level level, boolean filled) { }
