package dev.vitrine.ui.home;

import dev.vitrine.training.History;
import dev.vitrine.training.MetricSeries;
import dev.vitrine.training.Snapshot;
import dev.vitrine.ui.Session;
import dev.vitrine.ui.Source;
import dev.vitrine.ui.control.Numbers;
import java.util.List;

/** The numbers row: what the viewed step says of the run. */
final class Figures {
    /** Steps that the speed is averaged over. */
    static final int SPEED_STEPS = 20;
    static final String SPEED_FORMULA = "mean of tokens / seconds of the last " + SPEED_STEPS + " steps, by the wall clock";

    private final Session session;

    Figures(Session session) {
        this.session = session;
    }

    /** One for each of {@link Figure#IDS}. */
    List<Figure> of(Snapshot s, History history, int parameters) {
        return List.of(
                new Figure("step", Numbers.integer(s.step()), session.text("home.figure.step.note", Numbers.integer(s.total())),
                        s.step(), Integer.toString(s.step()), new Source.Derived(s.run(), s.step(), "updates made")),
                metric("loss", "loss", s, s.lossNats(), session.text("home.figure.loss.note", guessing())),
                metric("learning_rate", "learning_rate", s, s.learningRate(), ""),
                metric("grad_norm", "grad_norm", s, s.gradNorm(), session.text("home.figure.grad_norm.note")),
                speed(s, history),
                new Figure("parameters", Numbers.integer(parameters), session.text("home.figure.parameters.note"), parameters,
                        Integer.toString(parameters), new Source.Derived(s.run(), s.step(), "sum of the parameters' sizes")));
    }

    /** ln V as it is shown. */
    String guessing() {
        return Numbers.format(Math.log(session.service().data().tokenizer().vocabSize()));
    }

    private static Figure metric(String id, String series, Snapshot s, float value, String note) {
        return Float.isNaN(value) ? Figure.none(id) : new Figure(id, Numbers.format(value), note, value, Numbers.exact(value),
                new Source.Metric(s.run(), series, s.step()));
    }

    private Figure speed(Snapshot s, History history) {
        MetricSeries series = history.tokensPerSecond();
        int to = Math.min(s.step(), series.size());
        int from = Math.max(0, to - SPEED_STEPS);
        if (to == from) {
            return Figure.none("speed");
        }
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += series.at(i);
        }
        double mean = sum / (to - from);
        return new Figure("speed", Numbers.format(mean, 3), session.text("home.figure.speed.note"), mean, Double.toString(mean),
                new Source.Derived(s.run(), s.step(), SPEED_FORMULA));
    }
}
