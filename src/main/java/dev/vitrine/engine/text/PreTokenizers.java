package dev.vitrine.engine.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;

/** The pre-tokenizers that a tokenizer.json may name. */
final class PreTokenizers {
    static final PreTokenizer NONE = List::of;
    private static final String BYTE_LEVEL = "ByteLevel";
    private static final Pattern WORDS = Pattern.compile("\\w+|[^\\w\\s]+", Pattern.UNICODE_CHARACTER_CLASS);

    private static final Map<String, Function<FileParts, PreTokenizer>> KINDS = Map.ofEntries(
            Map.entry(BYTE_LEVEL, PreTokenizers::byteLevel),
            Map.entry("BertPreTokenizer", part -> PreTokenizers::bert),
            Map.entry("Sequence", PreTokenizers::sequence),
            Map.entry("Split", PreTokenizers::split),
            Map.entry("Whitespace", part -> piece -> SplitBehavior.REMOVED.split(piece, WORDS, true)),
            Map.entry("WhitespaceSplit", part -> piece -> split(piece, BertCharacters::isSpace, SplitBehavior.REMOVED)),
            Map.entry("Punctuation", PreTokenizers::punctuation),
            Map.entry("Digits", PreTokenizers::digits),
            Map.entry("Metaspace", PreTokenizers::metaspace));

    private PreTokenizers() {
    }

    static PreTokenizer of(FileParts part) {
        return part.made(KINDS, NONE);
    }

    /** Whether the pieces are spelled in letters for bytes at the end. */
    static boolean spellsBytes(FileParts part) {
        if (!part.isType("Sequence")) {
            return part.isType(BYTE_LEVEL);
        }
        List<FileParts> all = part.at("pretokenizers").elements();
        for (int i = 0; i < all.size(); i++) {
            if (spellsBytes(all.get(i)) && i < all.size() - 1) {
                throw all.get(i).refused("the last of its sequence, as letters stand for bytes after it");
            }
        }
        return !all.isEmpty() && spellsBytes(all.getLast());
    }

    private static PreTokenizer sequence(FileParts part) {
        return part.at("pretokenizers").elements().stream().map(PreTokenizers::of).reduce(NONE, PreTokenizer::then);
    }

    private static PreTokenizer byteLevel(FileParts part) {
        boolean space = part.flag("add_prefix_space", true);
        boolean words = part.flag("use_regex", true);
        return piece -> {
            Piece whole = space && !piece.text().startsWith(" ") ? piece.after(" ") : piece;
            return words ? ByteLevelWords.cut(whole) : List.of(whole);
        };
    }

    private static PreTokenizer split(FileParts part) {
        Pattern pattern = part.at("pattern").pattern();
        SplitBehavior behavior = SplitBehavior.of(part.at("behavior"));
        boolean invert = part.flag("invert", false);
        return piece -> behavior.split(piece, pattern, invert);
    }

    /** Words and single signs of punctuation. */
    static List<Piece> bert(Piece piece) {
        List<Piece> all = new ArrayList<>();
        for (Piece word : split(piece, BertCharacters::isSpace, SplitBehavior.REMOVED)) {
            all.addAll(split(word, BertCharacters::isPunctuation, SplitBehavior.ISOLATED));
        }
        return all;
    }

    private static PreTokenizer punctuation(FileParts part) {
        SplitBehavior behavior = part.at("behavior").isNothing() ? SplitBehavior.ISOLATED : SplitBehavior.of(part.at("behavior"));
        return piece -> split(piece, BertCharacters::isPunctuation, behavior);
    }

    private static PreTokenizer digits(FileParts part) {
        SplitBehavior behavior = part.flag("individual_digits", false) ? SplitBehavior.ISOLATED : SplitBehavior.CONTIGUOUS;
        return piece -> split(piece, PreTokenizers::isNumber, behavior);
    }

    private static boolean isNumber(int c) {
        int type = Character.getType(c);
        return type == Character.DECIMAL_DIGIT_NUMBER || type == Character.LETTER_NUMBER || type == Character.OTHER_NUMBER;
    }

    private static PreTokenizer metaspace(FileParts part) {
        String mark = part.text("replacement", "▁");
        String scheme = part.text("prepend_scheme", part.flag("add_prefix_space", true) ? "always" : "never");
        boolean split = part.flag("split", true);
        if (mark.length() != 1 || !List.of("always", "first", "never").contains(scheme)) {
            throw part.refused("Metaspace with a replacement of one character and a prepend_scheme of always, first or never");
        }
        return piece -> {
            Piece marked = new Piece(piece.text().replace(" ", mark), piece.begin(), piece.end());
            boolean begins = scheme.equals("always") || scheme.equals("first") && piece.begin() == 0;
            Piece whole = begins && !marked.text().startsWith(mark) ? marked.after(mark) : marked;
            return split ? split(whole, c -> c == mark.charAt(0), SplitBehavior.MERGED_WITH_NEXT) : List.of(whole);
        };
    }

    /** By single characters. */
    private static List<Piece> split(Piece piece, IntPredicate matches, SplitBehavior behavior) {
        List<int[]> stretches = new ArrayList<>();
        String text = piece.text();
        int from = 0;
        for (int at = 0; at < text.length(); ) {
            int c = text.codePointAt(at);
            int next = at + Character.charCount(c);
            if (matches.test(c)) {
                if (from < at) {
                    stretches.add(new int[] {from, at, 0});
                }
                stretches.add(new int[] {at, next, 1});
                from = next;
            }
            at = next;
        }
        if (from < text.length()) {
            stretches.add(new int[] {from, text.length(), 0});
        }
        return behavior.split(piece, stretches);
    }
}
