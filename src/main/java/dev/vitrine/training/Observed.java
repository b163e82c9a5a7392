package dev.vitrine.training;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Which tensors somebody wants to see: names in which {@code *} stands for any characters. */
final class Observed {
    static final Observed NOTHING = new Observed(Set.of());

    private final List<Pattern> patterns;
    private final Map<String, Boolean> known = new HashMap<>();
    private final boolean probe;

    Observed(Collection<String> names) {
        patterns = new TreeSet<>(names).stream().map(Observed::pattern).toList();
        probe = names.stream().anyMatch(n -> n.startsWith("probe.") || n.startsWith("*"));
    }

    private static Pattern pattern(String name) {
        StringBuilder regex = new StringBuilder();
        for (String part : name.split("\\*", -1)) {
            regex.append(regex.isEmpty() ? "" : ".*").append(Pattern.quote(part));
        }
        return Pattern.compile(regex.toString());
    }

    boolean wants(String name) {
        return known.computeIfAbsent(name, n -> patterns.stream().anyMatch(p -> p.matcher(n).matches()));
    }

    /** Whether any tensor of the probe is wanted, so that its pass has to run. */
    boolean wantsProbe() {
        return probe;
    }
}
