package dev.vitrine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.engine.data.source.PlainTexts;
import dev.vitrine.engine.data.Batches;
import dev.vitrine.engine.data.LineBatches;
import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.engine.layer.PassContext;
import dev.vitrine.engine.model.Model;
import dev.vitrine.engine.model.ModelPass;
import dev.vitrine.engine.tensor.Weights;
import dev.vitrine.engine.text.CharTokenizer;
import dev.vitrine.engine.text.Tokenizer;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EvaluatorTest {
    private static final List<String> CHATS = List.of("User: ice? Assistant: cold", "User: sun? Assistant: hot",
            "User: snow? Assistant: white", "a fact");

    @Test
    void theLossIsTheMeanOverAllTokensOfTheTextInDouble() {
        try (Run run = Small.at(Small.run(Small.config("gpt")), 5)) {
            Batches batches = run.data().stages().getFirst().train();
            assertThat(run.evaluator().loss(batches)).isCloseTo(meanLoss(run.model(), batches), within(1e-5));
            assertThat(run.evaluator().loss(batches)).as("asking changes nothing").isEqualTo(run.evaluator().loss(batches));
        }
    }

    private static double meanLoss(Model model, Batches batches) {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < batches.evaluationBatches(); i++) {
            int rows = batches.batchSize() * batches.evaluationTime(i);
            int[] targets = new int[rows];
            ModelPass pass = model.newPass(PassContext.evaluation(batches.batchSize(), batches.evaluationTime(i), Weights.LIVE,
                    Backends.create("simd")));
            batches.fillEvaluation(i, pass.tokens(), targets);
            pass.forward();
            for (int row = 0; row < rows; row++) {
                if (targets[row] != Batches.IGNORED) {
                    double all = 0;
                    for (int v = 0; v < pass.logits().numCols; v++) {
                        all += Math.exp(pass.logits().get(row, v) - pass.logits().get(row, targets[row]));
                    }
                    sum += Math.log(all);
                    count++;
                }
            }
        }
        return sum / count;
    }

    @Test
    void anAnswerIsExactOnlyIfItIsTheWholeAnswer() {
        RunConfig config = Small.withRate(Small.config("gpt", "channels", 32, "hidden", 64, "contextLength", 40), 0.01);
        StageConfig stage = config.stages().getFirst().withSteps(150);
        Tokenizer tokenizer = CharTokenizer.train(CHATS);
        Batches batches = new LineBatches(CHATS.stream().map(tokenizer::encode).toList(), tokenizer, 4, 40, 1, "chats");
        RunData data = new RunData(tokenizer, List.of(new StageData(stage, batches, null, 150)), List.of(PlainTexts.of(CHATS)));
        try (Run run = new Run(config.withStages(List.of(stage)), data, 1, Small.ROOM)) {
            assertThat(run.evaluator().answers(CHATS, "dialog", tokenizer)).isEqualTo(new Evaluator.Answers(0, 3));
            Small.at(run, 150);
            assertThat(run.evaluator().answers(CHATS, "dialog", tokenizer)).isEqualTo(new Evaluator.Answers(3, 3));
            assertThat(run.evaluator().answers(List.of("User: ice? Assistant: co", "User: sun?  Assistant:  hot ", "no chat"),
                    "dialog", tokenizer)).as("a begin is not enough, white space does not count")
                    .isEqualTo(new Evaluator.Answers(1, 2));
        }
    }
}
