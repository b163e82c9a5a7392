package dev.vitrine.engine.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The merges that a text needs, in the order of their ranks: how a tokenizer of byte pairs makes its tokens out of single letters.
 *
 * @param steps the merges
 * @param texts the tokens of the text after 0, 1, 2, ... of them; those with bytes of half a character are written as numbers
 */
public record MergePlay(List<Step> steps, List<List<String>> texts) {
    /**
     * One merge, done wherever it can be.
     *
     * @param rank  its number among the merges of the tokenizer, from 0
     * @param left  token, as it is shown
     * @param right token, as it is shown
     * @param made  token, as it is shown
     * @param times how often it is done in the text
     */
    public record Step(int rank, String left, String right, String made, int times) {
    }

    public MergePlay {
        steps = List.copyOf(steps);
        texts = List.copyOf(texts);
    }

    /** Nothing for a tokenizer without merges. */
    public static Optional<MergePlay> of(Tokenizer tokenizer, String text) {
        if (!(tokenizer instanceof SubwordTokenizer subwords) || !(subwords.model() instanceof Bpe bpe)) {
            return Optional.empty();
        }
        List<String> pieces = subwords.pieces(text);
        List<List<Bpe.Step>> done = pieces.stream().map(bpe::steps).toList();
        Map<Integer, Integer> times = new TreeMap<>();
        done.forEach(steps -> steps.forEach(step -> times.merge(step.rank(), 1, Integer::sum)));
        List<Step> steps = new ArrayList<>();
        List<List<String>> texts = new ArrayList<>();
        texts.add(shown(subwords, bpe, pieces, done, -1));
        times.forEach((rank, count) -> {
            Bpe.Merge merge = bpe.merges().get(rank);
            steps.add(new Step(rank, shown(subwords, merge.left()), shown(subwords, merge.right()),
                    shown(subwords, merge.left() + merge.right().substring(Math.min(merge.right().length(), bpe.options().prefix().length()))), count));
            texts.add(shown(subwords, bpe, pieces, done, rank));
        });
        return Optional.of(new MergePlay(steps, texts));
    }

    private static String shown(SubwordTokenizer tokenizer, String entry) {
        return tokenizer.token(tokenizer.idOf(entry));
    }

    /** The tokens after all merges up to a rank. */
    private static List<String> shown(SubwordTokenizer tokenizer, Bpe bpe, List<String> pieces, List<List<Bpe.Step>> done, int rank) {
        List<String> tokens = new ArrayList<>();
        for (int i = 0; i < pieces.size(); i++) {
            int[] ids = null;
            for (Bpe.Step step : done.get(i)) {
                if (step.rank() > rank) {
                    break;
                }
                ids = step.ids();
            }
            Arrays.stream(ids == null ? bpe.letters(pieces.get(i)) : ids).mapToObj(tokenizer::token).forEach(tokens::add);
        }
        return tokens;
    }
}
