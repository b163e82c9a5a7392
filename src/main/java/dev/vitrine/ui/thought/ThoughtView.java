package dev.vitrine.ui.thought;

import dev.vitrine.ui.ViewSpec;

/** The view of a thought among the views of a puzzle run. */
public final class ThoughtView {
    public static final ViewSpec SPEC = ViewSpec.of("thought", "8", false, ThoughtViewModel::new, ThoughtController::new,
            ThoughtViewModel.class);

    private ThoughtView() {
    }
}
