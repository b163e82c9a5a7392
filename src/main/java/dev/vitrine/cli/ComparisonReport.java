package dev.vitrine.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.engine.metric.Comparison;
import java.io.PrintWriter;
import java.util.Locale;

/** How a comparison of texts is told. */
record ComparisonReport(Comparison of) {
    void into(ObjectNode json) {
        json.put("compared", of.texts());
        JsonReport.number(json, "bleu", of.bleu().score());
        of.bleu().precisions().forEach(json.putArray("bleu_precisions")::add);
        JsonReport.number(json, "brevity_penalty", of.bleu().brevityPenalty());
        json.put("hypothesis_length", of.bleu().hypothesisLength()).put("reference_length", of.bleu().referenceLength());
        json.put("bleu_signature", of.bleuSignature());
        JsonReport.number(json, "chrf", of.chrf());
        json.put("chrf_signature", of.chrfSignature());
        for (int n = 1; n <= of.distinct().size(); n++) {
            JsonReport.number(json, "distinct_" + n, of.distinct().get(n - 1));
        }
        JsonReport.number(json, "self_bleu", of.selfBleu());
    }

    void print(PrintWriter out) {
        out.println("BLEU|" + of.bleuSignature() + " = " + of.bleu());
        out.println(String.format(Locale.ROOT, "chrF2|%s = %.2f", of.chrfSignature(), of.chrf()));
        out.println(String.format(Locale.ROOT, "distinct-1 %.4f, distinct-2 %.4f, distinct-3 %.4f, self-BLEU %.2f, of %d %s",
                of.distinct().get(0), of.distinct().get(1), of.distinct().get(2), of.selfBleu(), of.texts(), of.texts() == 1 ? "text" : "texts"));
    }
}
