package dev.vitrine.ui.step;

import dev.vitrine.analysis.Summary;
import dev.vitrine.training.Phase;
import dev.vitrine.training.Snapshot;
import dev.vitrine.training.TensorSnapshot;
import dev.vitrine.ui.Inspected;
import dev.vitrine.ui.control.Cell;
import dev.vitrine.ui.control.Numbers;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Why a cell of a tensor has its value: the formula, and for some tensors the same with the live operands. */
final class Why {
    private final Scope scope;
    private final AttentionWhy attention;
    private final ResidualWhy residual;

    Why(Scope scope) {
        this.scope = scope;
        attention = new AttentionWhy(scope);
        residual = new ResidualWhy(scope);
    }

    /** Tensors whose values stand in the explanation of this one. */
    Set<String> operands(String name) {
        Set<String> all = new LinkedHashSet<>(attention.operands(name));
        all.addAll(residual.operands(name));
        return all;
    }

    Inspected of(Snapshot s, Phase phase, TensorSnapshot t, Slice slice, Cell cell, Summary summary) {
        int index = slice.index(cell);
        float value = t.data()[index];
        List<String> terms = attention.explains(t.name()) ? attention.terms(s, t, cell)
                : residual.explains(t.name()) ? residual.terms(s, t, cell) : List.of();
        return new Inspected(scope.text("cell", t.name()),
                scope.address(t.step(), scope.phase(phase), t.name() + indices(t, index)),
                Numbers.exact(value), formula(t.name()), terms, lines(summary), scope.text("explain." + kind(t.name())));
    }

    List<String> lines(Summary s) {
        return List.of(scope.text("statistics", Numbers.format(s.min()), Numbers.format(s.mean()), Numbers.format(s.max()),
                Numbers.format(s.norm())));
    }

    /** "[B 3, NH 1, Tq 5, Tk 2]". */
    static String indices(TensorSnapshot t, int flat) {
        StringBuilder text = new StringBuilder();
        int rest = flat;
        for (int axis = t.shape().axes().size() - 1; axis >= 0; axis--) {
            int size = t.shape().sizes().get(axis);
            text.insert(0, (axis == 0 ? "" : ", ") + t.shape().axes().get(axis) + " " + rest % size);
            rest /= size;
        }
        return "[" + text + "]";
    }

    private String formula(String name) {
        String kind = leaf(name);
        if (name.equals("grad.logits") && !scope.config().loss().plain()) {
            return scope.text("formula.grad.logits.more");
        }
        boolean post = scope.config().model().normOrder().equals("post");
        for (String key : List.of(kind + (post ? ".post" : ".pre"), kind)) {
            if (scope.has("formula." + key)) {
                return scope.text("formula." + key);
            }
        }
        return scope.text(name.startsWith("grad.") ? "formula.grad" : "formula.other");
    }

    private String kind(String name) {
        boolean parameter = name.startsWith("grad.") && scope.parameters().contains(name.substring(5));
        return parameter ? "parameter" : name.startsWith("grad.") ? "grad" : name.endsWith(".pattern") ? "pattern" : "activation";
    }

    /** What a name says the tensor is: its last word, with attn., mlp. or grad. in front. */
    private static String leaf(String name) {
        String[] parts = name.split("\\.");
        String last = parts[parts.length - 1];
        String owner = parts.length > 1 ? parts[parts.length - 2] : "";
        String whole = owner.equals("attn") || owner.equals("mlp") || owner.startsWith("norm") || owner.equals("embed")
                || owner.equals("final_norm") ? owner + "." + last : last;
        if (parts[0].startsWith("z_")) {
            whole = parts[0];
        }
        return name.startsWith("grad.") ? "grad." + whole : whole;
    }
}
