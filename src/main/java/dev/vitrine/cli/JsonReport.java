package dev.vitrine.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.training.PuzzleEvaluator;
import dev.vitrine.training.metrics.MetricRow;
import java.io.PrintWriter;

/** One JSON object a line. */
record JsonReport(PrintWriter out) implements TrainingReport {
    @Override
    public void skipped(int step, float lossScale) {
        out.println(JsonNodeFactory.instance.objectNode().put("step", step).put("skipped_at_loss_scale", lossScale));
    }

    @Override
    public void step(MetricRow row) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("step", row.step());
        number(json, "loss", row.loss());
        number(json, "validation_loss", row.validationLoss());
        if (!Double.isNaN(row.exactAccuracy())) {
            number(json, "exact_accuracy", tenThousandths(row.exactAccuracy()));
        }
        number(json, "learning_rate", row.learningRate());
        number(json, "grad_norm", row.gradNorm());
        json.put("tokens_per_second", Math.round(row.tokensPerSecond()));
        out.println(json);
    }

    @Override
    public void summary(Summary s, String fate) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("steps", s.steps());
        Measured m = s.measured();
        number(json, "loss", m.loss());
        number(json, "loss_floor", m.lossFloor());
        number(json, "validation_loss", m.validationLoss());
        json.put("parameters", s.parameters()).put("activation_bytes", s.activationBytes()).put("memory_bytes", s.memoryBytes());
        number(json, "seconds", thousandths(s.seconds()));
        number(json, "cpu_seconds", thousandths(s.cpuSeconds()));
        json.put("flops", s.flops());
        json.put("state_hash", s.stateHash());
        if (m.answers().questions() > 0) {
            json.put("exact_answers", m.answers().exact()).put("questions", m.answers().questions());
        }
        if (m.unseen() != null) {
            puzzles(json, m.unseen());
        }
        if (s.ema()) {
            json.put("weights", "ema");
        }
        if (s.bestStep() >= 0) {
            json.put("best_step", s.bestStep());
        }
        if (s.stopped()) {
            json.put("stopped_early", true);
        }
        out.println(json);
    }

    private static void puzzles(ObjectNode json, PuzzleEvaluator.Result unseen) {
        json.put("puzzles", unseen.puzzles()).put("accuracy", tenThousandths(unseen.accuracy()))
                .put("exact_accuracy", tenThousandths(unseen.exactAccuracy()));
        ArrayNode bySegment = json.putArray("exact_by_segment");
        unseen.exactBySegment().forEach(exact -> bySegment.add(tenThousandths(exact)));
        number(json, "q_halt_accuracy", tenThousandths(unseen.haltAccuracy()));
    }

    /** NaN stays NaN. */
    private static double tenThousandths(double value) {
        return Double.isNaN(value) ? value : Math.round(value * 10_000) / 10_000.0;
    }

    /** JSON has no NaN: null. A float is written with the digits of a float. */
    static void number(ObjectNode json, String key, double value) {
        if (!Double.isFinite(value)) {
            json.putNull(key);
        } else if ((float) value == value) {
            json.put(key, (float) value);
        } else {
            json.put(key, value);
        }
    }

    static double thousandths(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
