package dev.vitrine.training;

import dev.vitrine.engine.model.Segment;
import java.util.List;

/**
 * Where in a thought an update stands.
 *
 * @param level index of the state that it renews
 * @param step  of the low level; -1 for another
 */
record Moment(int segment, int cycle, int step, int level) {
    /** Of a piece of a pass; null if it renews no state. @param levels names of the states: a call L.0.1 renews z_L */
    static Moment of(int segment, Segment piece, List<String> levels) {
        String[] parts = piece.name().split("\\.");
        int level = levels.size() == 1 ? 0 : levels.indexOf("z_" + parts[0]);
        if (level < 0 || parts.length == 1 || !parts[1].chars().allMatch(Character::isDigit)) {
            return null;
        }
        return new Moment(segment, Integer.parseInt(parts[1]), parts.length > 2 ? Integer.parseInt(parts[2]) : -1, level);
    }

    boolean is(Thought.Update update) {
        return update.segment() == segment && update.cycle() == cycle && update.step() == step;
    }

    boolean is(WhatIf.Disturbance disturbance) {
        return disturbance.segment() == segment && disturbance.cycle() == cycle && disturbance.step() == step;
    }
}
