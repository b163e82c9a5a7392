package dev.vitrine.ui.thought;

import dev.vitrine.ui.ViewSpec;

/** The comparison among the views of a puzzle run. */
public final class ContestView {
    public static final ViewSpec SPEC = ViewSpec.of("contest", "9", false, ContestViewModel::new, ContestController::new,
            ContestViewModel.class);

    private ContestView() {
    }
}
