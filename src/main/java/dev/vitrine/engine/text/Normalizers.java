package dev.vitrine.engine.text;

import java.text.Normalizer.Form;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The normalizers that a tokenizer.json may name. */
final class Normalizers {
    static final Normalizer NONE = text -> text;

    private static final Map<String, Function<FileParts, Normalizer>> KINDS = Map.ofEntries(
            Map.entry("BertNormalizer", Normalizers::bert),
            Map.entry("Sequence", Normalizers::sequence),
            Map.entry("NFC", part -> form(Form.NFC)),
            Map.entry("NFD", part -> form(Form.NFD)),
            Map.entry("NFKC", part -> form(Form.NFKC)),
            Map.entry("NFKD", part -> form(Form.NFKD)),
            Map.entry("Lowercase", part -> Normalizers::lowercase),
            Map.entry("StripAccents", part -> text -> without(text, c -> Character.getType(c) == Character.NON_SPACING_MARK)),
            Map.entry("Replace", Normalizers::replace),
            Map.entry("Prepend", Normalizers::prepend),
            Map.entry("Strip", Normalizers::strip));

    private Normalizers() {
    }

    static Normalizer of(FileParts part) {
        return part.made(KINDS, NONE);
    }

    private static Normalizer sequence(FileParts part) {
        return part.at("normalizers").elements().stream().map(Normalizers::of).reduce(NONE, Normalizer::then);
    }

    private static Normalizer form(Form form) {
        return text -> java.text.Normalizer.normalize(text, form);
    }

    /** Devlin et al. 2018, arXiv:1810.04805: spaces for white space, nothing for control characters, spaces around ideographs. */
    private static Normalizer bert(FileParts part) {
        boolean lowercase = part.flag("lowercase", true);
        Normalizer all = part.flag("clean_text", true) ? Normalizers::clean : NONE;
        if (part.flag("handle_chinese_chars", true)) {
            all = all.then(Normalizers::apart);
        }
        if (part.flag("strip_accents", lowercase)) {
            all = all.then(text -> without(java.text.Normalizer.normalize(text, Form.NFD), BertCharacters::isNonspacing));
        }
        return lowercase ? all.then(Normalizers::lowercase) : all;
    }

    private static String clean(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().filter(c -> c != 0xFFFD && !BertCharacters.isOther(c))
                .forEach(c -> out.appendCodePoint(BertCharacters.isSpace(c) ? ' ' : c));
        return out.toString();
    }

    private static String apart(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (BertCharacters.isIdeograph(c)) {
                out.append(' ').appendCodePoint(c).append(' ');
            } else {
                out.appendCodePoint(c);
            }
        });
        return out.toString();
    }

    private static String without(String text, IntPredicate what) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().filter(what.negate()).forEach(out::appendCodePoint);
        return out.toString();
    }

    /** Each character by itself: no letter looks at its neighbours, as a sigma at the end of a word would. */
    private static String lowercase(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (c < 0x80) {
                out.append((char) (c >= 'A' && c <= 'Z' ? c + 32 : c));
            } else {
                out.append(Character.toString(c).toLowerCase(Locale.ROOT));
            }
        });
        return out.toString();
    }

    private static Normalizer replace(FileParts part) {
        Pattern pattern = part.at("pattern").pattern();
        String content = Matcher.quoteReplacement(part.at("content").text());
        return text -> pattern.matcher(text).replaceAll(content);
    }

    private static Normalizer prepend(FileParts part) {
        String before = part.at("prepend").text();
        return text -> text.isEmpty() ? text : before + text;
    }

    private static Normalizer strip(FileParts part) {
        boolean left = part.flag("strip_left", true);
        boolean right = part.flag("strip_right", true);
        return text -> {
            int begin = 0;
            int end = text.length();
            while (left && begin < end && BertCharacters.isSpace(text.charAt(begin))) {
                begin++;
            }
            while (right && end > begin && BertCharacters.isSpace(text.charAt(end - 1))) {
                end--;
            }
            return text.substring(begin, end);
        };
    }
}
