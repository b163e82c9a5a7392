package dev.vitrine.engine.text;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A tokenizer that cuts text into pieces and looks each one up; decoding joins the tokens with nothing between. */
abstract class PieceTokenizer implements Tokenizer {
    private final Vocabulary vocabulary;

    PieceTokenizer(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /** The pieces of a stretch of text that holds no special token. */
    abstract List<String> pieces(String stretch);

    /** Id of one piece, or that of {@code <unk>}. */
    int id(String piece) {
        return vocabulary.id(piece);
    }

    final Vocabulary vocabulary() {
        return vocabulary;
    }

    @Override
    public final int vocabSize() {
        return vocabulary.size();
    }

    @Override
    public final int[] encode(String text) {
        return allPieces(text).stream().mapToInt(this::idOrSpecial).toArray();
    }

    @Override
    public final String decode(int[] ids) {
        StringBuilder text = new StringBuilder();
        for (int id : ids) {
            String token = vocabulary.token(id);
            if (id != Vocabulary.UNKNOWN_ID && id != Vocabulary.END_ID) {
                text.append(token);
            }
        }
        return text.toString();
    }

    @Override
    public final String token(int id) {
        return visible(vocabulary.token(id));
    }

    @Override
    public final String entry(int id) {
        return vocabulary.token(id);
    }

    /** A piece stands where it comes next in the text; white space that was normalized belongs to the piece that has it. */
    @Override
    public final List<Span> spans(String text) {
        List<Span> spans = new ArrayList<>();
        int at = 0;
        for (String piece : allPieces(text)) {
            int begin = at;
            if (!text.startsWith(piece, at)) {
                while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                    at++;
                }
                begin = piece.startsWith(" ") ? begin : at;
                at += piece.strip().length();
            } else {
                at += piece.length();
            }
            spans.add(new Span(idOrSpecial(piece), begin, Math.min(at, text.length())));
        }
        return spans;
    }

    @Override
    public final int endId() {
        return Vocabulary.END_ID;
    }

    @Override
    public final int unknownId() {
        return Vocabulary.UNKNOWN_ID;
    }

    @Override
    public final List<String> unknown(String text) {
        Set<String> unknown = new LinkedHashSet<>();
        for (String piece : allPieces(text)) {
            if (idOrSpecial(piece) == Vocabulary.UNKNOWN_ID) {
                unknown.add(piece.isBlank() ? visible(piece) : piece.strip());
            }
        }
        return List.copyOf(unknown);
    }

    private List<String> allPieces(String text) {
        List<String> pieces = new ArrayList<>();
        for (String stretch : Stretches.of(text)) {
            if (Stretches.isSpecial(stretch)) {
                pieces.add(stretch);
            } else {
                pieces.addAll(pieces(stretch));
            }
        }
        return pieces;
    }

    /** No piece is spelled like a special token, since those were cut out before. */
    private int idOrSpecial(String piece) {
        return Stretches.isSpecial(piece) ? vocabulary.id(piece) : id(piece);
    }

    /** Other control characters become their pictures in Unicode, such as ␍. */
    static String visible(String token) {
        return token.codePoints().map(c -> switch (c) {
            case ' ' -> '␣';
            case '\n' -> '⏎';
            case '\t' -> '⇥';
            default -> c < ' ' ? '\u2400' + c : c;
        }).mapToObj(Character::toString).collect(Collectors.joining());
    }
}
