package dev.vitrine.ui.tokens;

import dev.vitrine.engine.text.Tokenizer;
import dev.vitrine.training.ScoredText;
import dev.vitrine.ui.Inspected;
import dev.vitrine.ui.Session;
import dev.vitrine.ui.control.Numbers;
import java.util.List;

/** A token of a measured text for the inspector. */
final class EvaluationExplanation {
    private EvaluationExplanation() {
    }

    static Inspected of(Session session, String run, int step, EvaluationViewModel.Detail detail, int at) {
        ScoredText tokens = detail.tokens();
        Tokenizer tokenizer = session.service().data().tokenizer();
        return new Inspected(session.text("evaluation.inspect.title", Integer.toString(at + 1), tokenizer.token(tokens.ids()[at])),
                session.text("evaluation.inspect.address", run, Integer.toString(step), Integer.toString(detail.row().number()),
                        Integer.toString(at + 1)),
                Numbers.exact(-tokens.nats()[at]), session.text("evaluation.inspect.formula"),
                List.of(session.text("evaluation.inspect.token", tokenizer.token(tokens.ids()[at]),
                                Numbers.format(Math.exp(-tokens.nats()[at]))),
                        session.text("evaluation.inspect.likeliest", tokenizer.token(tokens.likeliest()[at]),
                                Numbers.format(tokens.confidence()[at]))),
                List.of(session.text(tokens.right(at) ? "evaluation.inspect.right" : "evaluation.inspect.wrong")),
                session.text("evaluation.inspect.explain"));
    }
}
