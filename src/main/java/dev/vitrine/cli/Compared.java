package dev.vitrine.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.engine.metric.Bleu;
import dev.vitrine.engine.metric.Chrf;
import dev.vitrine.engine.metric.Diversity;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/**
 * Texts that were said against what should have been.
 *
 * @param distinct distinct-1 to distinct-3; NaN where there is no run of so many words
 * @param selfBleu NaN of one text
 */
record Compared(int texts, Bleu.Score bleu, String bleuSignature, double chrf, String chrfSignature, List<Double> distinct,
                double selfBleu) {
    /** @param references of each text */
    static Compared of(List<String> said, List<List<String>> references, String version) {
        Bleu bleu = new Bleu();
        Chrf chrf = new Chrf();
        for (int i = 0; i < said.size(); i++) {
            bleu.add(said.get(i), references.get(i));
            chrf.add(said.get(i), references.get(i));
        }
        return new Compared(said.size(), bleu.score(), bleu.signature(version), chrf.score(), chrf.signature(version),
                List.of(Diversity.distinct(said, 1), Diversity.distinct(said, 2), Diversity.distinct(said, 3)),
                Diversity.selfBleu(said));
    }

    void into(ObjectNode json) {
        json.put("compared", texts);
        JsonReport.number(json, "bleu", bleu.score());
        bleu.precisions().forEach(json.putArray("bleu_precisions")::add);
        JsonReport.number(json, "brevity_penalty", bleu.brevityPenalty());
        json.put("hypothesis_length", bleu.hypothesisLength()).put("reference_length", bleu.referenceLength());
        json.put("bleu_signature", bleuSignature);
        JsonReport.number(json, "chrf", chrf);
        json.put("chrf_signature", chrfSignature);
        for (int n = 1; n <= distinct.size(); n++) {
            JsonReport.number(json, "distinct_" + n, distinct.get(n - 1));
        }
        JsonReport.number(json, "self_bleu", selfBleu);
    }

    void print(PrintWriter out) {
        out.println("BLEU|" + bleuSignature + " = " + bleu);
        out.println(String.format(Locale.ROOT, "chrF2|%s = %.2f", chrfSignature, chrf));
        out.println(String.format(Locale.ROOT, "distinct-1 %.4f, distinct-2 %.4f, distinct-3 %.4f, self-BLEU %.2f, of %d %s",
                distinct.get(0), distinct.get(1), distinct.get(2), selfBleu, texts, texts == 1 ? "text" : "texts"));
    }
}
