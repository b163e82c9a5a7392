package dev.vitrine.ui.lens;

import dev.vitrine.ui.ViewSpec;

/** The line of the registry. */
public final class LensView {
    public static final ViewSpec SPEC = ViewSpec.of("lens", "6", false, LensViewModel::new, LensController::new, LensViewModel.class);

    private LensView() {
    }
}
