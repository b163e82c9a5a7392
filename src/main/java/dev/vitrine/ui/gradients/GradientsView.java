package dev.vitrine.ui.gradients;

import dev.vitrine.ui.ViewSpec;

/** The gradients among the views. */
public final class GradientsView {
    public static final ViewSpec SPEC = ViewSpec.of("gradients", "5", true, GradientsViewModel::new, GradientsController::new,
            GradientsViewModel.class);

    private GradientsView() {
    }
}
