package dev.vitrine.ui.tokens;

import java.util.List;

/** Every page, in the order of the tabs. */
public final class Pages {
    public static final List<PageSpec> ALL = List.of(
            PageSpec.of("tokenizer", TokenizerViewModel::new, TokenizerController::new, TokenizerViewModel.class),
            PageSpec.of("dataset", DatasetViewModel::new, DatasetController::new, DatasetViewModel.class),
            PageSpec.of("evaluation", EvaluationViewModel::new, EvaluationController::new, EvaluationViewModel.class));

    private Pages() {
    }
}
