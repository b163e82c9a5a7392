package dev.vitrine.ui.step;

import dev.vitrine.engine.kernel.FloatMath;
import dev.vitrine.training.Snapshot;
import dev.vitrine.training.TensorSnapshot;
import dev.vitrine.ui.control.Cell;
import dev.vitrine.ui.control.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Scores as products of a query and a key, and the pattern as the softmax of a row of scores, with the live numbers. */
final class AttentionWhy {
    private final Scope scope;

    AttentionWhy(Scope scope) {
        this.scope = scope;
    }

    boolean explains(String name) {
        return name.endsWith(".attn.pattern") || name.endsWith(".attn.scores");
    }

    Set<String> operands(String name) {
        String owner = name.substring(0, name.lastIndexOf('.') + 1);
        return name.endsWith(".attn.pattern") ? Set.of(owner + "scores")
                : name.endsWith(".attn.scores") ? Set.of(owner + "q", owner + "k") : Set.of();
    }

    List<String> terms(Snapshot s, TensorSnapshot t, Cell cell) {
        if (!scope.sight().sees(cell.row(), cell.column())) {
            return List.of(scope.text("why.masked"));
        }
        return t.name().endsWith(".pattern") ? softmax(s, t, cell) : product(s, t, cell);
    }

    /** p_j = exp(s_j - max) / sum over the row. */
    private List<String> softmax(Snapshot s, TensorSnapshot t, Cell cell) {
        Optional<TensorSnapshot> found = sibling(s, t, "scores");
        if (found.isEmpty()) {
            return List.of(scope.text("why.waiting"));
        }
        float[] scores = found.get().data();
        int row = Slice.of(t.shape(), scope.sequence(s), head(t)).index(new Cell(cell.row(), 0));
        float largest = Float.NEGATIVE_INFINITY;
        List<Integer> seen = scope.sight().seen(cell.row(), t.shape().columns());
        for (int j : seen) {
            largest = Math.max(largest, scores[row + j]);
        }
        Terms terms = new Terms();
        double sum = 0;
        for (int j : seen) {
            float e = FloatMath.exp(scores[row + j] - largest);
            sum += e;
            terms.add(scope.text("why.exp", token(s, j), Numbers.format(scores[row + j]), Numbers.format(largest),
                    Numbers.format(e)), e);
        }
        double own = FloatMath.exp(scores[row + cell.column()] - largest);
        List<String> lines = new ArrayList<>();
        lines.add(scope.text("why.softmax", Numbers.format(own), Numbers.format(sum), Numbers.format(own / sum),
                verdict((float) (own / sum), t.data()[row + cell.column()])));
        lines.add(scope.text("why.softmaxTerms", Integer.toString(seen.size())));
        lines.addAll(terms.lines(scope));
        return lines;
    }

    /** The chain of fused multiply-adds that the kernel does, then the scale. */
    private List<String> product(Snapshot s, TensorSnapshot t, Cell cell) {
        Optional<TensorSnapshot> queries = sibling(s, t, "q");
        Optional<TensorSnapshot> keys = sibling(s, t, "k");
        if (queries.isEmpty() || keys.isEmpty()) {
            return List.of(scope.text("why.waiting"));
        }
        TensorSnapshot q = queries.get();
        Slice slice = Slice.of(q.shape(), scope.sequence(s), head(t));
        int size = slice.columns();
        int qAt = slice.index(new Cell(cell.row(), 0));
        int kAt = slice.index(new Cell(cell.column(), 0));
        Terms terms = new Terms();
        float chain = 0;
        for (int i = 0; i < size; i++) {
            float a = q.data()[qAt + i];
            float b = keys.get().data()[kAt + i];
            chain = Math.fma(a, b, chain);
            terms.add(scope.text("why.product", Integer.toString(i), Numbers.format(a), Numbers.format(b),
                    Numbers.format((double) a * b)), (double) a * b);
        }
        float score = chain * (float) (1 / Math.sqrt(size));
        float engine = t.data()[Slice.of(t.shape(), scope.sequence(s), head(t)).index(cell)];
        List<String> lines = new ArrayList<>();
        lines.add(scope.text("why.score", Numbers.format(chain), Integer.toString(size), Numbers.format(score),
                verdict(score, engine)));
        lines.add(scope.text("why.scoreTerms", token(s, cell.row()), token(s, cell.column())));
        lines.addAll(terms.lines(scope));
        return lines;
    }

    private String verdict(float worked, float engine) {
        return Verdict.of(scope, worked, engine);
    }

    private int head(TensorSnapshot t) {
        return Math.clamp(scope.session().headProperty().get(), 0, t.shape().size("NH") - 1);
    }

    private static Optional<TensorSnapshot> sibling(Snapshot s, TensorSnapshot t, String other) {
        String name = t.name().substring(0, t.name().lastIndexOf('.') + 1) + other;
        return s.tensor(name).filter(t::belongsWith);
    }

    private String token(Snapshot s, int position) {
        return position + " ‘" + scope.sight().names(scope.session(), scope.tokens(s.tokens(), scope.sequence(s), s.time())).get(position) + "’";
    }
}
