package dev.vitrine.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.engine.Draws;
import dev.vitrine.engine.Tiny;
import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.layer.PassContext;
import dev.vitrine.engine.loss.CrossEntropy;
import dev.vitrine.engine.model.Gpt;
import dev.vitrine.engine.model.ModelPass;
import dev.vitrine.engine.tensor.Parameter;
import dev.vitrine.engine.tensor.Weights;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class AblationTest {
    private static final int V = 23;
    private static final int[] TOKENS = Tiny.tokens("ablation", 8, V);

    static Stream<Gpt> models() {
        return Stream.of(LogitLensTest.gpt(), LogitLensTest.gpt("normOrder", "post"), LogitLensTest.gpt("normOrder", "parallel"),
                LogitLensTest.gpt("experts", Map.of("count", 3, "active", 2)),
                LogitLensTest.gpt("attention", Map.of("kvHeads", 1, "qkNorm", true)),
                LogitLensTest.gpt("norm", "layer_norm", "bias", true, "position", "learned", "feedForward", "gelu", "tiedHead", true));
    }

    private static Kernels kernels() {
        return Backends.create("simd");
    }

    /** (V) ln p after the text, and the loss of the text, by the model's own pass. */
    private static Ablation.Outcome whole(Gpt model) {
        int time = TOKENS.length;
        ModelPass pass = model.newPass(PassContext.evaluation(1, time, Weights.LIVE, kernels()));
        System.arraycopy(TOKENS, 0, pass.tokens(), 0, time);
        pass.forward();
        float[] p = new float[V];
        float[] logs = new float[V];
        float logSum = kernels().softmaxAndLogSum(V, pass.logits().data, (time - 1) * V, p, 0);
        for (int i = 0; i < V; i++) {
            logs[i] = pass.logits().data[(time - 1) * V + i] - logSum;
        }
        CrossEntropy loss = new CrossEntropy(pass.logitsShape(), kernels());
        System.arraycopy(TOKENS, 1, loss.targets(), 0, time - 1);
        loss.targets()[time - 1] = -1;
        return new Ablation.Outcome(loss.forward(pass.logits()) / (time - 1), logs);
    }

    private static void same(Ablation.Outcome got, Ablation.Outcome wanted) {
        assertThat(got.logProbabilities()).isEqualTo(wanted.logProbabilities());
        assertThat(got.lossNats()).isCloseTo(wanted.lossNats(), within(1e-6));
    }

    /** What no hand of ours has written the weights of: the live ones themselves are zeroed, and put back. */
    private static void zeroed(Gpt model, Ablation.Part part, Runnable then) {
        String block = "blocks." + part.block();
        int hs = model.config().block().headSize();
        Map<Parameter, float[]> kept = new HashMap<>();
        for (Parameter p : model.parameters()) {
            kept.put(p, p.value().data.clone());
        }
        switch (part.kind()) {
            case HEAD -> {
                Parameter w = model.parameters().get(block + ".attn.proj.weight");
                for (int row = part.head() * hs; row < (part.head() + 1) * hs; row++) {
                    for (int c = 0; c < w.shape().columns(); c++) {
                        w.value().set(row, c, 0);
                    }
                }
            }
            case ATTENTION -> zero(model, block + ".attn.proj.");
            case FEED_FORWARD -> zero(model, block + ".mlp.");
            case BLOCK -> {
                zero(model, block + ".attn.proj.");
                zero(model, block + ".mlp.");
            }
        }
        then.run();
        kept.forEach((p, values) -> System.arraycopy(values, 0, p.value().data, 0, values.length));
    }

    private static void zero(Gpt model, String prefix) {
        model.parameters().stream().filter(p -> p.name().startsWith(prefix)).forEach(p -> p.value().zero());
    }

    @ParameterizedTest
    @MethodSource("models")
    void aPartThatIsSwitchedOffIsAPartWhoseWeightsAreZero(Gpt model) {
        Ablation ablation = new Ablation(model, Weights.LIVE, kernels(), TOKENS);
        same(ablation.before(), whole(model));
        for (Ablation.Part part : Ablation.parts(model)) {
            if (part.kind() == Ablation.Kind.BLOCK && model.config().normOrder().equals("post")) {
                continue;     // its norms would work on
            }
            Ablation.Outcome got = ablation.without(part);
            zeroed(model, part, () -> same(got, whole(model)));
            assertThat(got.logProbabilities()).as(part.toString()).isNotEqualTo(ablation.before().logProbabilities());
        }
        same(ablation.before(), whole(model));
    }

    @Test
    void aBlockOfPostNormThatIsSwitchedOffIsPassedBy() {
        Gpt two = LogitLensTest.gpt("normOrder", "post", "layers", 2);
        Gpt one = new Gpt(Tiny.config("vocabularySize", V, "contextLength", 16, "layers", 1, "normOrder", "post"), new Draws(0));
        for (Parameter p : one.parameters()) {
            System.arraycopy(two.parameters().get(p.name()).value().data, 0, p.value().data, 0, p.size());
        }
        same(new Ablation(two, Weights.LIVE, kernels(), TOKENS).without(new Ablation.Part(Ablation.Kind.BLOCK, 1, 0)), whole(one));
    }

    @Test
    void theHeadsTogetherAreTheAttentionWithoutItsBias() {
        Gpt model = LogitLensTest.gpt("heads", 1);
        Ablation ablation = new Ablation(model, Weights.LIVE, kernels(), TOKENS);
        same(ablation.without(new Ablation.Part(Ablation.Kind.HEAD, 1, 0)), ablation.without(new Ablation.Part(Ablation.Kind.ATTENTION, 1, 0)));
    }

    @Test
    void everyPartIsThereOnce() {
        Gpt model = LogitLensTest.gpt();
        assertThat(Ablation.parts(model)).doesNotHaveDuplicates().hasSize(3 * (model.config().heads() + 3));
    }

    @Test
    void aTextOfOneTokenHasNoLossAndANextTokenAllTheSame() {
        Ablation.Outcome alone = new Ablation(LogitLensTest.gpt(), Weights.LIVE, kernels(), new int[] {3}).before();
        assertThat(alone.lossNats()).isNaN();
        double sum = 0;
        for (float log : alone.logProbabilities()) {
            sum += Math.exp(log);
        }
        assertThat(sum).isCloseTo(1, within(1e-5));
    }

    @Test
    void theWeightsOfTheModelStayAsTheyAre() {
        Gpt model = LogitLensTest.gpt();
        Map<String, float[]> before = new TreeMap<>();
        model.parameters().forEach(p -> before.put(p.name(), p.value().data.clone()));
        Ablation ablation = new Ablation(model, Weights.LIVE, kernels(), TOKENS);
        Ablation.parts(model).forEach(ablation::without);
        model.parameters().forEach(p -> assertThat(p.value().data).as(p.name()).isEqualTo(before.get(p.name())));
    }
}
