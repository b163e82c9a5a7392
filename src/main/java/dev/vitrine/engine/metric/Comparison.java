package dev.vitrine.engine.metric;

import java.util.List;

/**
 * Texts that were said against what should have been.
 *
 * @param distinct distinct-1 to distinct-3; NaN where there is no run of so many words
 * @param selfBleu NaN of one text
 */
public record Comparison(int texts, Bleu.Score bleu, String bleuSignature, double chrf, String chrfSignature, List<Double> distinct,
                         double selfBleu) {
    /** @param references of each text, at least one that is not empty
     *  @param version    of this program, for the signatures */
    public static Comparison of(List<String> said, List<List<String>> references, String version) {
        String program = "vitrine-" + version;
        Bleu bleu = new Bleu();
        Chrf chrf = new Chrf();
        for (int i = 0; i < said.size(); i++) {
            bleu.add(said.get(i), references.get(i));
            chrf.add(said.get(i), references.get(i));
        }
        return new Comparison(said.size(), bleu.score(), bleu.signature(program), chrf.score(), chrf.signature(program),
                List.of(Diversity.distinct(said, 1), Diversity.distinct(said, 2), Diversity.distinct(said, 3)),
                Diversity.selfBleu(said));
    }
}
