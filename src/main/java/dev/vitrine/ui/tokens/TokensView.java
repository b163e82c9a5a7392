package dev.vitrine.ui.tokens;

import dev.vitrine.ui.ViewSpec;

/** The view of tokens and data among the views of a run on text. */
public final class TokensView {
    public static final ViewSpec SPEC = ViewSpec.of("tokens", "0", false, TokensViewModel::new, TokensController::new,
            TokensViewModel.class);

    private TokensView() {
    }
}
