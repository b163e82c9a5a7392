package dev.vitrine.ui.generate;

import dev.vitrine.engine.sample.Choice;
import dev.vitrine.engine.sample.Sampling;
import dev.vitrine.ui.Shown;
import dev.vitrine.ui.Source;
import dev.vitrine.ui.control.BarData;
import dev.vitrine.ui.control.DrawData;
import dev.vitrine.ui.control.Numbers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The choice of one token: what the model said, what the settings left of it, and the draw.
 *
 * @param run    model type
 * @param step   whose weights said it
 * @param before ids of the text so far
 * @param logits that the model gave, or null where they are not known any more
 */
record Moment(String run, int step, List<Integer> before, Choice choice, Sampling sampling, float[] logits) {
    Moment {
        before = List.copyOf(before);
    }

    BarData bars(List<String> labels) {
        return new BarData(labels, choice.base(), choice.finals(), choice.token());
    }

    DrawData draw(List<String> labels) {
        return new DrawData(labels, choice.finals(), choice.u(), choice.token());
    }

    String sumBase() {
        return Numbers.share(sum(choice.base()));
    }

    String sumFinal() {
        return Numbers.share(sum(choice.finals()));
    }

    /** Tokens that the settings left. */
    int kept() {
        int kept = 0;
        for (float p : choice.finals()) {
            kept += p > 0 ? 1 : 0;
        }
        return kept;
    }

    Source base(int token) {
        return new Source.Generated(run, step, before, token, "base", sampling.temperature(), sampling.topK());
    }

    private Source left(int token) {
        return new Source.Generated(run, step, before, token, "final", sampling.temperature(), sampling.topK());
    }

    List<Shown> shown() {
        List<Shown> all = new ArrayList<>();
        for (int token = 0; token < choice.base().length; token++) {
            all.add(new Shown(Numbers.format(choice.finals()[token]), choice.finals()[token], left(token)));
            all.add(new Shown(Numbers.format(choice.base()[token]), choice.base()[token], base(token)));
        }
        all.add(new Shown(sumBase(), sum(choice.base()), derived("sum of p_base over the vocabulary")));
        all.add(new Shown(sumFinal(), sum(choice.finals()), derived("sum of p_final over the vocabulary")));
        if (!Double.isNaN(choice.u())) {
            DrawData draw = new DrawData(Collections.nCopies(choice.finals().length, ""), choice.finals(), choice.u(),
                    choice.token());
            all.add(new Shown(Numbers.format(choice.u()), choice.u(), derived("uniform draw of (seed " + sampling.seed()
                    + ", position " + before.size() + ")")));
            all.add(new Shown(Numbers.format(draw.from(choice.token())), draw.from(choice.token()),
                    derived("sum of p_final of the ids below " + choice.token())));
            all.add(new Shown(Numbers.format(draw.to(choice.token())), draw.to(choice.token()),
                    derived("sum of p_final of the ids to " + choice.token())));
        }
        return all;
    }

    private Source derived(String formula) {
        return new Source.Derived(run, step, formula);
    }

    static double sum(float[] p) {
        double sum = 0;
        for (float x : p) {
            sum += x;
        }
        return sum;
    }
}
