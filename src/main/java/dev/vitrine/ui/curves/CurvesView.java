package dev.vitrine.ui.curves;

import dev.vitrine.ui.ViewSpec;

/** The line of the registry. */
public final class CurvesView {
    public static final ViewSpec SPEC = ViewSpec.of("curves", "2", false, CurvesViewModel::new, CurvesController::new,
            CurvesViewModel.class);

    private CurvesView() {
    }
}
