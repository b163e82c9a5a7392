package dev.vitrine.ui.step;

import dev.vitrine.engine.tensor.TensorShape;
import dev.vitrine.training.Phase;
import dev.vitrine.training.Piece;
import dev.vitrine.training.Snapshot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which tensors a piece works on: known when a snapshot has come that was asked for all of its segment. */
final class SegmentTensors {
    private static final List<String> TELLING = List.of("attn.pattern", "logits", "z_", "resid_pre", "out");

    private final Map<Piece, Map<String, TensorShape>> known = new LinkedHashMap<>();

    void forget() {
        known.clear();
    }

    /** Patterns that every tensor of the piece matches. */
    Set<String> patterns(Piece piece, List<String> parameters) {
        String segment = piece.segment();
        Set<String> all = new LinkedHashSet<>();
        if (piece.phase() == Phase.BACKWARD) {
            all.add("grad." + segment + ".*");
            all.add(segment.equals("head") ? "grad.logits" : "grad." + segment);
            own(segment, parameters).forEach(p -> all.add("grad." + p));
        } else {
            all.add(segment + ".*");
            all.add("z_" + segment);
            if (segment.equals("head")) {
                all.add("logits");
            } else if (segment.equals("embed")) {
                all.add("z_L.init");
                all.add("z_H.init");
            }
        }
        return all;
    }

    /** The learned parameters that a segment works with: HRM's calls of a level share one set. */
    static List<String> own(String segment, List<String> parameters) {
        String prefix = segment.matches("[LH]\\..*") ? segment.substring(0, 2) : segment + ".";
        return parameters.stream().filter(p -> p.startsWith(prefix)).toList();
    }

    /** Takes in what a snapshot holds of the piece; returns the names known now, in the engine's order. */
    List<String> names(Piece piece, Snapshot s, List<String> parameters) {
        Set<String> patterns = patterns(piece, parameters);
        Map<String, TensorShape> found = new LinkedHashMap<>();
        s.tensors().forEach((name, tensor) -> {
            if (patterns.stream().anyMatch(p -> p.endsWith("*") ? name.startsWith(p.substring(0, p.length() - 1)) : name.equals(p))) {
                found.put(name, tensor.shape());
            }
        });
        Map<String, TensorShape> before = known.getOrDefault(piece, Map.of());
        if (!found.keySet().containsAll(before.keySet())) {
            Map<String, TensorShape> both = new LinkedHashMap<>(before);
            both.putAll(found);
            known.put(piece, both);
        } else if (!found.isEmpty()) {
            known.put(piece, found);
        }
        return new ArrayList<>(known.getOrDefault(piece, Map.of()).keySet());
    }

    boolean knows(Piece piece) {
        return known.containsKey(piece);
    }

    /** A name without its segment: "attn.pattern", with grad. in front where it is one. */
    static String shortName(Piece piece, String name) {
        String prefix = piece.segment() + ".";
        boolean gradient = name.startsWith("grad.");
        String plain = gradient ? name.substring(5) : name;
        String rest = plain.startsWith(prefix) ? plain.substring(prefix.length()) : plain;
        return gradient ? "grad." + rest : rest;
    }

    /** The tensor to begin with: what was chosen in the piece before, or else the one that tells most. */
    static String first(Piece piece, List<String> names, String before) {
        for (String name : names) {
            if (shortName(piece, name).equals(before)) {
                return name;
            }
        }
        for (String telling : TELLING) {
            for (String name : names) {
                String shown = shortName(piece, name).replaceFirst("^grad\\.", "");
                if (shown.equals(telling) || shown.endsWith("." + telling) || telling.endsWith("_") && shown.startsWith(telling)) {
                    return name;
                }
            }
        }
        return names.isEmpty() ? "" : names.getFirst();
    }

    String shape(Piece piece, String name) {
        TensorShape shape = known.getOrDefault(piece, Map.of()).get(name);
        return shape == null ? "" : shape.toString();
    }
}
