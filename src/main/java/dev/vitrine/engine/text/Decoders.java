package dev.vitrine.engine.text;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The decoders that a tokenizer.json may name. */
final class Decoders {
    /** Without a decoder there is a space between tokens. */
    static final Decoder SPACED = tokens -> List.of(String.join(" ", tokens));
    private static final String BYTE_LEVEL = "ByteLevel";
    private static final Pattern BYTE = Pattern.compile("<0x([0-9A-Fa-f]{2})>");

    private static final Map<String, Function<FileParts, Decoder>> KINDS = Map.ofEntries(
            Map.entry(BYTE_LEVEL, part -> Decoders::byteLevel),
            Map.entry("WordPiece", Decoders::wordPiece),
            Map.entry("Sequence", Decoders::sequence),
            Map.entry("Fuse", part -> tokens -> List.of(String.join("", tokens))),
            Map.entry("ByteFallback", part -> Decoders::byteFallback),
            Map.entry("Replace", Decoders::replace),
            Map.entry("Strip", Decoders::strip),
            Map.entry("Metaspace", Decoders::metaspace),
            Map.entry("BPEDecoder", Decoders::suffixed));

    private Decoders() {
    }

    static Decoder of(FileParts part) {
        return part.made(KINDS, SPACED);
    }

    /** Whether each letter of a token stands for a byte. */
    static boolean spellsBytes(FileParts part) {
        return part.isType(BYTE_LEVEL)
                || part.isType("Sequence") && part.at("decoders").elements().stream().anyMatch(Decoders::spellsBytes);
    }

    private static Decoder sequence(FileParts part) {
        List<FileParts> all = part.at("decoders").elements();
        Decoder made = tokens -> tokens;
        for (FileParts one : all) {
            made = made.then(of(one));
        }
        return made;
    }

    private static List<String> byteLevel(List<String> tokens) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        tokens.forEach(token -> bytes.writeBytes(bytes(token)));
        return List.of(Utf8.lossy(bytes.toByteArray()));
    }

    /** The bytes that the letters of a token stand for; of a token with other letters, such as a special one, its UTF-8. */
    static byte[] bytes(String token) {
        byte[] bytes = new byte[token.length()];
        for (int i = 0; i < bytes.length; i++) {
            int known = ByteAlphabet.unsignedByte(token.charAt(i));
            if (known < 0) {
                return token.getBytes(StandardCharsets.UTF_8);
            }
            bytes[i] = (byte) known;
        }
        return bytes;
    }

    private static Decoder wordPiece(FileParts part) {
        String prefix = part.text("prefix", "##");
        boolean cleanup = part.flag("cleanup", true);
        return tokens -> {
            List<String> all = new ArrayList<>();
            for (String token : tokens) {
                String text = all.isEmpty() ? token : token.startsWith(prefix) ? token.substring(prefix.length()) : " " + token;
                all.add(cleanup ? tidy(text) : text);
            }
            return all;
        };
    }

    /** No space before signs and in English contractions. */
    private static String tidy(String text) {
        return text.replace(" .", ".").replace(" ?", "?").replace(" !", "!").replace(" ,", ",").replace(" ' ", "'").replace(" n't", "n't")
                .replace(" 'm", "'m").replace(" do not", " don't").replace(" 's", "'s").replace(" 've", "'ve").replace(" 're", "'re");
    }

    private static List<String> byteFallback(List<String> tokens) {
        List<String> all = new ArrayList<>();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String token : tokens) {
            Matcher one = BYTE.matcher(token);
            if (one.matches()) {
                bytes.write(Integer.parseInt(one.group(1), 16));
            } else {
                flush(bytes, all);
                all.add(token);
            }
        }
        flush(bytes, all);
        return all;
    }

    /** Bytes that are no text become a replacement character each. */
    private static void flush(ByteArrayOutputStream bytes, List<String> all) {
        if (bytes.size() > 0) {
            String text = bytes.toString(StandardCharsets.UTF_8);
            boolean well = Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes.toByteArray());
            all.add(well ? text : "\uFFFD".repeat(bytes.size()));
            bytes.reset();
        }
    }

    private static Decoder replace(FileParts part) {
        Pattern pattern = part.at("pattern").pattern();
        String content = Matcher.quoteReplacement(part.at("content").text());
        return tokens -> tokens.stream().map(t -> pattern.matcher(t).replaceAll(content)).toList();
    }

    private static Decoder strip(FileParts part) {
        String content = part.at("content").text();
        int start = part.whole("start", 0, 0);
        int stop = part.whole("stop", 0, 0);
        if (content.length() != 1) {
            throw part.at("content").refused("one character");
        }
        return tokens -> tokens.stream().map(t -> stripped(t, content.charAt(0), start, stop)).toList();
    }

    private static String stripped(String token, char what, int start, int stop) {
        int begin = 0;
        int end = token.length();
        while (begin < Math.min(start, token.length()) && token.charAt(begin) == what) {
            begin++;
        }
        for (int i = 0; i < stop && end > begin && token.charAt(end - 1) == what; i++) {
            end--;
        }
        return token.substring(begin, end);
    }

    private static Decoder metaspace(FileParts part) {
        String mark = part.text("replacement", "▁");
        boolean begins = !part.text("prepend_scheme", part.flag("add_prefix_space", true) ? "always" : "never").equals("never");
        return tokens -> {
            List<String> all = new ArrayList<>();
            for (String token : tokens) {
                all.add(token.replace(mark, all.isEmpty() && begins ? "" : " "));
            }
            return all;
        };
    }

    private static Decoder suffixed(FileParts part) {
        String suffix = part.text("suffix", "</w>");
        return tokens -> {
            List<String> all = new ArrayList<>();
            for (String token : tokens) {
                all.add(token.replace(suffix, all.size() == tokens.size() - 1 ? "" : " "));
            }
            return all;
        };
    }
}
