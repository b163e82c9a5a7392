package dev.vitrine.ui.gradients;

import dev.vitrine.training.History;
import dev.vitrine.training.MetricSeries;

/** What is shown over the steps. */
enum Quantity {
    NORM("grad_norms"),
    RATIO("update_ratios");

    private final String series;

    Quantity(String series) {
        this.series = series;
    }

    MetricSeries of(History history) {
        return this == NORM ? history.gradNorms() : history.updateRatios();
    }

    /** Name of a parameter's series, as sources say it. */
    String series(String parameter) {
        return series + "." + parameter;
    }
}
