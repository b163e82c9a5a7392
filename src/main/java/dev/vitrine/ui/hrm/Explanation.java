package dev.vitrine.ui.hrm;

import dev.vitrine.analysis.Decoded;
import dev.vitrine.training.TensorSnapshot;
import dev.vitrine.ui.Inspected;
import dev.vitrine.ui.Session;
import dev.vitrine.ui.control.Numbers;
import dev.vitrine.ui.control.Trajectory.Level;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** States, updates and answers for the inspector. */
final class Explanation {
    private static final int TERMS = 16;

    private final Session session;
    private final Thinking thinking;

    Explanation(Session session, Thinking thinking) {
        this.session = session;
        this.thinking = thinking;
    }

    /** Of a point of a trajectory, 0 being the start. */
    Inspected state(Level level, int index) {
        Orbit orbit = thinking.orbit(level);
        TensorSnapshot state = orbit.states().get(index);
        double x = orbit.trajectory().x()[index];
        double y = orbit.trajectory().y()[index];
        List<String> terms = new ArrayList<>();
        terms.add(session.text("hrm.inspect.axes", Double.toString(x), Double.toString(y)));
        double[] eigenvalues = orbit.plane().eigenvalues();
        for (int i = 0; i < Math.min(eigenvalues.length, TERMS); i++) {
            terms.add(session.text("hrm.inspect.eigenvalue", Integer.toString(i + 1), Numbers.format(eigenvalues[i])));
        }
        if (index > 0) {
            terms.add(session.text("hrm.inspect.residual", Double.toString(orbit.residuals()[index - 1])));
        }
        return new Inspected(session.text("hrm.inspect.state", name(state)), address(state),
                "(" + Numbers.format(x) + ", " + Numbers.format(y) + ")", session.text("hrm.inspect.plane"), terms, summary(state),
                index == 0 ? session.text("hrm.inspect.start") : gradient(orbit.trajectory().filled()[index]));
    }

    /** Of the update that leads to a state. */
    Inspected update(int index) {
        Cycles.Update update = thinking.cycles().updates().get(index);
        Orbit orbit = thinking.orbit(update.level());
        int k = thinking.cycles().updates(update.level()).indexOf(update);
        TensorSnapshot now = orbit.states().get(k + 1);
        TensorSnapshot before = orbit.states().get(k);
        return new Inspected(session.text("hrm.inspect.update", name(now)), address(now), Double.toString(orbit.residuals()[k]),
                session.text("hrm.inspect.norm"),
                List.of(session.text("hrm.inspect.difference", name(now), name(before),
                        Numbers.format(orbit.residuals()[k] * Math.sqrt(now.data().length)), Integer.toString(now.data().length))),
                summary(now), gradient(update.differentiated()));
    }

    /** Of the answer after a cycle at a position that has a next token. */
    Inspected answer(int cycle, int position, List<String> tokens) {
        Thoughts.Cycle thought = thinking.thoughts().cycles().get(cycle);
        int right = thinking.thoughts().tokens()[position + 1];
        int vocabulary = thought.logits().shape().columns();
        Decoded decoded = new Decoded(thought.logits().data(), vocabulary);
        var tokenizer = session.service().data().tokenizer();
        List<String> terms = IntStream.range(0, vocabulary).boxed()
                .sorted(Comparator.comparingDouble(v -> -thought.logits().data()[position * vocabulary + v])).limit(TERMS)
                .map(v -> session.text("hrm.inspect.logit", Integer.toString(v), tokenizer.token(v),
                        Numbers.format(thought.logits().data()[position * vocabulary + v]),
                        Numbers.format(decoded.probability(position, v)))).toList();
        return new Inspected(session.text("hrm.inspect.answer", Integer.toString(cycle), tokens.get(position), tokenizer.token(right)),
                session.text("hrm.inspect.address.logit", Integer.toString(thinking.step()), thought.logits().name(),
                        Integer.toString(position), Integer.toString(right)),
                Double.toString(thought.right()[position]), session.text("hrm.inspect.softmax"), terms,
                List.of(session.text("hrm.inspect.vocabulary", Integer.toString(vocabulary))),
                session.text(cycle == thinking.cycles().high() - 1 ? "hrm.inspect.last" : "hrm.inspect.early"));
    }

    private String address(TensorSnapshot state) {
        return session.text("hrm.inspect.address", Integer.toString(state.step()), state.name(), state.shape().toString());
    }

    private static String name(TensorSnapshot state) {
        return state.name().substring("probe.".length());
    }

    private String gradient(boolean differentiated) {
        return session.text(differentiated ? "hrm.inspect.gradient" : "hrm.inspect.constant");
    }

    private List<String> summary(TensorSnapshot state) {
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        double sum = 0;
        double squares = 0;
        for (float v : state.data()) {
            min = Math.min(min, v);
            max = Math.max(max, v);
            sum += v;
            squares += (double) v * v;
        }
        return List.of(session.text("hrm.inspect.summary", Numbers.format(min), Numbers.format(sum / state.data().length),
                Numbers.format(max), Numbers.format(Math.sqrt(squares))));
    }
}
