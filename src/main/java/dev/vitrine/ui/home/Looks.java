package dev.vitrine.ui.home;

import dev.vitrine.engine.model.ModelConfig;
import dev.vitrine.engine.model.Models;
import dev.vitrine.training.Snapshot;
import dev.vitrine.training.TensorSnapshot;
import dev.vitrine.ui.Inspected;
import dev.vitrine.ui.Session;
import dev.vitrine.ui.Shown;
import dev.vitrine.ui.Sight;
import dev.vitrine.ui.Source;
import dev.vitrine.ui.control.Numbers;
import dev.vitrine.ui.control.TokenText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Where one token of the probe looks: a row of one head's attention pattern.
 *
 * @param query   the position that looks
 * @param weights of the row, one a position; those that are masked are 0
 * @param seen    the positions that are not
 */
record Looks(Snapshot snapshot, TensorSnapshot pattern, int layer, int head, int query, List<String> tokens, float[] weights,
             List<Integer> seen) {
    /** Lines of the inspector. */
    private static final int TERMS = 16;

    /** Blocks that have attention to show: of a Transformer all, of HRM those of its high level. */
    static int layers(String run, ModelConfig config) {
        return run.equals(Models.HRM) ? config.hLayers() : config.layers();
    }

    /** The pattern of a block; of HRM in the last call of its high level. */
    static String tensor(String run, ModelConfig config, int layer) {
        String block = "blocks." + layer + ".attn.pattern";
        return run.equals(Models.HRM) ? "probe.H." + (config.hCycles() - 1) + "." + block : "probe." + block;
    }

    /** @param position wanted; the last one is taken where the probe is shorter */
    static Looks of(Snapshot s, TensorSnapshot pattern, int layer, int head, int position, List<String> tokens, Sight sight) {
        int time = pattern.shape().columns();
        int query = Math.clamp(position, 0, time - 1);
        int from = (head * time + query) * time;
        return new Looks(s, pattern, layer, head, query, tokens, Arrays.copyOfRange(pattern.data(), from, from + time), sight.seen(query, time));
    }

    boolean stale() {
        return pattern.step() < snapshot.step();
    }

    /** The position that is looked at most. */
    int strongest() {
        return order().getFirst();
    }

    private List<Integer> order() {
        return seen.stream().sorted(Comparator.comparingDouble((Integer k) -> -weights[k])).toList();
    }

    private int index(int key) {
        return (head * weights.length + query) * weights.length + key;
    }

    List<Shown> shown() {
        List<Shown> all = new ArrayList<>();
        for (int k : seen) {
            all.add(new Shown(Numbers.format(weights[k]), weights[k],
                    new Source.Tensor(snapshot.run(), pattern.step(), pattern.name(), index(k))));
        }
        return all;
    }

    Inspected inspected(Session session) {
        int key = strongest();
        List<String> terms = order().stream().limit(TERMS)
                .map(k -> session.text("home.looks.term", quoted(k), Integer.toString(k), Numbers.format(weights[k]))).toList();
        String rest = seen.size() > TERMS ? session.text("home.looks.rest", Integer.toString(seen.size() - TERMS)) : "";
        return new Inspected(session.text("home.looks.inspect", Integer.toString(layer), Integer.toString(head)),
                session.text("home.looks.address", snapshot.run(), Integer.toString(pattern.step()), pattern.name(),
                        Integer.toString(head), Integer.toString(query), Integer.toString(key)),
                Numbers.exact(weights[key]), session.text("home.looks.formula"), terms, rest.isEmpty() ? List.of() : List.of(rest),
                session.text("home.looks.explain", quoted(query), quoted(key)));
    }

    private String quoted(int position) {
        return "‘" + TokenText.visible(tokens.get(position)) + "’";
    }
}
