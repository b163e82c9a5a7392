package dev.vitrine.ui.hrm;

import dev.vitrine.engine.model.HrmGradient;
import dev.vitrine.engine.model.ModelConfig;
import dev.vitrine.ui.control.Trajectory.Level;
import java.util.ArrayList;
import java.util.List;

/** The updates of HRM's states in their order, with the names of the states that they leave. */
record Cycles(int high, int low, HrmGradient gradient) {
    /**
     * @param label          "cycle.step", or "cycle" for the high level
     * @param differentiated whether the engine sends a gradient through it
     * @param endsCycle      whether the other level, or the answer, comes next
     */
    record Update(Level level, String label, boolean differentiated, boolean endsCycle) {
        String tensor() {
            return (level == Level.HIGH ? "probe.z_H." : "probe.z_L.") + label;
        }
    }

    static Cycles of(ModelConfig config) {
        return new Cycles(config.hCycles(), config.lCycles(), HrmGradient.of(config.gradient()));
    }

    List<Update> updates() {
        List<Update> all = new ArrayList<>();
        for (int c = 0; c < high; c++) {
            for (int t = 0; t < low; t++) {
                all.add(new Update(Level.LOW, c + "." + t, gradient.low(c, t, high, low), t == low - 1));
            }
            all.add(new Update(Level.HIGH, Integer.toString(c), gradient.high(c, high), true));
        }
        return all;
    }

    List<Update> updates(Level level) {
        return updates().stream().filter(u -> u.level() == level).toList();
    }

    static String start(Level level) {
        return level == Level.HIGH ? "probe.z_H.init" : "probe.z_L.init";
    }

    static String logits(int cycle) {
        return "probe.z_H." + cycle + ".logits";
    }
}
