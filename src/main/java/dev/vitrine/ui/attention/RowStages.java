package dev.vitrine.ui.attention;

import dev.vitrine.analysis.AttentionStats;
import dev.vitrine.training.TensorSnapshot;
import dev.vitrine.ui.Session;
import dev.vitrine.ui.Shown;
import dev.vitrine.ui.Sight;
import dev.vitrine.ui.Source;
import dev.vitrine.ui.control.Numbers;
import dev.vitrine.ui.control.TableData;
import dev.vitrine.ui.control.TableData.Entry;
import java.util.ArrayList;
import java.util.List;

/** How one query's probabilities come about: scores, mask, exponentials, and their shares of the sum. */
record RowStages(TableData table, String sum, List<Shown> shown) {
    static final RowStages NONE = new RowStages(TableData.EMPTY, "", List.of());

    static RowStages of(Session session, String run, TensorSnapshot scores, TensorSnapshot pattern, int head, int query,
                        List<String> tokens, Sight sight) {
        int time = tokens.size();
        int at = (head * time + query) * time;
        double top = Double.NEGATIVE_INFINITY;
        List<Integer> seen = sight.seen(query, time);
        for (int k : seen) {
            top = Math.max(top, scores.data()[at + k]);
        }
        double whole = 0;
        for (int k : seen) {
            whole += Math.exp(scores.data()[at + k] - top);
        }
        List<Shown> shown = new ArrayList<>();
        List<List<Entry>> rows = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        double worst = 0;
        for (int k = 0; k < time; k++) {
            Source score = new Source.Tensor(run, scores.step(), scores.name(), at + k);
            Source p = new Source.Tensor(run, pattern.step(), pattern.name(), at + k);
            float probability = pattern.data()[at + k];
            if (sight.sees(query, k)) {
                double e = Math.exp(scores.data()[at + k] - top);
                worst = Math.max(worst, Math.abs(e / whole - probability));
                rows.get(0).add(number(scores.data()[at + k], score, shown));
                rows.get(1).add(number(0, derived(run, scores, "mask(" + query + ", " + k + ") = 0 where the query sees the key"), shown));
                rows.get(2).add(number(e, derived(run, scores, "exp(s - max s) of " + scores.name() + "[" + (at + k) + "]"), shown));
            } else {
                rows.get(0).add(Entry.MASKED);
                rows.get(1).add(number(scores.data()[at + k], score, shown));
                rows.get(2).add(Entry.MASKED);
            }
            rows.get(3).add(Entry.number(Numbers.format(probability), probability));
            shown.add(new Shown(Numbers.format(probability), probability, p));
        }
        TableData table = new TableData(tokens, List.of(
                new TableData.Row(session.text("attention.stage.score"), rows.get(0)),
                new TableData.Row(session.text("attention.stage.mask"), rows.get(1)),
                new TableData.Row(session.text("attention.stage.exp"), rows.get(2)),
                new TableData.Row(session.text("attention.stage.p"), rows.get(3))));
        double sum = AttentionStats.rowSum(HeadGrid.ofHead(pattern, head), time, query);
        shown.add(new Shown(Numbers.format(whole), whole, derived(run, scores, "sum over keys of exp(s - max s)")));
        shown.add(new Shown(Numbers.format(sum), sum, derived(run, pattern, "sum over keys of p(" + query + ", k)")));
        shown.add(new Shown(Numbers.format(worst), worst, derived(run, pattern, "max |exp(s - max s) / sum - p| of row " + query)));
        return new RowStages(table, session.text("attention.stage.sum", Numbers.format(whole), Numbers.format(sum),
                Numbers.format(worst)), List.copyOf(shown));
    }

    private static Entry number(double value, Source source, List<Shown> shown) {
        String text = Numbers.format(value);
        shown.add(new Shown(text, value, source));
        return Entry.number(text);
    }

    private static Source derived(String run, TensorSnapshot from, String formula) {
        return new Source.Derived(run, from.step(), formula);
    }
}
