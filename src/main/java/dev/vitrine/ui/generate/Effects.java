package dev.vitrine.ui.generate;

import dev.vitrine.engine.sample.Choice;
import dev.vitrine.ui.Session;
import dev.vitrine.ui.Shown;
import dev.vitrine.ui.Source;
import dev.vitrine.ui.control.Numbers;
import java.util.ArrayList;
import java.util.List;

/** What each setting does to the probabilities of one token's choice: how many tokens it leaves out, how much it moves. */
final class Effects {
    /** @param moved half the sum of |p after - p before|: the probability that goes from some tokens to others */
    private record Effect(String processor, int before, int after, double moved) { }

    private final List<Effect> effects = new ArrayList<>();
    private final Moment moment;

    Effects(Moment moment) {
        this.moment = moment;
        float[] before = moment.choice().base();
        for (Choice.Stage stage : moment.choice().stages()) {
            float[] after = stage.probabilities();
            double moved = 0;
            int inBefore = 0;
            int inAfter = 0;
            for (int token = 0; token < after.length; token++) {
                moved += Math.abs((double) after[token] - before[token]) / 2;
                inBefore += before[token] > 0 ? 1 : 0;
                inAfter += after[token] > 0 ? 1 : 0;
            }
            effects.add(new Effect(stage.processor(), inBefore, inAfter, moved));
            before = after;
        }
    }

    /** In words; that of a setting that did not act says so. */
    String of(Session session, String processor) {
        for (Effect e : effects) {
            if (e.processor().equals(processor)) {
                return session.text(e.after() < e.before() ? "generate.effect.leaves" : "generate.effect.moves",
                        Numbers.integer(e.after()), Numbers.integer(e.before()), Numbers.format(e.moved()));
            }
        }
        boolean acts = Knob.ALL.stream().anyMatch(k -> k.name().equals(processor) && k.acts(moment.sampling()));
        return acts ? "" : session.text("generate.effect.none");       // of a token just written the stages are not known yet
    }

    List<Shown> shown() {
        List<Shown> all = new ArrayList<>();
        for (Effect e : effects) {
            all.add(new Shown(Numbers.format(e.moved()), e.moved(), new Source.Derived(moment.run(), moment.step(),
                    "half the sum of |p after - p before| of " + e.processor())));
        }
        return all;
    }
}
