package dev.vitrine.ui.model;

import dev.vitrine.engine.model.Model;
import dev.vitrine.engine.tensor.Parameter;
import dev.vitrine.ui.Shown;
import dev.vitrine.ui.Source;
import dev.vitrine.ui.control.Numbers;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One tensor of a model's weights in numbers.
 *
 * @param shape such as "V 50 257 × C 768"
 * @param count of its numbers
 * @param rms   root of the mean square
 */
record Part(String name, String shape, int count, double rms, float least, float most) {
    /** Reads all weights once. */
    static List<Part> of(Model model) {
        return model.parameters().stream().map(Part::of).toList();
    }

    private static Part of(Parameter p) {
        double squares = 0;
        float least = Float.POSITIVE_INFINITY;
        float most = Float.NEGATIVE_INFINITY;
        for (float w : p.value().data) {
            squares += (double) w * w;
            least = Math.min(least, w);
            most = Math.max(most, w);
        }
        String shape = IntStream.range(0, p.shape().axes().size()).filter(i -> p.shape().sizes().get(i) > 1)
                .mapToObj(i -> p.shape().axes().get(i) + " " + Numbers.integer(p.shape().sizes().get(i))).collect(Collectors.joining(" × "));
        return new Part(p.name(), shape, p.size(), Math.sqrt(squares / p.size()), least, most);
    }

    List<Shown> shown(String run) {
        return List.of(new Shown(Numbers.integer(count), count, new Source.Derived(run, 0, "numbers of " + name)),
                new Shown(Numbers.format(rms), rms, new Source.Derived(run, 0, "sqrt(mean w^2) of " + name)),
                new Shown(Numbers.format(least), least, new Source.Derived(run, 0, "min w of " + name)),
                new Shown(Numbers.format(most), most, new Source.Derived(run, 0, "max w of " + name)));
    }
}
