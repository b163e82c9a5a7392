package dev.vitrine.ui;

import dev.vitrine.ui.attention.AttentionView;
import java.util.List;

/** Everything that the shell can show, in the order of the rail. A view is its FXML, its view model and this line. */
public final class Views {
    public static final List<ViewSpec> ALL = List.of(
            AttentionView.SPEC);

    private Views() {
    }
}
