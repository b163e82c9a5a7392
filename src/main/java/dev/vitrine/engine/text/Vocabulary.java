package dev.vitrine.engine.text;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Tokens in the order of their ids: {@code <unk>} is 0, {@code </s>} is 1, then the most frequent first, and of equally
 * frequent ones that which appeared first.
 */
final class Vocabulary {
    static final String UNKNOWN = "<unk>";
    static final String END = "</s>";
    static final int UNKNOWN_ID = 0;
    static final int END_ID = 1;
    private static final int OFTEN = 4096;

    private final List<String> tokens;
    private final Map<String, Integer> ids = new HashMap<>();

    /** @param tokens distinct, the two special ones first */
    Vocabulary(List<String> tokens) {
        this.tokens = List.copyOf(tokens);
        for (String token : tokens) {
            ids.put(token, ids.size());
        }
        if (ids.size() != tokens.size() || id(UNKNOWN) != UNKNOWN_ID || !ids.containsKey(END) || id(END) != END_ID) {
            throw new IllegalArgumentException("a vocabulary needs " + UNKNOWN + ", " + END + " and then distinct tokens");
        }
    }

    /** Counts the pieces of all texts. Half surrogate pairs stay out: no file could hold them.
     *  @param cut pieces of a stretch of text that holds no special token */
    static Vocabulary learn(Iterable<String> texts, Function<String, List<String>> cut, TokenizerSettings settings, TokenizerProgress progress) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        long done = 0;
        for (String text : texts) {
            if (++done % OFTEN == 0) {
                progress.tell(TokenizerProgress.Stage.COUNT, done, 0);
            }
            for (String stretch : Stretches.of(text)) {
                if (!Stretches.isSpecial(stretch)) {
                    cut.apply(stretch).stream().filter(Vocabulary::wellFormed).forEach(p -> counts.merge(p, 1, Integer::sum));
                }
            }
        }
        counts.values().removeIf(count -> count < settings.minFrequency());
        List<String> pieces = new ArrayList<>(counts.keySet());
        pieces.sort(Collections.reverseOrder(Comparator.comparing(counts::get)));   // stable
        List<String> tokens = new ArrayList<>(List.of(UNKNOWN, END));
        tokens.addAll(pieces.subList(0, Math.clamp(settings.vocabulary() - (long) tokens.size(), 0, pieces.size())));
        progress.tell(TokenizerProgress.Stage.MERGE, tokens.size(), tokens.size());
        return new Vocabulary(tokens);
    }

    int size() {
        return tokens.size();
    }

    List<String> tokens() {
        return tokens;
    }

    /** Id of a token, or that of {@code <unk>}. */
    int id(String token) {
        return ids.getOrDefault(token, UNKNOWN_ID);
    }

    String token(int id) {
        if (id < 0 || id >= tokens.size()) {
            throw new IllegalArgumentException("token " + id + " is not in the vocabulary, which has ids 0 to " + (tokens.size() - 1));
        }
        return tokens.get(id);
    }

    private static boolean wellFormed(String piece) {
        return piece.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }
}
