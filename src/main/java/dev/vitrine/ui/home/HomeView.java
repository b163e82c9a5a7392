package dev.vitrine.ui.home;

import dev.vitrine.ui.ViewSpec;

/** The line of the registry. */
public final class HomeView {
    public static final ViewSpec SPEC = ViewSpec.of("home", "1", true, HomeViewModel::new, HomeController::new,
            HomeViewModel.class);

    private HomeView() {
    }
}
