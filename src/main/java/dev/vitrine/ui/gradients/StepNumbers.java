package dev.vitrine.ui.gradients;

import dev.vitrine.training.History;
import dev.vitrine.ui.Shown;
import dev.vitrine.ui.Source;
import dev.vitrine.ui.control.Numbers;
import dev.vitrine.ui.control.RatioBars;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Norms and ratios of one step, by part of the model.
 *
 * @param row      of the history with the ratios, -1 before the first update
 * @param normsOf  step of the norms, -1 where there are none
 * @param measured norms of a step that is not in the history yet; empty where they are read from it
 */
record StepNumbers(String run, History history, Groups groups, int row, int normsOf, float[] measured) {
    /** Published by the engine as soon as it has clipped. */
    static final String NORMS = "clip.norms";

    float norm(int parameter) {
        return measured.length > 0 ? measured[parameter] : history.gradNorms().at(normsOf, parameter);
    }

    /** NaN before the first update. */
    float ratio(int parameter) {
        return row < 0 ? Float.NaN : history.updateRatios().at(row, parameter);
    }

    /** Norm of the gradients of some parameters together. */
    double norm(List<Integer> parameters) {
        double squares = 0;
        for (int p : parameters) {
            squares += (double) norm(p) * norm(p);
        }
        return Math.sqrt(squares);
    }

    double whole() {
        return norm(groups.all());
    }

    /** @param title of a part */
    List<RatioBars.Row> norms(UnaryOperator<String> title) {
        return groups.lines().stream().map(line -> line.parameter() < 0
                ? new RatioBars.Row(title.apply(line.group()), norm(groups.members(line.group())), true)
                : new RatioBars.Row(name(line), norm(line.parameter()))).toList();
    }

    List<RatioBars.Row> ratios(UnaryOperator<String> title) {
        return groups.lines().stream().map(line -> line.parameter() < 0
                ? new RatioBars.Row(title.apply(line.group()), Double.NaN, true)
                : new RatioBars.Row(name(line), ratio(line.parameter()))).toList();
    }

    private String name(Groups.Line line) {
        return history.parameters().get(line.parameter());
    }

    List<Shown> shown() {
        List<Shown> all = new ArrayList<>();
        for (Groups.Line line : groups.lines()) {
            int p = line.parameter();
            if (p < 0) {
                add(all, norm(groups.members(line.group())),
                        new Source.Derived(run, normsOf, "L2 norm of the gradients of " + line.group()));
                continue;
            }
            add(all, norm(p), measured.length > 0 ? new Source.Tensor(run, normsOf, NORMS, p)
                    : new Source.Metric(run, Quantity.NORM.series(name(line)), normsOf));
            if (row >= 0) {
                add(all, ratio(p), new Source.Metric(run, Quantity.RATIO.series(name(line)), row));
            }
        }
        return all;
    }

    private static void add(List<Shown> all, double value, Source source) {
        all.add(new Shown(Numbers.format(value), value, source));
    }
}
