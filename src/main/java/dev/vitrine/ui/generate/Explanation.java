package dev.vitrine.ui.generate;

import dev.vitrine.engine.text.Tokenizer;
import dev.vitrine.ui.Inspected;
import dev.vitrine.ui.Session;
import dev.vitrine.ui.control.Numbers;
import java.util.ArrayList;
import java.util.List;

/** What the inspector says about a token that may come next. */
final class Explanation {
    private Explanation() {
    }

    static Inspected of(Session session, Tokenizer tokenizer, Moment moment, int token) {
        float base = moment.choice().base()[token];
        float left = moment.choice().finals()[token];
        String name = "‘" + tokenizer.token(token) + "’";
        List<String> terms = new ArrayList<>();
        if (moment.logits() != null) {
            terms.add(session.text("generate.why.logit", Numbers.exact(moment.logits()[token]), logSum(moment.logits())));
        }
        terms.add("p_base = " + Numbers.exact(base));
        double temperature = moment.sampling().temperature();
        if (temperature == 0) {
            terms.add(session.text("generate.why.greedy"));
        } else if (left == 0 && moment.sampling().topK() > 0) {
            terms.add(session.text("generate.why.excluded", Numbers.integer(moment.sampling().topK())));
        } else {
            terms.add(session.text("generate.why.heated", Numbers.format(temperature),
                    Numbers.format(Math.pow(base, 1 / temperature))));
            terms.add(session.text("generate.why.sum", Numbers.integer(moment.kept()), Numbers.format(heatedSum(moment))));
        }
        terms.add("p_final = " + Numbers.exact(left));
        List<String> summary = List.of(
                session.text("generate.why.sums", moment.sumBase(), moment.sumFinal(), Numbers.integer(moment.choice().base().length)),
                session.text("generate.why.log", Numbers.format(Math.log(base))));
        return new Inspected(session.text("generate.why.title", name),
                session.text("generate.why.address", session.text("generate.run." + moment.run()), Integer.toString(moment.step()),
                        Integer.toString(moment.before().size()), Integer.toString(token)),
                Numbers.exact(left), session.text("generate.why.formula"), terms, summary, session.text("generate.why.explain"));
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

    private static double heatedSum(Moment moment) {
        double sum = 0;
        for (int token = 0; token < moment.choice().base().length; token++) {
            sum += moment.choice().finals()[token] > 0
                    ? Math.pow(moment.choice().base()[token], 1 / moment.sampling().temperature()) : 0;
        }
        return sum;
    }
}
