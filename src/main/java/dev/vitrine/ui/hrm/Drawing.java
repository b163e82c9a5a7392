package dev.vitrine.ui.hrm;

import dev.vitrine.training.TensorSnapshot;
import dev.vitrine.ui.Session;
import dev.vitrine.ui.Shown;
import dev.vitrine.ui.Source;
import dev.vitrine.ui.control.Numbers;
import dev.vitrine.ui.control.TableData;
import dev.vitrine.ui.control.TableData.Entry;
import dev.vitrine.ui.control.Trajectory.Level;
import dev.vitrine.ui.control.UpdateMark;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Writes down what was worked out, every number with where it comes from. */
final class Drawing {
    private static final int SMALL_DIGITS = 3;

    private final Session session;
    private final Thinking thinking;
    private final List<String> tokens;
    private final List<Shown> shown = new ArrayList<>();

    Drawing(Session session, Thinking thinking) {
        this.session = session;
        this.thinking = thinking;
        var tokenizer = session.service().data().tokenizer();
        tokens = Arrays.stream(thinking.snapshot().probeTokens()).mapToObj(tokenizer::token).toList();
    }

    HrmPicture picture() {
        int step = thinking.step();
        List<String> planes = List.of(plane(thinking.high()), plane(thinking.low()));
        for (Orbit orbit : List.of(thinking.high(), thinking.low())) {
            coordinates(orbit);
        }
        TensorSnapshot state = thinking.low().states().getFirst();
        return new HrmPicture(List.of(thinking.high().trajectory(), thinking.low().trajectory()), planes,
                session.text("hrm.caption", Integer.toString(step), state.shape().toString()),
                session.text("hrm.viewing", Integer.toString(thinking.snapshot().step()), Integer.toString(thinking.snapshot().total())),
                step < thinking.snapshot().step() ? session.text("hrm.stale", Integer.toString(step)) : "",
                residuals(), thoughts(), summary(), List.copyOf(shown));
    }

    private String plane(Orbit orbit) {
        String explained = derived(orbit.explained(), "(lambda_1 + lambda_2) / sum of lambda of the centred states of "
                + orbit.trajectory().name() + ", axes of step " + orbit.fittedAt());
        boolean fitted = orbit.fittedAt() == thinking.step();
        return session.text(fitted ? "hrm.plane" : "hrm.plane.frozen", explained, Integer.toString(orbit.states().size()),
                Integer.toString(orbit.fittedAt()), positions())
                + (fitted && orbit.states().size() <= 3 ? " " + session.text("hrm.plane.trivial") : "");
    }

    private String positions() {
        return session.text("hrm.positions.of." + thinking.positions().name().toLowerCase(Locale.ROOT),
                Integer.toString(thinking.position()), tokens.get(thinking.position()));
    }

    private void coordinates(Orbit orbit) {
        for (int i = 0; i < orbit.states().size(); i++) {
            String rule = "(" + orbit.states().get(i).name() + " - mean) . axis of the plane of step " + orbit.fittedAt() + ", "
                    + thinking.positions();
            derived(orbit.trajectory().x()[i], "x = " + rule);
            derived(orbit.trajectory().y()[i], "y = " + rule);
        }
    }

    private List<UpdateMark> residuals() {
        List<UpdateMark> marks = new ArrayList<>();
        int[] at = new int[2];
        for (Cycles.Update update : thinking.cycles().updates()) {
            Orbit orbit = thinking.orbit(update.level());
            int k = at[update.level().ordinal()]++;
            derived(orbit.residuals()[k], "||" + update.tensor() + " - " + orbit.states().get(k).name() + "||_F / sqrt(S D)");
            marks.add(new UpdateMark((update.level() == Level.HIGH ? "H " : "L ") + update.label(), orbit.residuals()[k],
                    update.level(), update.differentiated()));
        }
        return List.copyOf(marks);
    }

    private TableData thoughts() {
        var tokenizer = session.service().data().tokenizer();
        List<TableData.Row> rows = new ArrayList<>();
        List<Entry> next = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            next.add(i + 1 < tokens.size() ? Entry.token(tokens.get(i + 1)) : Entry.MASKED);
        }
        rows.add(new TableData.Row(session.text("hrm.thoughts.next"), next));
        for (int c = 0; c < thinking.thoughts().cycles().size(); c++) {
            Thoughts.Cycle cycle = thinking.thoughts().cycles().get(c);
            List<Entry> cells = new ArrayList<>();
            for (int i = 0; i < tokens.size(); i++) {
                double p = cycle.right()[i];
                String number = Double.isNaN(p) ? "" : Numbers.format(p, SMALL_DIGITS);
                if (!number.isEmpty()) {
                    shown.add(new Shown(number, p, source("softmax(" + cycle.logits().name() + "[0, " + i + "])["
                            + thinking.thoughts().tokens()[i + 1] + "]")));
                }
                cells.add(new Entry(tokenizer.token(cycle.answers()[i]), number, p, thinking.thoughts().changed(c, i), false));
            }
            rows.add(new TableData.Row(session.text("hrm.thoughts.cycle", Integer.toString(c)), cells));
        }
        return new TableData(tokens, rows);
    }

    private String summary() {
        int[] ids = thinking.thoughts().tokens();
        List<String> parts = new ArrayList<>();
        for (int c = 0; ids.length > 1 && c < thinking.thoughts().cycles().size(); c++) {
            Thoughts.Cycle cycle = thinking.thoughts().cycles().get(c);
            String hits = Integer.toString(cycle.hits(ids));
            shown.add(new Shown(hits, cycle.hits(ids), source("positions with argmax " + cycle.logits().name() + " = next token")));
            parts.add(session.text("hrm.thoughts.summary", Integer.toString(c), hits, Integer.toString(ids.length - 1),
                    derived(cycle.meanRight(), "mean over positions of softmax(" + cycle.logits().name() + ")[next token]")));
        }
        return String.join(" · ", parts);
    }

    private String derived(double value, String formula) {
        String text = Numbers.format(value);
        shown.add(new Shown(text, value, source(formula)));
        return text;
    }

    private Source source(String formula) {
        return new Source.Derived(thinking.snapshot().run(), thinking.step(), formula);
    }
}
