package dev.vitrine.engine.text;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Seeded texts of awkward pieces: accents, marks, emoji, white space of every kind, control characters. */
final class RandomTexts {
    private static final List<String> PIECES = List.of("a", "Z", "é", "e\u0301", "ß", "中", "नि", "🙂", "👩\u200D👩", "0", "7", "½", "_", "-",
            "'", "’", ".", ",", "!", "(", "<", "</s", "s>", "unk>", "\\", "\"", " ", "  ", "\t", "\n", "\r\n", "\u00A0", "\u2028", "\u0085",
            "\u3000", "\u0000", "\u001C", "\u200B", "\uFEFF", "don't", "3.14", "well-known", "␣", "Ġ");

    private RandomTexts() {
    }

    static String text(Random random, int pieces) {
        return IntStream.range(0, random.nextInt(pieces + 1)).mapToObj(i -> PIECES.get(random.nextInt(PIECES.size())))
                .collect(Collectors.joining()).replace("</s>", "<s>").replace("<unk>", "<u>");
    }

    static List<String> texts(Random random, int count, int pieces) {
        return IntStream.range(0, count).mapToObj(i -> text(random, pieces)).toList();
    }
}
