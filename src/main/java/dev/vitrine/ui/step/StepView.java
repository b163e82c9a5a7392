package dev.vitrine.ui.step;

import dev.vitrine.ui.ViewSpec;

/** The Step Lens among the views. */
public final class StepView {
    public static final ViewSpec SPEC = ViewSpec.of("step", "3", true, StepViewModel::new, StepController::new,
            StepViewModel.class);

    private StepView() {
    }
}
