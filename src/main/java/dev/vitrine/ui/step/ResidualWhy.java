package dev.vitrine.ui.step;

import dev.vitrine.training.Snapshot;
import dev.vitrine.training.TensorSnapshot;
import dev.vitrine.ui.control.Cell;
import dev.vitrine.ui.control.Numbers;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The residual stream after attention and after the feed-forward part: the sum of two terms, normed where the order is post. */
final class ResidualWhy {
    private final Scope scope;

    ResidualWhy(Scope scope) {
        this.scope = scope;
    }

    boolean explains(String name) {
        return !name.startsWith("grad.") && (name.endsWith(".resid_mid") || name.endsWith(".resid_post"));
    }

    Set<String> operands(String name) {
        if (!explains(name)) {
            return Set.of();
        }
        Set<String> all = new LinkedHashSet<>(List.of(skip(name), branch(name)));
        if (normed()) {
            all.add("param." + norm(name) + ".gain");
            all.add("param." + norm(name) + ".bias");
        }
        return all;
    }

    private boolean normed() {
        return scope.config().model().normOrder().equals("post");
    }

    private static String owner(String name) {
        return name.substring(0, name.lastIndexOf('.') + 1);
    }

    private static String skip(String name) {
        return owner(name) + (name.endsWith("mid") ? "resid_pre" : "resid_mid");
    }

    private static String branch(String name) {
        return owner(name) + (name.endsWith("mid") ? "attn.out" : "mlp.out");
    }

    /** The norm's name among the parameters: HRM's calls L.0.1 and L.1.0 share those of L. */
    private static String norm(String name) {
        return owner(name).replaceFirst("^([LH])(\\.\\d+)+\\.", "$1.") + (name.endsWith("mid") ? "norm1" : "norm2");
    }

    List<String> terms(Snapshot s, TensorSnapshot t, Cell cell) {
        TensorSnapshot a = s.tensor(skip(t.name())).orElse(null);
        TensorSnapshot b = s.tensor(branch(t.name())).orElse(null);
        if (a == null || b == null || !a.belongsWith(t) || !b.belongsWith(t)) {
            return List.of(scope.text("why.waiting"));
        }
        Slice slice = Slice.of(t.shape(), scope.sequence(s), 0);
        int index = slice.index(cell);
        float sum = a.data()[index] + b.data()[index];
        List<String> lines = new ArrayList<>();
        lines.add(scope.text("why.term", a.name(), Numbers.format(a.data()[index])));
        lines.add(scope.text("why.term", b.name(), Numbers.format(b.data()[index])));
        if (!normed()) {
            lines.add(scope.text("why.sum", Numbers.format(sum), Verdict.of(scope, sum, t.data()[index])));
            return lines;
        }
        lines.add(scope.text("why.sum", Numbers.format(sum), ""));
        TensorSnapshot gain = s.tensor("param." + norm(t.name()) + ".gain").orElse(null);
        if (gain == null || !gain.belongsWith(t)) {
            lines.add(scope.text("why.waiting"));
            return lines;
        }
        int row = slice.index(new Cell(cell.row(), 0));
        normed(s, t, a, b, gain, row, cell.column(), lines);
        return lines;
    }

    private void normed(Snapshot s, TensorSnapshot t, TensorSnapshot a, TensorSnapshot b, TensorSnapshot gain, int row, int column,
                        List<String> lines) {
        int width = t.shape().columns();
        boolean centred = scope.config().model().norm().equals("layer_norm");
        double mean = 0;
        for (int c = 0; centred && c < width; c++) {
            mean += (double) (a.data()[row + c] + b.data()[row + c]) / width;
        }
        double squares = 0;
        for (int c = 0; c < width; c++) {
            double x = a.data()[row + c] + b.data()[row + c] - mean;
            squares += x * x / width;
        }
        double spread = Math.sqrt(squares + scope.config().model().normEps());
        float g = gain.data()[column];
        float sum = a.data()[row + column] + b.data()[row + column];
        float bias = s.tensor("param." + norm(t.name()) + ".bias").map(p -> p.data()[column]).orElse(0f);
        double result = (sum - mean) / spread * g + bias;
        lines.add(scope.text(centred ? "why.layerNorm" : "why.rms", Numbers.format(sum), Numbers.format(spread), Numbers.format(g),
                Numbers.format(result), Numbers.format(mean), Numbers.format(bias),
                Verdict.of(scope, (float) result, t.data()[row + column])));
    }
}
