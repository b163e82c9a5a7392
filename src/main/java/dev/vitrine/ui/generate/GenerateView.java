package dev.vitrine.ui.generate;

import dev.vitrine.ui.ViewSpec;

/** The model writes, and shows how it chooses each token. */
public final class GenerateView {
    public static final ViewSpec SPEC = ViewSpec.of("generate", "9", true, GenerateViewModel::new, GenerateController::new,
            GenerateViewModel.class);

    private GenerateView() {
    }
}
