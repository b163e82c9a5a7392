package dev.vitrine.ui;

import dev.vitrine.training.InferenceService;
import dev.vitrine.ui.ablation.AblationView;
import dev.vitrine.ui.attention.AttentionView;
import dev.vitrine.ui.curves.CurvesView;
import dev.vitrine.ui.generate.GenerateView;
import dev.vitrine.ui.gradients.GradientsView;
import dev.vitrine.ui.home.HomeView;
import dev.vitrine.ui.hrm.HrmView;
import dev.vitrine.ui.lens.LensView;
import dev.vitrine.ui.model.ModelView;
import dev.vitrine.ui.step.StepView;
import dev.vitrine.ui.thought.ContestView;
import dev.vitrine.ui.thought.ThoughtView;
import dev.vitrine.ui.tokens.TokensView;
import java.util.List;
import java.util.stream.Stream;

/** Everything that the shell can show, in the order of the rail. A view is its FXML, its view model and this line. */
public final class Views {
    /** Of a run on text. */
    public static final List<ViewSpec> TEXT = List.of(
            HomeView.SPEC,
            CurvesView.SPEC,
            StepView.SPEC,
            AttentionView.SPEC,
            GradientsView.SPEC,
            LensView.SPEC,
            AblationView.SPEC,
            HrmView.SPEC,
            GenerateView.SPEC,
            TokensView.SPEC);
    /** Of a run on puzzles. */
    public static final List<ViewSpec> PUZZLES = List.of(
            HomeView.SPEC,
            CurvesView.SPEC,
            StepView.SPEC,
            AttentionView.SPEC,
            GradientsView.SPEC,
            ThoughtView.SPEC,
            ContestView.SPEC);

    /** Of a model that does not train. */
    public static final List<ViewSpec> INFERENCE = List.of(
            ModelView.SPEC,
            AttentionView.SPEC,
            LensView.SPEC,
            AblationView.SPEC,
            GenerateView.SPEC,
            TokensView.SPEC);

    private Views() {
    }

    /** Those of what is looked at: a run on puzzles, or on text, or a model, whose tokens can be shown if they are known. */
    public static List<ViewSpec> of(Session session) {
        if (session.model() instanceof InferenceService opened) {
            return INFERENCE.stream().filter(view -> opened.readsText() || view != TokensView.SPEC).toList();
        }
        return session.puzzles() ? PUZZLES : TEXT;
    }

    /** Every view once. */
    static List<ViewSpec> all() {
        return Stream.of(TEXT, PUZZLES, INFERENCE).flatMap(List::stream).distinct().toList();
    }
}
