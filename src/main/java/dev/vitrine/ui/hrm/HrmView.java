package dev.vitrine.ui.hrm;

import dev.vitrine.ui.ViewSpec;

/** The view of HRM's states and thoughts. */
public final class HrmView {
    public static final ViewSpec SPEC = ViewSpec.of("hrm", "8", false, HrmViewModel::new, HrmController::new, HrmViewModel.class);

    private HrmView() {
    }
}
