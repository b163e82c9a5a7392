package dev.vitrine.ui.attention;

import dev.vitrine.analysis.AttentionStats;
import dev.vitrine.training.TensorSnapshot;
import dev.vitrine.ui.Session;
import dev.vitrine.ui.Shown;
import dev.vitrine.ui.Source;
import dev.vitrine.ui.control.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** What one head does, in words with numbers. */
record HeadNumbers(String text, List<Shown> shown) {
    static final HeadNumbers NONE = new HeadNumbers("", List.of());

    static HeadNumbers of(Session session, String run, TensorSnapshot pattern, int head, int[] probe, int before) {
        int[] tokens = IntStream.concat(IntStream.range(0, before).map(i -> -1 - i), IntStream.of(probe)).toArray();   // each its own
        float[] own = HeadGrid.ofHead(pattern, head);
        int time = tokens.length;
        List<Shown> shown = new ArrayList<>();
        Source.Derived[] sources = {
            new Source.Derived(run, pattern.step(), "mean over queries from 1 of -sum p ln p"),
            new Source.Derived(run, pattern.step(), "mean over queries i from 1 of p(i, i-1)"),
            new Source.Derived(run, pattern.step(), "mean over queries i from 1 of p(i, 0)"),
            new Source.Derived(run, pattern.step(), "mean over queries whose token stood before of what falls on its followers"),
            new Source.Derived(run, pattern.step(), "max over rows of |sum p - 1|")};
        double[] values = {AttentionStats.entropy(own, time), AttentionStats.previousToken(own, time),
            AttentionStats.firstToken(own, time), AttentionStats.induction(own, tokens), AttentionStats.rowSumError(own, time)};
        Object[] texts = new Object[values.length];
        for (int i = 0; i < values.length; i++) {
            texts[i] = Double.isNaN(values[i]) ? "–" : Numbers.format(values[i]);
            if (!Double.isNaN(values[i])) {
                shown.add(new Shown((String) texts[i], values[i], sources[i]));
            }
        }
        return new HeadNumbers(session.text("attention.statistics", texts), List.copyOf(shown));
    }
}
