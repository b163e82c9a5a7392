package dev.vitrine.ui.tokens;

import dev.vitrine.engine.Version;
import dev.vitrine.engine.metric.Comparison;
import dev.vitrine.engine.metric.Likelihood;
import dev.vitrine.training.TextEvaluator;
import dev.vitrine.ui.Session;
import dev.vitrine.ui.Shown;
import dev.vitrine.ui.Source;
import dev.vitrine.ui.control.Numbers;
import java.util.ArrayList;
import java.util.List;

/** What an evaluation comes to: each figure with its name and what it means. */
final class EvaluationFigures {
    /** @param id of its texts */
    record Figure(String id, String name, String value, String meaning) {
    }

    private final Session session;
    private final String run;
    private final int step;
    private final List<Figure> figures = new ArrayList<>();
    private final List<Shown> shown = new ArrayList<>();

    private EvaluationFigures(Session session, String run, int step) {
        this.session = session;
        this.run = run;
        this.step = step;
    }

    static EvaluationFigures of(Session session, String run, int step, TextEvaluator.Result result) {
        EvaluationFigures all = new EvaluationFigures(session, run, step);
        Likelihood total = result.total();
        all.add("loss", total.lossNats());
        all.add("perplexity", total.perplexity());
        all.add("characters", total.bitsPerCharacter());
        all.add("bytes", total.bitsPerByte());
        all.add("accuracy", total.tokenAccuracy());
        all.add("ece", result.calibration().expectedError());
        if (result.questions() > 0) {
            all.answers(result);
        }
        return all;
    }

    private void answers(TextEvaluator.Result result) {
        List<TextEvaluator.Sample> chats = result.samples().stream().filter(s -> s.wanted() != null).toList();
        Comparison of = Comparison.of(chats.stream().map(TextEvaluator.Sample::said).toList(),
                chats.stream().map(s -> List.of(s.wanted())).toList(), Version.text());
        add("exact", (double) result.exactAnswers() / result.questions(), Integer.toString(result.exactAnswers()),
                Integer.toString(result.questions()));
        add("bleu", of.bleu().score(), of.bleuSignature());
        add("chrf", of.chrf(), of.chrfSignature());
        for (int n = 1; n <= of.distinct().size(); n++) {
            add("distinct" + n, of.distinct().get(n - 1));
        }
        add("selfbleu", of.selfBleu());
    }

    /** @param about what its meaning speaks of */
    private void add(String id, double value, Object... about) {
        String text = Numbers.format(value);
        figures.add(new Figure(id, session.text("evaluation." + id), text, session.text("evaluation." + id + ".means", about)));
        shown.add(new Shown(text, value, new Source.Derived(run, step, "evaluation." + id)));
    }

    List<Figure> figures() {
        return List.copyOf(figures);
    }

    List<Shown> shown() {
        return List.copyOf(shown);
    }
}
