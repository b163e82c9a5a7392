package dev.vitrine.ui.tokens;

import dev.vitrine.training.TextEvaluator;
import java.util.Comparator;

/**
 * A text that was measured.
 *
 * @param number from 1, in the order of the texts
 */
record EvaluationRow(int number, TextEvaluator.Sample sample) {
    /** How texts are sorted. */
    enum Order {
        TEXT(Comparator.comparingInt(EvaluationRow::number)),
        LOSS(Comparator.comparingDouble((EvaluationRow r) -> r.sample.likelihood().lossNats()).reversed()),
        WRONG(Comparator.comparingInt(EvaluationRow::rank).thenComparing(LOSS.rows));

        private final Comparator<EvaluationRow> rows;

        Order(Comparator<EvaluationRow> rows) {
            this.rows = rows;
        }

        Comparator<EvaluationRow> rows() {
            return rows;
        }
    }

    /** Wrong answers before right ones, and those before texts without a question. */
    private int rank() {
        return sample.wanted() == null ? 2 : sample.exact() ? 1 : 0;
    }
}
