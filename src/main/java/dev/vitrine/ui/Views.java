package dev.vitrine.ui;

import dev.vitrine.ui.attention.AttentionView;
import dev.vitrine.ui.curves.CurvesView;
import dev.vitrine.ui.generate.GenerateView;
import dev.vitrine.ui.gradients.GradientsView;
import dev.vitrine.ui.home.HomeView;
import dev.vitrine.ui.hrm.HrmView;
import dev.vitrine.ui.step.StepView;
import java.util.List;

/** Everything that the shell can show, in the order of the rail. A view is its FXML, its view model and this line. */
public final class Views {
    public static final List<ViewSpec> ALL = List.of(
            HomeView.SPEC,
            CurvesView.SPEC,
            StepView.SPEC,
            AttentionView.SPEC,
            GradientsView.SPEC,
            HrmView.SPEC,
            GenerateView.SPEC);

    private Views() {
    }
}
