package dev.vitrine.ui.tokens;

import dev.vitrine.ui.Session;
import java.util.List;

/** Every page, in the order of the tabs. */
public final class Pages {
    public static final List<PageSpec> ALL = List.of(
            PageSpec.of("tokenizer", TokenizerViewModel::new, TokenizerController::new, TokenizerViewModel.class),
            PageSpec.of("dataset", DatasetViewModel::new, DatasetController::new, DatasetViewModel.class),
            PageSpec.of("evaluation", EvaluationViewModel::new, EvaluationController::new, EvaluationViewModel.class));

    /** Those of what is looked at: a model that does not train has no texts. */
    static List<PageSpec> of(Session session) {
        return session.model() == null || session.service() != null ? ALL : ALL.subList(0, 1);
    }

    private Pages() {
    }
}
