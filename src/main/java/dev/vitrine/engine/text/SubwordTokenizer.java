package dev.vitrine.engine.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.engine.text.AddedTokens.Stretch;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * A tokenizer as a tokenizer.json describes it: added tokens are found, the rest is normalized, cut into pieces and each piece into
 * tokens by the model; a chain of decoders leads back. The ids are those of Hugging Face's tokenizers.
 */
public final class SubwordTokenizer implements Tokenizer {
    private static final List<String> ENDS = List.of("<|endoftext|>", "</s>", "<|end_of_text|>", "<|eot_id|>", "<|im_end|>", "<eos>",
            "[SEP]", "[EOS]");
    private static final int REMEMBERED = 1 << 13;

    /** A piece that was cut before. Fields are final, so that one thread may see what another wrote. */
    private record Known(String piece, int[] ids) {
    }

    private final ObjectNode frame;
    private final Normalizer normalizer;
    private final PreTokenizer cutter;
    private final boolean bytes;
    private final boolean bytesBack;
    private final Decoder decoder;
    private final SpecialFrame special;
    private final SubwordModel model;
    private final AddedTokens added;
    private final int vocabSize;
    private final int endId;
    private final Known[] known = new Known[REMEMBERED];
    private final BooleanSupplier drops;     // whether to leave out a merge; null for never

    /** @param file  named in messages
     *  @param frame everything of the file but the vocabulary and the merges; not modified */
    SubwordTokenizer(String file, ObjectNode frame, SubwordModel model, List<AddedTokens.Added> addedTokens) {
        this(file, frame, model, addedTokens, 0);
    }

    private SubwordTokenizer(String file, ObjectNode frame, SubwordModel model, List<AddedTokens.Added> addedTokens, int least) {
        this.frame = frame;
        this.model = model;
        FileParts root = new FileParts(file, "", frame);
        normalizer = Normalizers.of(root.at("normalizer"));
        cutter = PreTokenizers.of(root.at("pre_tokenizer"));
        bytes = PreTokenizers.spellsBytes(root.at("pre_tokenizer"));
        decoder = Decoders.of(root.at("decoder"));
        bytesBack = Decoders.spellsBytes(root.at("decoder"));
        special = SpecialFrame.of(root.at("post_processor"));
        added = new AddedTokens(addedTokens, normalizer);
        vocabSize = Math.max(least, Math.max(model.tokens().size(), 1 + addedTokens.stream().mapToInt(AddedTokens.Added::id).max().orElse(-1)));
        endId = ENDS.stream().mapToInt(this::idOf).filter(id -> id >= 0).findFirst().orElse(-1);
        drops = null;
    }

    private SubwordTokenizer(SubwordTokenizer of, BooleanSupplier drops) {
        frame = of.frame;
        model = of.model;
        normalizer = of.normalizer;
        cutter = of.cutter;
        bytes = of.bytes;
        decoder = of.decoder;
        bytesBack = of.bytesBack;
        special = of.special;
        added = of.added;
        vocabSize = of.vocabSize;
        endId = of.endId;
        this.drops = drops;
    }

    @Override
    public Tokenizer droppingMerges(BooleanSupplier drops) {
        return model instanceof Bpe ? new SubwordTokenizer(this, drops) : this;
    }

    /** The same with ids that are not used, as a model may have more rows than there are tokens. */
    public SubwordTokenizer withVocabSize(int size) {
        return new SubwordTokenizer("a tokenizer", frame, model, added.all(), size);
    }

    ObjectNode frame() {
        return frame;
    }

    SubwordModel model() {
        return model;
    }

    AddedTokens added() {
        return added;
    }

    /** Id of a token as the vocabulary spells it, or -1. */
    public int idOf(String token) {
        int id = added.id(token);
        return id >= 0 ? id : model.id(token);
    }

    @Override
    public int vocabSize() {
        return vocabSize;
    }

    @Override
    public int[] encode(String text) {
        IntStream.Builder ids = IntStream.builder();
        walk(text, false, (id, begin, end) -> ids.add(id));
        return ids.build().toArray();
    }

    /** With the special tokens that the file wants around a text. */
    public int[] encodeWithSpecial(String text) {
        return special.around(encode(text));
    }

    /** Whether the file says what stands around a text, be it nothing. */
    public boolean hasOwnBegin() {
        return frame.hasNonNull("post_processor");
    }

    /** With the special tokens that the file wants before a text, but not those after it. */
    public int[] begun(String text) {
        return special.begun(encode(text));
    }

    @Override
    public List<Span> spans(String text) {
        List<Span> spans = new ArrayList<>();
        walk(text, true, (id, begin, end) -> spans.add(new Span(id, begin, end)));
        return spans;
    }

    /** Tokens of a text as the vocabulary spells them; an added one with the white space that it takes. */
    public List<String> entries(String text) {
        List<String> entries = new ArrayList<>();
        for (Span span : spans(text)) {
            String entry = entry(span.id());
            String stretch = text.substring(span.begin(), span.end());
            entries.add(added.content(span.id()) != null && stretch.contains(entry) ? stretch : entry);
        }
        return entries;
    }

    /** Takes tokens in order. */
    @FunctionalInterface
    private interface Taker {
        void take(int id, int begin, int end);
    }

    /** @param located whether places are wanted: they take longer to find than the ids */
    private void walk(String text, boolean located, Taker taker) {
        requireWhole(text);
        for (Stretch stretch : added.inText(text)) {
            if (stretch.id() >= 0) {
                taker.take(stretch.id(), stretch.begin(), stretch.end());
            } else {
                normalized(text.substring(stretch.begin(), stretch.end()), stretch.begin(), located, taker);
            }
        }
    }

    /** Half a surrogate pair is no character: it has no bytes, and no text file could hold it. */
    private static void requireWhole(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                int c = text.codePointAt(i);
                if (!Character.isSupplementaryCodePoint(c)) {
                    throw new IllegalArgumentException("the text has half a surrogate pair (U+" + Integer.toHexString(c).toUpperCase(Locale.ROOT)
                            + ") at character " + i + ", which is no character and has no bytes; take it out");
                }
                i++;
            }
        }
    }

    private void normalized(String raw, int base, boolean located, Taker taker) {
        String text = normalizer.normalize(raw);
        Origin origin = Origin.of(raw, located ? text : raw, normalizer);
        for (Stretch stretch : added.inNormalized(text)) {
            if (stretch.id() >= 0) {
                taker.take(stretch.id(), base + origin.begin(stretch.begin()), base + origin.end(stretch.end()));
                continue;
            }
            Piece whole = new Piece(text.substring(stretch.begin(), stretch.end()), base + stretch.begin(), base + stretch.end());
            for (Piece piece : cutter.cut(whole)) {
                if (!piece.text().isEmpty()) {
                    tokens(piece, base, located ? origin : null, taker);
                }
            }
        }
    }

    /** @param origin null where places are not wanted */
    private void tokens(Piece piece, int base, Origin origin, Taker taker) {
        int[] ids = cut(piece.text());
        int at = 0;
        for (int id : ids) {
            if (origin == null) {
                taker.take(id, 0, 0);
                continue;
            }
            int size = size(id, piece.text(), at, ids.length);
            int begin = bytes ? characters(piece.text(), at, false) : at;
            int end = bytes ? characters(piece.text(), at + size, true) : Math.min(piece.text().length(), at + size);
            taker.take(id, base + origin.begin(piece.place(begin) - base), base + origin.end(piece.place(end) - base));
            at += size;
        }
    }

    /** Characters, or bytes, of a piece that a token covers. */
    private int size(int id, String piece, int at, int tokens) {
        String token = model.tokens().get(id);
        if (bytes) {
            return token.length();
        }
        if (tokens == 1) {
            return piece.length();
        }
        String plain = model instanceof WordPiece w && at > 0 ? token.substring(w.prefix().length()) : token;
        return id == model.unknownId() ? 1 : plain.length();
    }

    /** The number of characters that some bytes of a piece hold, a cut one counted or not. */
    private static int characters(String piece, int bytes, boolean cutOnes) {
        int left = bytes;
        int at = 0;
        while (at < piece.length() && left > 0) {
            int c = piece.codePointAt(at);
            int size = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
            if (left < size && !cutOnes) {
                break;
            }
            left -= size;
            at += Character.charCount(c);
        }
        return at;
    }

    /** Ids of a piece; pieces come again and again. */
    private int[] cut(String piece) {
        if (drops != null) {
            return ((Bpe) model).cut(bytes ? ByteAlphabet.spell(piece) : piece, drops);
        }
        int slot = piece.hashCode() * 0x9E3779B9 >>> 32 - 13;
        Known before = known[slot];
        if (before != null && before.piece.equals(piece)) {
            return before.ids;
        }
        int[] ids = model.cut(bytes ? ByteAlphabet.spell(piece) : piece);
        if (piece.length() <= 64) {
            known[slot] = new Known(piece, ids);
        }
        return ids;
    }

    /** The pieces of a text, over whose borders no merge reaches, each as it is spelled for the model. */
    public List<String> pieces(String text) {
        requireWhole(text);
        List<String> pieces = new ArrayList<>();
        for (Stretch stretch : added.inText(text)) {
            if (stretch.id() < 0) {
                String plain = normalizer.normalize(text.substring(stretch.begin(), stretch.end()));
                cutter.cut(new Piece(plain, 0, plain.length())).stream().map(Piece::text).filter(p -> !p.isEmpty())
                        .forEach(p -> pieces.add(bytes ? ByteAlphabet.spell(p) : p));
            }
        }
        return pieces;
    }

    @Override
    public String decode(int[] ids) {
        return decode(ids, true);
    }

    /** @param ids not modified
     *  @param withoutSpecial whether special tokens are left out */
    public String decode(int[] ids, boolean withoutSpecial) {
        List<String> tokens = new ArrayList<>();
        for (int id : ids) {
            String token = entry(id);
            if (isUsed(id) && (!withoutSpecial || !added.isSpecial(token))) {
                tokens.add(token);
            }
        }
        return String.join("", decoder.decode(tokens));
    }

    @Override
    public String entry(int id) {
        String token = added.content(id);
        if (token == null && id >= 0 && id < model.tokens().size()) {
            token = model.tokens().get(id);
        }
        if (token == null && id >= 0 && id < vocabSize) {
            return "<unused " + id + ">";
        }
        if (token == null) {
            throw new IllegalArgumentException("token " + id + " is not in the vocabulary, which has ids 0 to " + (vocabSize - 1));
        }
        return token;
    }

    private boolean isUsed(int id) {
        return added.content(id) != null || id < model.tokens().size() && model.tokens().get(id) != null;
    }

    @Override
    public String token(int id) {
        String entry = entry(id);
        if (!bytesBack || added.content(id) != null || !isUsed(id)) {
            return PieceTokenizer.visible(entry);
        }
        byte[] spelled = Decoders.bytes(entry);
        try {
            return PieceTokenizer.visible(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(spelled)).toString());
        } catch (CharacterCodingException e) {
            return hex(spelled);
        }
    }

    /** Bytes that are no text by themselves. */
    private static String hex(byte[] bytes) {
        StringBuilder out = new StringBuilder("⟨");
        for (byte b : bytes) {
            out.append(String.format("%02X", b & 0xFF));
        }
        return out.append("⟩").toString();
    }

    @Override
    public int endId() {
        return endId;
    }

    @Override
    public int unknownId() {
        return model.unknownId();
    }

    @Override
    public List<String> unknown(String text) {
        Set<String> unknown = new LinkedHashSet<>();
        if (unknownId() >= 0) {
            for (Span span : spans(text)) {
                if (span.id() == unknownId() && span.begin() < span.end()) {
                    String piece = text.substring(span.begin(), span.end());
                    unknown.add(piece.isBlank() ? PieceTokenizer.visible(piece) : piece.strip());
                }
            }
        }
        return List.copyOf(unknown);
    }
}
