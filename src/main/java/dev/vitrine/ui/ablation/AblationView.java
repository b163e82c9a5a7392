package dev.vitrine.ui.ablation;

import dev.vitrine.ui.ViewSpec;

/** The line of the registry. */
public final class AblationView {
    public static final ViewSpec SPEC = ViewSpec.of("ablation", "7", false, AblationViewModel::new, AblationController::new,
            AblationViewModel.class);

    private AblationView() {
    }
}
