package dev.vitrine.ui.tokens;

import dev.vitrine.engine.data.Split;
import dev.vitrine.training.StageConfig;
import dev.vitrine.training.TrainingService;
import java.util.ArrayList;
import java.util.List;

/**
 * Texts of a run that a model can be measured on.
 *
 * @param stage    name of the stage
 * @param held     whether they were held out of training
 * @param template how its chats are written
 * @param together whether what was held out cannot be told from the rest, as of one long text
 */
record EvaluationText(String stage, boolean held, boolean together, List<String> lines, String template) {
    /** Of each stage what was held out, and what is trained on. */
    static List<EvaluationText> of(TrainingService service) {
        List<EvaluationText> all = new ArrayList<>();
        for (int i = 0; i < service.config().stages().size(); i++) {
            StageConfig stage = service.config().stages().get(i);
            List<String> texts = service.data().texts().get(i);
            if (texts.isEmpty()) {
                continue;
            }
            boolean lines = stage.format().equals(StageConfig.LINES);
            Split<List<String>> split = lines ? Split.lines(texts, stage.validationFraction(), service.config().seed())
                    : new Split<>(texts, List.of());
            if (!split.validation().isEmpty()) {
                all.add(new EvaluationText(stage.name(), true, false, split.validation(), stage.read().template()));
            }
            all.add(new EvaluationText(stage.name(), false, !lines && stage.validationFraction() > 0, split.training(), stage.read().template()));
        }
        return all;
    }
}
