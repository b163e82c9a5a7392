package dev.vitrine.engine.text;

import dev.vitrine.engine.text.Bpe.Merge;
import dev.vitrine.engine.text.TokenizerProgress.Stage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeSet;

/**
 * Learns merges: the most frequent pair of neighbours becomes a token, of equally frequent ones the pair of lowest ids, until the
 * vocabulary is full or no pair is frequent enough. Only the counts around a merge change, so only they are counted again, and
 * a pair waits in a queue with the count that it had when it last changed upwards. Sennrich et al. 2016, arXiv:1508.07909;
 * order of letters, ties and words as in Hugging Face's tokenizers.
 */
final class BpeTrainer {
    /** What was learned. */
    record Learned(List<String> tokens, List<Merge> merges) {
    }

    private static final int OFTEN = 64;

    private final TokenizerSettings settings;
    private final String prefix;
    private final TokenizerProgress progress;
    private final List<String> tokens = new ArrayList<>();
    private final Map<String, Integer> ids = new HashMap<>();
    private final Map<Long, Merge> merges = new HashMap<>();
    private final List<Long> order = new ArrayList<>();
    private final PairTable counts = new PairTable(1 << 12);
    private final PriorityQueue<Waiting> queue = new PriorityQueue<>();
    private int[][] words;
    private long[] wordCounts;

    /** A pair that may be merged in some words. */
    private static final class Waiting implements Comparable<Waiting> {
        private final long pair;
        private long count;
        private int[] where = new int[4];
        private int places;

        Waiting(long pair) {
            this.pair = pair;
        }

        void add(int word) {
            if (places > 0 && where[places - 1] == word) {
                return;
            }
            if (places == where.length) {
                where = Arrays.copyOf(where, 2 * places);
            }
            where[places++] = word;
        }

        @Override
        public int compareTo(Waiting other) {
            return count != other.count ? Long.compare(other.count, count) : Long.compare(pair, other.pair);
        }
    }

    private BpeTrainer(TokenizerSettings settings, String prefix, TokenizerProgress progress) {
        this.settings = settings;
        this.prefix = prefix;
        this.progress = progress;
    }

    /**
     * @param special  first tokens; not modified
     * @param alphabet letters that are tokens whether they occur or not
     * @param prefix   before each letter of a word but the first; may be empty
     */
    static Learned learn(WordCounts words, List<String> special, List<String> alphabet, String prefix, TokenizerSettings settings,
                         TokenizerProgress progress) {
        BpeTrainer trainer = new BpeTrainer(settings, prefix, progress);
        special.forEach(trainer::token);
        List<Map.Entry<String, long[]>> entries = words.entries();
        trainer.alphabet(entries, alphabet, prefix.isEmpty() ? List.of() : settings.letters());
        trainer.spell(entries);
        trainer.merge();
        return new Learned(List.copyOf(trainer.tokens), trainer.order.stream().map(trainer.merges::get).toList());
    }

    private int token(String token) {
        Integer known = ids.putIfAbsent(token, tokens.size());
        if (known == null) {
            tokens.add(token);
            return tokens.size() - 1;
        }
        return known;
    }

    /** Letters in the order of their code points, then, with a prefix, those that go on a word. */
    private void alphabet(List<Map.Entry<String, long[]>> entries, List<String> always, List<String> continuations) {
        TreeSet<Integer> letters = new TreeSet<>();
        TreeSet<Integer> inner = new TreeSet<>();
        always.forEach(a -> letters.add(a.codePointAt(0)));
        for (Map.Entry<String, long[]> entry : entries) {
            String word = entry.getKey();
            for (int i = 0; i < word.length(); i += Character.charCount(word.codePointAt(i))) {
                letters.add(word.codePointAt(i));
                if (i > 0) {
                    inner.add(word.codePointAt(i));
                }
            }
        }
        letters.forEach(c -> token(Character.toString(c)));
        continuations.stream().filter(c -> inner.contains(c.codePointAt(prefix.length()))).forEach(this::token);
        if (!prefix.isEmpty()) {
            inner.forEach(c -> token(prefix + Character.toString(c)));
        }
    }

    private void spell(List<Map.Entry<String, long[]>> entries) {
        words = new int[entries.size()][];
        wordCounts = new long[entries.size()];
        Map<Long, Waiting> found = new HashMap<>();
        for (int w = 0; w < words.length; w++) {
            String word = entries.get(w).getKey();
            int[] spelled = new int[word.codePointCount(0, word.length())];
            int at = 0;
            for (int i = 0; i < word.length(); i += Character.charCount(word.codePointAt(i))) {
                spelled[at++] = ids.get((i == 0 ? "" : prefix) + Character.toString(word.codePointAt(i)));
            }
            words[w] = spelled;
            wordCounts[w] = entries.get(w).getValue()[0];
            for (int i = 0; i + 1 < spelled.length; i++) {
                long pair = PairTable.pair(spelled[i], spelled[i + 1]);
                counts.add(pair, wordCounts[w]);
                found.computeIfAbsent(pair, Waiting::new).add(w);
            }
        }
        enqueue(found);
    }

    private void enqueue(Map<Long, Waiting> found) {
        for (Waiting waiting : found.values()) {
            waiting.count = counts.get(waiting.pair, 0);
            if (waiting.count > 0) {
                queue.add(waiting);
            }
        }
    }

    private void merge() {
        int begin = tokens.size();
        int all = settings.vocabulary();
        while (tokens.size() < all && !queue.isEmpty()) {
            Waiting top = queue.poll();
            long count = counts.get(top.pair, 0);
            if (top.count != count) {
                top.count = count;
                queue.add(top);
                continue;
            }
            if (count < 1 || count < settings.minFrequency()) {
                break;
            }
            int left = PairTable.left(top.pair);
            int right = PairTable.right(top.pair);
            String rest = tokens.get(right);
            int made = token(tokens.get(left) + (rest.startsWith(prefix) ? rest.substring(prefix.length()) : rest));
            if (merges.put(top.pair, new Merge(tokens.get(left), rest)) != null) {
                order.remove(top.pair);        // its later rank counts
            }
            order.add(top.pair);
            Map<Long, Waiting> found = new HashMap<>();
            for (int i = 0; i < top.places; i++) {
                replace(top.where[i], left, right, made, found);
            }
            enqueue(found);
            if ((tokens.size() - begin) % OFTEN == 0) {
                progress.tell(Stage.MERGE, tokens.size(), all);
            }
        }
        progress.tell(Stage.MERGE, tokens.size(), tokens.size());
    }

    /** Merges a pair wherever it stands in a word, and counts the pairs around it again. */
    private void replace(int w, int left, int right, int made, Map<Long, Waiting> found) {
        int[] word = words[w];
        long n = wordCounts[w];
        int to = 0;
        int from = 0;
        while (from < word.length) {
            if (word[from] != left || from + 1 == word.length || word[from + 1] != right) {
                word[to++] = word[from++];
                continue;
            }
            if (to > 0) {
                counts.add(PairTable.pair(word[to - 1], left), -n);
                gain(PairTable.pair(word[to - 1], made), n, w, found);
            }
            word[to++] = made;
            from += 2;
            if (from < word.length) {
                counts.add(PairTable.pair(right, word[from]), -n);
                gain(PairTable.pair(made, word[from]), n, w, found);
            }
        }
        if (to < word.length) {
            words[w] = Arrays.copyOf(word, to);
        }
    }

    private void gain(long pair, long n, int word, Map<Long, Waiting> found) {
        counts.add(pair, n);
        found.computeIfAbsent(pair, Waiting::new).add(word);
    }
}
