package dev.vitrine.ui.tokens;

import dev.vitrine.ui.control.StripData;
import dev.vitrine.ui.control.TokenStrip;
import java.util.List;
import javafx.fxml.FXML;
import javafx.scene.control.TextArea;

/** Binds tokenizer.fxml. */
public final class TokenizerController {
    private final TokenizerViewModel model;
    @FXML private TextArea text;
    @FXML private TokenStrip strip;

    public TokenizerController(TokenizerViewModel model) {
        this.model = model;
    }

    @FXML
    private void initialize() {
        text.textProperty().bindBidirectional(model.textProperty());
        strip.paletteProperty().bind(model.session().paletteProperty());
        model.piecesProperty().addListener((_, _, now) -> show(now));
        show(model.piecesProperty().get());
    }

    private void show(List<TokenizerViewModel.Piece> pieces) {
        strip.setData(StripData.of(pieces.stream().map(TokenizerViewModel.Piece::token).toList()));
    }
}
