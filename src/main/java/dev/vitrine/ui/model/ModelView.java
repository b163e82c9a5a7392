package dev.vitrine.ui.model;

import dev.vitrine.ui.ViewSpec;

/** What stands in Home's place for a model that does not train. */
public final class ModelView {
    public static final ViewSpec SPEC = ViewSpec.of("model", "1", true, ModelViewModel::new, ModelController::new, ModelViewModel.class);

    private ModelView() {
    }
}
