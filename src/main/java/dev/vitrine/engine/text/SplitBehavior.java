package dev.vitrine.engine.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What becomes of the matches of a pattern by which a text is split. */
enum SplitBehavior {
    /** They go. */
    REMOVED,
    /** Each is a piece of its own. */
    ISOLATED,
    /** Each joins the piece before it. */
    MERGED_WITH_PREVIOUS,
    /** Each joins the piece after it. */
    MERGED_WITH_NEXT,
    /** Those in a row are one piece. */
    CONTIGUOUS;

    /** @param part as tokenizer.json has it */
    static SplitBehavior of(FileParts part) {
        for (SplitBehavior behavior : values()) {
            if (behavior.name().replace("_", "").equalsIgnoreCase(part.text())) {
                return behavior;
            }
        }
        throw part.refused("Removed, Isolated, MergedWithPrevious, MergedWithNext or Contiguous");
    }

    /** @param invert whether what does not match counts as match */
    List<Piece> split(Piece piece, Pattern pattern, boolean invert) {
        List<int[]> stretches = new ArrayList<>();     // begin, end, whether a match
        Matcher matcher = pattern.matcher(piece.text());
        int from = 0;
        try {
            while (matcher.find()) {
                stretch(stretches, from, matcher.start(), invert);
                stretch(stretches, matcher.start(), matcher.end(), !invert);
                from = matcher.end();
            }
        } catch (StackOverflowError e) {
            throw new IllegalArgumentException("a stretch of " + piece.text().length() + " characters is too long for the pattern "
                    + pattern + " of the tokenizer; put line ends into the text", e);
        }
        stretch(stretches, from, piece.text().length(), invert);
        return split(piece, stretches);
    }

    private static void stretch(List<int[]> stretches, int begin, int end, boolean match) {
        if (begin < end) {
            stretches.add(new int[] {begin, end, match ? 1 : 0});
        }
    }

    /** @param stretches begin, end and whether a match of each, in order */
    List<Piece> split(Piece piece, List<int[]> stretches) {
        List<int[]> kept = new ArrayList<>();
        int before = 0;        // whether the last one was a match
        for (int[] s : stretches) {
            boolean joins = !kept.isEmpty() && switch (this) {
                case MERGED_WITH_PREVIOUS -> s[2] == 1 && before == 0;
                case MERGED_WITH_NEXT -> s[2] == 0 && before == 1;
                case CONTIGUOUS -> s[2] == before;
                default -> false;
            };
            if (joins) {
                kept.getLast()[1] = s[1];
            } else if (this != REMOVED || s[2] == 0) {
                kept.add(s.clone());
            }
            before = s[2];
        }
        return kept.stream().map(k -> piece.part(k[0], k[1])).toList();
    }
}
