package dev.vitrine.engine.text;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Byte-pair encoding: a piece begins as single letters; the pair of neighbours that was merged first in training is merged, of equal
 * ones the leftmost, until no pair of neighbours is a known one. Sennrich et al. 2016, arXiv:1508.07909.
 */
final class Bpe implements SubwordModel {
    /**
     * What else a file may ask for.
     *
     * @param unknown      token for a letter that the vocabulary lacks; null to leave it out
     * @param prefix       written before every letter of a piece but the first; may be empty
     * @param suffix       written after the last letter of a piece; may be empty
     * @param fuseUnknown  whether unknown letters in a row are one token
     * @param byteFallback whether an unknown letter is the tokens of its bytes, such as {@code <0xE2>}, where there are such
     * @param ignoreMerges whether a piece that is a token is that token, whatever the merges say
     */
    record Options(String unknown, String prefix, String suffix, boolean fuseUnknown, boolean byteFallback, boolean ignoreMerges) {
        static final Options PLAIN = new Options(null, "", "", false, false, false);
    }

    /** Two tokens that become one. */
    record Merge(String left, String right) {
    }

    /** A merge that was done.
     *  @param rank of the merge
     *  @param ids  of the piece after it */
    record Step(int rank, int[] ids) {
    }

    private static final int SMALL = 1024;

    private final Lexicon lexicon;
    private final List<Merge> merges;
    private final Options options;
    private final PairTable ranks;     // pair: rank << 32 | id of what it becomes
    private final int unknown;
    private final int[] small = new int[SMALL];    // ids of letters alone, looked up most often

    /** @param tokens in the order of their ids; not modified
     *  @param merges in the order in which they are done; not modified */
    Bpe(List<String> tokens, List<Merge> merges, Options options) {
        lexicon = new Lexicon(tokens);
        this.merges = List.copyOf(merges);
        this.options = options;
        unknown = options.unknown() == null ? -1 : lexicon.id(options.unknown());
        ranks = new PairTable(merges.size());
        for (int rank = 0; rank < merges.size(); rank++) {
            Merge merge = merges.get(rank);
            int left = lexicon.required(merge.left(), "merge " + rank + ":");
            int right = lexicon.required(merge.right(), "merge " + rank + ":");
            int made = lexicon.required(merge.left() + merge.right().substring(Math.min(merge.right().length(), options.prefix().length())),
                    "merge " + rank + ":");
            ranks.put(PairTable.pair(left, right), (long) rank << 32 | made);
        }
        for (int letter = 0; letter < SMALL; letter++) {
            small[letter] = lexicon.id(Character.toString(letter));
        }
    }

    List<Merge> merges() {
        return merges;
    }

    Options options() {
        return options;
    }

    @Override
    public List<String> tokens() {
        return lexicon.tokens();
    }

    @Override
    public int id(String token) {
        return lexicon.id(token);
    }

    @Override
    public int unknownId() {
        return unknown;
    }

    @Override
    public int[] cut(String piece) {
        if (options.ignoreMerges() && lexicon.id(piece) >= 0) {
            return new int[] {lexicon.id(piece)};
        }
        int[] ids = letters(piece);
        return merged(ids, null, null);
    }

    /** The same with merges left out. @param drops asked before each merge */
    int[] cut(String piece, BooleanSupplier drops) {
        return merged(letters(piece), null, drops);
    }

    /** The piece after each merge in the order in which they are done. */
    List<Step> steps(String piece) {
        List<Step> steps = new ArrayList<>();
        merged(letters(piece), steps, null);
        return steps;
    }

    /** Ids of a piece before any merge. */
    int[] letters(String piece) {
        int[] ids = new int[piece.length()];
        int count = 0;
        boolean fusing = false;
        for (int i = 0; i < piece.length(); ) {
            int letter = piece.codePointAt(i);
            int next = i + Character.charCount(letter);
            int id = letter(letter, i == 0, next == piece.length());
            if (id >= 0) {
                ids = room(ids, count, 1);
                ids[count++] = id;
                fusing = false;
            } else {
                int[] bytes = options.byteFallback() ? bytes(letter, i == 0, next == piece.length()) : null;
                if (bytes != null) {
                    ids = room(ids, count, bytes.length);
                    System.arraycopy(bytes, 0, ids, count, bytes.length);
                    count += bytes.length;
                    fusing = false;
                } else if (unknown >= 0 && !(fusing && options.fuseUnknown())) {
                    ids = room(ids, count, 1);
                    ids[count++] = unknown;
                    fusing = true;
                }
            }
            i = next;
        }
        return Arrays.copyOf(ids, count);
    }

    private static int[] room(int[] ids, int count, int more) {
        return count + more <= ids.length ? ids : Arrays.copyOf(ids, 2 * (count + more));
    }

    private int letter(int letter, boolean first, boolean last) {
        boolean plain = (first || options.prefix().isEmpty()) && (!last || options.suffix().isEmpty());
        return plain && letter < SMALL ? small[letter] : lexicon.id(written(letter, first, last));
    }

    private String written(int letter, boolean first, boolean last) {
        return (first ? "" : options.prefix()) + Character.toString(letter) + (last ? options.suffix() : "");
    }

    /** Ids of the bytes of a letter; null if the vocabulary lacks one. */
    private int[] bytes(int letter, boolean first, boolean last) {
        byte[] bytes = written(letter, first, last).getBytes(StandardCharsets.UTF_8);
        int[] ids = new int[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            ids[i] = lexicon.id(String.format("<0x%02X>", bytes[i] & 0xFF));
            if (ids[i] < 0) {
                return null;
            }
        }
        return ids;
    }

    /** @param ids   of single letters; modified
     *  @param steps takes what the piece is after each merge; may be null
     *  @param drops whether to leave out a merge; null for never */
    private int[] merged(int[] ids, List<Step> steps, BooleanSupplier drops) {
        int n = ids.length;
        if (n < 2) {
            return ids;
        }
        int[] next = new int[n];       // place of the right neighbour; n for none, -1 for a place that was merged away
        int[] before = new int[n];
        MergeQueue queue = new MergeQueue(n);
        for (int i = 0; i < n; i++) {
            next[i] = i + 1;
            before[i] = i - 1;
            if (i + 1 < n) {
                offer(queue, ids, i, i + 1);
            }
        }
        int left = n;
        while (!queue.isEmpty()) {
            long entry = queue.take();
            int at = MergeQueue.place(entry);
            int right = next[at];
            if (right < 0 || right >= n) {
                continue;
            }
            long known = ranks.get(PairTable.pair(ids[at], ids[right]), -1);
            if (known < 0 || (int) (known >>> 32) != MergeQueue.rank(entry)) {
                continue;       // one of the two was merged with another meanwhile
            }
            if (drops != null && drops.getAsBoolean()) {
                continue;
            }
            ids[at] = (int) known;
            next[at] = next[right];
            next[right] = -1;
            left--;
            if (next[at] < n) {
                before[next[at]] = at;
                offer(queue, ids, at, next[at]);
            }
            if (before[at] >= 0) {
                offer(queue, ids, before[at], at);
            }
            if (steps != null) {
                steps.add(new Step(MergeQueue.rank(entry), remaining(ids, next, left)));
            }
        }
        return remaining(ids, next, left);
    }

    private void offer(MergeQueue queue, int[] ids, int left, int right) {
        long known = ranks.get(PairTable.pair(ids[left], ids[right]), -1);
        if (known >= 0) {
            queue.add((int) (known >>> 32), left);
        }
    }

    private static int[] remaining(int[] ids, int[] next, int count) {
        int[] left = new int[count];
        int at = 0;
        for (int i = 0; i < count; i++) {
            left[i] = ids[at];
            at = next[at];
        }
        return left;
    }
}
