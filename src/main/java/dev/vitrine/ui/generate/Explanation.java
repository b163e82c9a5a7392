package dev.vitrine.ui.generate;

import dev.vitrine.engine.sample.Choice;
import dev.vitrine.engine.text.Tokenizer;
import dev.vitrine.ui.Inspected;
import dev.vitrine.ui.Session;
import dev.vitrine.ui.control.Numbers;
import java.util.ArrayList;
import java.util.List;

/** What the inspector says about a token that may come next: what each setting made of its probability. */
final class Explanation {
    private Explanation() {
    }

    static Inspected of(Session session, Tokenizer tokenizer, Moment moment, int token) {
        Choice choice = moment.choice();
        String name = "‘" + tokenizer.token(token) + "’";
        List<String> terms = new ArrayList<>();
        if (moment.logits() != null) {
            terms.add(session.text("generate.why.logit", Numbers.exact(moment.logits()[token]), logSum(moment.logits())));
        }
        terms.add("p_base = " + Numbers.exact(choice.base()[token]));
        for (Choice.Stage stage : choice.stages()) {
            terms.add(session.text("generate.why." + stage.processor(), setting(moment, stage.processor(), token)) + " \u2192 "
                    + Numbers.exact(stage.probabilities()[token]));
        }
        terms.add("p_final = " + Numbers.exact(choice.finals()[token]));
        List<String> summary = List.of(
                session.text("generate.why.sums", moment.sumBase(), moment.sumFinal(), Numbers.integer(choice.base().length)),
                session.text("generate.why.log", Numbers.format(Math.log(choice.base()[token]))));
        return new Inspected(session.text("generate.why.title", name),
                session.text("generate.why.address", session.text("generate.run." + moment.run()), Integer.toString(moment.step()),
                        Integer.toString(moment.before().size()), Integer.toString(token)),
                Numbers.exact(choice.finals()[token]), session.text("generate.why.formula"), terms, summary,
                session.text("generate.why.explain"));
    }

    private static String setting(Moment moment, String processor, int token) {
        for (Knob knob : Knob.ALL) {
            if (knob.name().equals(processor)) {
                return Numbers.format(knob.value().apply(moment.sampling()).doubleValue());
            }
        }
        return Numbers.format(moment.sampling().logitBias().getOrDefault(token, 0.0));
    }

    private static String logSum(float[] logits) {
        double most = Double.NEGATIVE_INFINITY;
        for (float z : logits) {
            most = Math.max(most, z);
        }
        double sum = 0;
        for (float z : logits) {
            sum += Math.exp(z - most);
        }
        return Numbers.format(most + Math.log(sum));
    }
}
