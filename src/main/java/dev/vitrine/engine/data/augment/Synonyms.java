package dev.vitrine.engine.data.augment;

import dev.vitrine.engine.InputException;
import dev.vitrine.engine.InputFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Words that may stand for one another, as a person lists them: one group a line, commas between, # begins a remark. */
public final class Synonyms {
    private static final int LIMIT = 64 << 20;

    private final Map<String, List<String>> others = new HashMap<>();

    /** Those of a config; none where it has no file. */
    public static Synonyms of(AugmentConfig config) {
        if (config.synonymFile().isBlank()) {
            return new Synonyms("", "");
        }
        Path file = Path.of(config.synonymFile());
        return new Synonyms(file.toString(), InputFiles.utf8(file.toString(), InputFiles.bytes(file, "a .txt file of synonyms", LIMIT)));
    }

    Synonyms(String source, String text) {
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            String plain = line.strip();
            if (plain.isEmpty() || plain.startsWith("#")) {
                continue;
            }
            List<String> group = List.of(plain.split("\\s*,\\s*"));
            if (group.size() < 2 || group.stream().anyMatch(String::isBlank)) {
                throw new InputException(source + ": line " + number + " must be words with commas between, such as 'big, large, huge', got '"
                        + (plain.length() <= 60 ? plain : plain.substring(0, 60) + "...") + "'");
            }
            for (String word : group) {
                List<String> known = others.computeIfAbsent(word.toLowerCase(Locale.ROOT), _ -> new ArrayList<>());
                group.stream().filter(other -> !other.equals(word) && !known.contains(other)).forEach(known::add);
            }
        }
    }

    /** What may stand for a word, in the order of the list; empty where nothing may. */
    List<String> of(String word) {
        return others.getOrDefault(word.toLowerCase(Locale.ROOT), List.of());
    }

    /** Every word listed, so that a vocabulary may have them. */
    public List<String> words() {
        return others.values().stream().flatMap(List::stream).distinct().sorted().toList();
    }
}
