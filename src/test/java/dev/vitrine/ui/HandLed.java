package dev.vitrine.ui;

import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.engine.layer.PassContext;
import dev.vitrine.engine.model.ReasoningPass;
import dev.vitrine.engine.model.Segment;
import dev.vitrine.training.Command;
import java.util.ArrayList;
import java.util.List;

/** A thought about one puzzle, led by hand through the engine's pass: what the views must show is worked out from these states. */
final class HandLed {
    /** A state after it was made, or at the start (segment -1). */
    record State(int segment, String level, float[] values) {
    }

    final List<State> states = new ArrayList<>();     // two starts, then one for each update
    final List<int[]> answers = new ArrayList<>();     // one for each segment
    final List<Float> halts = new ArrayList<>();
    private final ReasoningPass pass;
    private final int channels;

    HandLed(Command.WeightsAt from, int[] question, int segments) {
        channels = from.model().config().channels();
        pass = (ReasoningPass) from.model().newPass(PassContext.evaluation(1, question.length, from.weights(), Backends.create("ejml")));
        System.arraycopy(question, 0, pass.tokens(), 0, question.length);
        for (int level = 0; level < pass.levels().size(); level++) {
            float[] carried = pass.carried(level).data;
            for (int i = 0; i < carried.length; i++) {
                carried[i] = pass.start(level).data[i % channels];
            }
            states.add(new State(-1, pass.levels().get(level), carried.clone()));
        }
        for (int m = 0; m < segments; m++) {
            segment(m);
        }
    }

    private void segment(int m) {
        for (Segment piece : pass.segments()) {
            piece.forward();
            int level = piece.name().startsWith("L.") ? 0 : piece.name().startsWith("H.") ? 1 : -1;
            if (level >= 0) {
                states.add(new State(m, pass.levels().get(level), pass.state(level).data.clone()));
            }
        }
        for (int level = 0; level < 2; level++) {
            System.arraycopy(pass.state(level).data, 0, pass.carried(level).data, 0, pass.state(level).data.length);
        }
        answers.add(likeliest(pass.logits().data, pass.logits().numCols));
        halts.add(pass.q().get(0, 0));
    }

    private static int[] likeliest(float[] logits, int vocabulary) {
        int[] ids = new int[logits.length / vocabulary];
        for (int i = 0; i < ids.length; i++) {
            for (int v = 1; v < vocabulary; v++) {
                ids[i] = logits[i * vocabulary + v] > logits[i * vocabulary + ids[i]] ? v : ids[i];
            }
        }
        return ids;
    }

    /** The states of a level, the start first. */
    List<float[]> of(String level) {
        return states.stream().filter(s -> s.level.equals(level)).map(State::values).toList();
    }

    /** ||a - b|| / sqrt(n). */
    static double rms(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += Math.pow((double) a[i] - b[i], 2);
        }
        return Math.sqrt(sum / a.length);
    }

    /** Of the update of a number, against the state of its level before. */
    double residual(int update) {
        State now = states.get(update + 2);
        for (int i = update + 1; ; i--) {
            if (states.get(i).level.equals(now.level)) {
                return rms(now.values, states.get(i).values);
            }
        }
    }

    /** z_H at the end of a segment. */
    float[] end(int segment) {
        return states.stream().filter(s -> s.level.equals("z_H") && s.segment == segment).toList().getLast().values;
    }
}
