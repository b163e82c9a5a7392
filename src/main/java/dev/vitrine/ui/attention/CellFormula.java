package dev.vitrine.ui.attention;

import dev.vitrine.analysis.AttentionStats;
import dev.vitrine.training.TensorSnapshot;
import dev.vitrine.ui.Inspected;
import dev.vitrine.ui.Session;
import dev.vitrine.ui.Sight;
import dev.vitrine.ui.control.Cell;
import dev.vitrine.ui.control.Numbers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** One attention weight for the inspector: where it stands, and its softmax with the numbers that went into it. */
final class CellFormula {
    private static final int TERMS = 16;

    private final Session session;
    private final List<String> tokens;
    private final int head;
    private final Cell cell;
    private final TensorSnapshot pattern;
    private final Sight sight;
    private final TensorSnapshot scores;   // null while they have not come

    CellFormula(Session session, List<String> tokens, int head, Cell cell, TensorSnapshot pattern, TensorSnapshot scores, Sight sight) {
        this.sight = sight;
        this.session = session;
        this.tokens = tokens;
        this.head = head;
        this.cell = cell;
        this.pattern = pattern;
        this.scores = scores;
    }

    Inspected inspected(String run, String rowName) {
        int time = tokens.size();
        float p = pattern.data()[index(cell.column())];
        boolean masked = !sight.sees(cell.row(), cell.column());
        String address = session.text("attention.inspect.address", run, Integer.toString(pattern.step()), pattern.name(),
                Integer.toString(head), Integer.toString(cell.row()), Integer.toString(cell.column()));
        float[] own = HeadGrid.ofHead(pattern, head);
        List<String> summary = List.of(
                session.text("attention.inspect.sum", Numbers.exact((float) AttentionStats.rowSum(own, time, cell.row()))),
                session.text("attention.inspect.entropy", Numbers.format(AttentionStats.rowEntropy(own, time, cell.row()))),
                session.text("attention.inspect.shape", pattern.shape().toString()));
        return new Inspected(session.text("attention.inspect.title", rowName, Integer.toString(head), tokens.get(cell.row()),
                tokens.get(cell.column())), address, Numbers.exact(p), session.text("attention.inspect.formula"),
                masked ? List.of() : terms(p), summary,
                session.text(masked ? "attention.inspect.masked" : "attention.inspect.explain"));
    }

    private List<String> terms(float p) {
        if (scores == null) {
            return List.of(session.text("attention.inspect.waiting"));
        }
        int query = cell.row();
        List<Integer> seen = sight.seen(query, tokens.size());
        double top = seen.stream().mapToDouble(k -> scores.data()[index(k)]).max().orElseThrow();
        double whole = seen.stream().mapToDouble(k -> Math.exp(scores.data()[index(k)] - top)).sum();
        List<Integer> order = seen.stream().sorted(Comparator.comparingDouble(k -> -scores.data()[index(k)])).toList();
        List<String> lines = new ArrayList<>();
        double e = Math.exp(scores.data()[index(cell.column())] - top);
        lines.add(session.text("attention.inspect.quotient", Numbers.format(e), Numbers.format(whole), Numbers.format(p)));
        for (int k : order.subList(0, Math.min(TERMS, order.size()))) {
            lines.add(session.text("attention.inspect.term", Integer.toString(k), tokens.get(k),
                    Numbers.format(scores.data()[index(k)]), Numbers.format(top),
                    Numbers.format(Math.exp(scores.data()[index(k)] - top))));
        }
        if (order.size() > TERMS) {
            double rest = order.subList(TERMS, order.size()).stream().mapToDouble(k -> Math.exp(scores.data()[index(k)] - top)).sum();
            lines.add(session.text("attention.inspect.rest", Integer.toString(order.size() - TERMS), Numbers.format(rest)));
        }
        return lines;
    }

    private int index(int key) {
        return (head * tokens.size() + cell.row()) * tokens.size() + key;
    }
}
