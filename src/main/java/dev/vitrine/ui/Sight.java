package dev.vitrine.ui;

import dev.vitrine.engine.model.ModelConfig;
import dev.vitrine.ui.control.Band;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What the queries of a model's attention see.
 *
 * @param before positions before the tokens: what a model knows of the kind of a puzzle
 */
public record Sight(Band band, int before) {
    public static Sight of(ModelConfig config) {
        return new Sight(Band.of(config.attention().causal(), config.attention().window()), config.prefix());
    }

    public boolean sees(int query, int key) {
        return band.holds(query, key);
    }

    /** The keys that a query sees, of so many positions. */
    public List<Integer> seen(int query, int positions) {
        return IntStream.range(0, positions).filter(k -> sees(query, k)).boxed().toList();
    }

    /** Names of all positions. @param tokens without those before them */
    public List<String> names(Session session, List<String> tokens) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < before; i++) {
            names.add(session.text("attention.before", Integer.toString(i)));
        }
        names.addAll(tokens);
        return List.copyOf(names);
    }
}
