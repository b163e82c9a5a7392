package dev.vitrine.ui.attention;

import dev.vitrine.ui.ViewSpec;

/** The view of attention patterns. */
public final class AttentionView {
    public static final ViewSpec SPEC = ViewSpec.of("attention", "4", true, AttentionViewModel::new, AttentionController::new,
            AttentionViewModel.class);

    private AttentionView() {
    }
}
