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
 * @param given  how many of them are the prompt's
 * @param logits that the model gave, or null where they are not known any more
 * @param byHand whether a person put the token in the place of the drawn one
 */
record Moment(String run, int step, List<Integer> before, int given, Choice choice, Sampling sampling, float[] logits,
              boolean byHand) {
    Moment {
        before = List.copyOf(before);
    }

    /** The same with the logits that were behind it, and what the settings made of them one after the other. */
    Moment with(float[] known, List<Choice.Stage> stages) {
        return new Moment(run, step, before, given, new Choice(choice.token(), choice.u(), choice.base(), stages, choice.finals()),
                sampling, known, byHand);
    }

    /** @param stage the processor whose work is shown; where it did not act, that of all together */
    BarData bars(List<String> labels, String stage) {
        int at = at(stage);
        return new BarData(labels, at > 0 ? choice.stages().get(at - 1).probabilities() : choice.base(),
                at < 0 ? choice.finals() : choice.stages().get(at).probabilities(), choice.token());
    }

    private int at(String stage) {
        return choice.stages().stream().map(Choice.Stage::processor).toList().indexOf(stage);
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
        return of(token, "base");
    }

    private Source of(int token, String which) {
        return new Source.Generated(run, step, before, given, token, which, sampling);
    }

    /** @param stage as in {@link #bars} */
    List<Shown> shown(String stage) {
        List<Shown> all = new ArrayList<>();
        BarData bars = bars(Collections.nCopies(choice.base().length, ""), stage);
        int at = at(stage);
        String ghost = at > 0 ? choice.stages().get(at - 1).processor() : "base";
        String bar = at < 0 ? "final" : stage;
        for (int token = 0; token < choice.base().length; token++) {
            all.add(new Shown(Numbers.format(bars.finals()[token]), bars.finals()[token], of(token, bar)));
            all.add(new Shown(Numbers.format(bars.base()[token]), bars.base()[token], of(token, ghost)));
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
