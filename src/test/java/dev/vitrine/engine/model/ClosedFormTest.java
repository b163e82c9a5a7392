package dev.vitrine.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vitrine.engine.Tiny;
import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.engine.layer.AttentionConfig;
import dev.vitrine.engine.layer.PassContext;
import dev.vitrine.engine.loss.CrossEntropy;
import dev.vitrine.engine.loss.HaltLoss;
import dev.vitrine.engine.loss.LossConfig;
import dev.vitrine.engine.tensor.Buffers;
import dev.vitrine.engine.tensor.Gradients;
import dev.vitrine.engine.tensor.Parameter;
import dev.vitrine.engine.tensor.Weights;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * golden/hrm_closed_form.json: what an independent program worked in double of an HRM whose weights are a formula. The twin in
 * double agrees to 1e-8, the engine to 1e-4; one step of gradient, sums over the batch.
 */
final class ClosedFormTest {
    private static final int TIME = 5;
    private static final int C = 8;
    private static final int V = 7;
    private static final int H = 12;
    private static final int BATCH = 2;

    private final JsonNode file;
    private final int[] tokens;
    private final int[] targets;

    ClosedFormTest() throws IOException {
        try (InputStream in = ClosedFormTest.class.getResourceAsStream("/golden/hrm_closed_form.json")) {
            file = new ObjectMapper().readTree(in);
        }
        tokens = flat(file.get("x"));
        targets = flat(file.get("y"));
    }

    private static int[] flat(JsonNode rows) {
        int[] ids = new int[BATCH * TIME];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = rows.get(i / TIME).get(i % TIME).intValue();
        }
        return ids;
    }

    private static Model model(boolean causal, String gradient) {
        return Models.create(Tiny.config("type", Models.HRM, "vocabularySize", V, "contextLength", TIME, "layers", 2, "heads", 2,
                "channels", C, "hidden", H, "norm", "rms_norm_no_gain", "normOrder", "post", "position", "rope", "tiedHead", false,
                "hCycles", 2, "lCycles", 2, "gradient", gradient, "reasoning", ReasoningConfig.ENABLED,
                "attention", new AttentionConfig(0, 0, 0, causal, false, 1)), Tiny.DRAWS);
    }

    /** Every parameter in our layout, by the rule of the file, whose matrices are (out, in). */
    private static Map<String, double[]> weights() {
        Map<String, double[]> all = new LinkedHashMap<>();
        double root = 1 / Math.sqrt(C);
        all.put("embed.wte", turned(C, V, 0, matrix(V, C, root, 1)));   // (V, C) as theirs
        all.put("head.weight", matrix(V, C, root, 2));
        all.put("q_head.weight", matrix(2, C, 0.1, 3));
        int id = 4;
        for (String level : List.of("H", "L")) {
            String block = level + ".blocks.0.";
            all.put(block + "attn.qkv.weight", matrix(3 * C, C, root, id++));
            all.put(block + "attn.proj.weight", matrix(C, C, root, id++));
            double[] gateAndUp = matrix(2 * H, C, root, id++);
            all.put(block + "mlp.gate.weight", columns(gateAndUp, 0));
            all.put(block + "mlp.up.weight", columns(gateAndUp, H));
            all.put(block + "mlp.down.weight", matrix(C, H, 1 / Math.sqrt(H), id++));
        }
        all.put("q_head.bias", new double[] {-0.5, -0.25});
        double[] high = new double[C];
        double[] low = new double[C];
        for (int d = 0; d < C; d++) {
            high[d] = Math.cos(0.9 * d + 0.2);
            low[d] = Math.cos(1.3 * d - 0.4);
        }
        all.put("H_init", high);
        all.put("L_init", low);
        return all;
    }

    /** W[r][c] = scale * sin(1 + 0.37 (r * cols + c) + 1.7 id), as (in, out). */
    private static double[] matrix(int rows, int cols, double scale, int id) {
        double[] ours = new double[rows * cols];
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < cols; c++) {
                ours[c * rows + r] = scale * Math.sin(1 + 0.37 * (r * cols + c) + 1.7 * id);
            }
        }
        return ours;
    }

    private static double[] turned(int rows, int cols, int from, double[] in) {
        double[] out = new double[rows * cols];
        for (int i = 0; i < out.length; i++) {
            out[i % cols * rows + i / cols] = in[from + i];
        }
        return out;
    }

    /** H columns of the (C, 2 H) gates and upper parts. */
    private static double[] columns(double[] both, int from) {
        double[] part = new double[C * H];
        for (int i = 0; i < part.length; i++) {
            part[i] = both[i / H * 2 * H + from + i % H];
        }
        return part;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theTwinInDoubleAgreesToTheEighthDigit(boolean causal) {
        DoubleTwin twin = new DoubleTwin(model(causal, "one_step"));
        weights().forEach((name, values) -> System.arraycopy(values, 0, twin.parameter(name), 0, values.length));
        twin.freezeCallsWithoutGradient();
        double[][][] carried = twin.starts(BATCH * TIME);
        for (String segment : List.of("seg1", "seg2")) {
            JsonNode wanted = file.get(causal ? "causal" : "bidirectional").get(segment);
            DoubleTwin.Answer answer = twin.segment(tokens, TIME, carried);
            close(wanted.get("zL_b0_t0"), answer.states()[0][0], 1e-8);
            close(wanted.get("zH_b0_t0"), answer.states()[1][0], 1e-8);
            close(wanted.get("logits_b0_t0"), answer.logits()[0], 1e-8);
            close(wanted.get("logits_b1_t4"), answer.logits()[9], 1e-8);
            close(wanted.get("q"), new double[] {answer.q()[0][0], answer.q()[0][1], answer.q()[1][0], answer.q()[1][1]}, 1e-8);
            assertThat(stablemax(answer)).isCloseTo(wanted.get("stablemax_loss").doubleValue(), within(1e-8));
            double[][][] before = carried;
            double[] exact = exact(answer.logits());
            for (Map.Entry<String, String[]> group : GROUPS.entrySet()) {
                double squares = 0;
                for (String name : group.getValue()) {
                    double[] w = twin.parameter(name);
                    for (int i = 0; i < w.length; i++) {
                        double was = w[i];
                        w[i] = was + 1e-5;
                        double up = loss(twin.segment(tokens, TIME, before), exact);
                        w[i] = was - 1e-5;
                        squares += Math.pow((up - loss(twin.segment(tokens, TIME, before), exact)) / 2e-5, 2);
                        w[i] = was;
                    }
                }
                assertThat(Math.sqrt(squares)).as(group.getKey())
                        .isCloseTo(wanted.get("grad_norms").get(group.getKey()).doubleValue(), within(1e-8));
            }
            carried = answer.states();
        }
    }

    /** Their names of the gradients, and our tensors. */
    private static final Map<String, String[]> GROUPS = groups();

    private static Map<String, String[]> groups() {
        Map<String, String[]> groups = new LinkedHashMap<>();
        groups.put("embed", new String[] {"embed.wte"});
        groups.put("lm_head", new String[] {"head.weight"});
        groups.put("q_w", new String[] {"q_head.weight"});
        groups.put("q_b", new String[] {"q_head.bias"});
        for (String level : List.of("H", "L")) {
            String block = level + ".blocks.0.";
            groups.put(level + "0.qkv", new String[] {block + "attn.qkv.weight"});
            groups.put(level + "0.o", new String[] {block + "attn.proj.weight"});
            groups.put(level + "0.gate_up", new String[] {block + "mlp.gate.weight", block + "mlp.up.weight"});
            groups.put(level + "0.down", new String[] {block + "mlp.down.weight"});
        }
        return groups;
    }

    private static void close(JsonNode wanted, double[] got, double tolerance) {
        assertThat(got).hasSize(wanted.size());
        for (int i = 0; i < got.length; i++) {
            assertThat(got[i]).isCloseTo(wanted.get(i).doubleValue(), within(tolerance));
        }
    }

    private double loss(DoubleTwin.Answer answer, double[] exact) {
        double loss = stablemax(answer);
        for (int b = 0; b < BATCH; b++) {
            loss += 0.5 * DoubleTwin.binary(answer.q()[b][0], exact[b]);
        }
        return loss;
    }

    private double stablemax(DoubleTwin.Answer answer) {
        double loss = 0;
        for (int row = 0; row < targets.length; row++) {
            double sum = 0;
            for (double x : answer.logits()[row]) {
                sum += x < 0 ? 1 / (1 - x) : 1 + x;
            }
            double x = answer.logits()[row][targets[row]];
            loss -= Math.log((x < 0 ? 1 / (1 - x) : 1 + x) / sum) / TIME;
        }
        return loss;
    }

    private double[] exact(double[][] logits) {
        double[] exact = {1, 1};
        for (int row = 0; row < targets.length; row++) {
            for (double x : logits[row]) {
                exact[row / TIME] = x > logits[row][targets[row]] ? 0 : exact[row / TIME];
            }
        }
        return exact;
    }

    @ParameterizedTest
    @CsvSource({"simd, false", "simd, true", "ejml, false", "ejml, true"})
    void theEngineAgreesInFloat(String backend, boolean causal) {
        Worked worked = new Worked(model(causal, "one_step"), backend);
        for (String segment : List.of("seg1", "seg2")) {
            JsonNode wanted = file.get(causal ? "causal" : "bidirectional").get(segment);
            worked.segment(0.5f);
            close(wanted.get("zL_b0_t0"), row(worked.pass.state(0), 0), 1e-4);
            close(wanted.get("zH_b0_t0"), row(worked.pass.state(1), 0), 1e-4);
            close(wanted.get("logits_b0_t0"), row(worked.pass.logits(), 0), 1e-4);
            close(wanted.get("logits_b1_t4"), row(worked.pass.logits(), 9), 1e-4);
            assertThat(worked.loss).isCloseTo(wanted.get("stablemax_loss").doubleValue(), within(1e-4));
            assertThat(worked.halting).isCloseTo(wanted.get("qhalt_bce").doubleValue(), within(1e-4));
            for (Map.Entry<String, String[]> group : GROUPS.entrySet()) {
                double squares = 0;
                for (String name : group.getValue()) {
                    for (float g : worked.gradient(name)) {
                        squares += (double) g * g;
                    }
                }
                double norm = wanted.get("grad_norms").get(group.getKey()).doubleValue();
                assertThat(Math.sqrt(squares) / norm).as(group.getKey()).isCloseTo(1, within(1e-3));
            }
            for (int c = 0; c < C; c++) {
                assertThat((double) worked.gradient("embed.wte")[C + c])
                        .isCloseTo(wanted.get("grad_embed_row1").get(c).doubleValue(), within(1e-5));
                assertThat((double) worked.gradient("L.blocks.0.attn.qkv.weight")[c * 3 * C])
                        .isCloseTo(wanted.get("grad_L0_qkv_00_to_07").get(c).doubleValue(), within(1e-5));
            }
            worked.pass.carryOn();
        }
    }

    /** How far one step of gradient points where the whole one does, of the answer's loss alone. */
    @ParameterizedTest
    @ValueSource(strings = {"simd", "ejml"})
    void oneStepPointsAsTheFileSaysTheWholeGradientDoes(String backend) {
        Worked one = new Worked(model(false, "one_step"), backend);
        Worked whole = new Worked(model(false, "all"), backend);
        one.segment(0);
        whole.segment(0);
        JsonNode wanted = file.get("cosine_1step_vs_fullBPTT_seg1");
        for (Map.Entry<String, String[]> group : GROUPS.entrySet()) {
            if (wanted.has(group.getKey())) {
                double ab = 0;
                double aa = 0;
                double bb = 0;
                for (String name : group.getValue()) {
                    float[] a = one.gradient(name);
                    float[] b = whole.gradient(name);
                    for (int i = 0; i < a.length; i++) {
                        ab += (double) a[i] * b[i];
                        aa += (double) a[i] * a[i];
                        bb += (double) b[i] * b[i];
                    }
                }
                assertThat(ab / Math.sqrt(aa * bb)).as(group.getKey()).isCloseTo(wanted.get(group.getKey()).doubleValue(), within(1e-4));
            }
        }
    }

    private static double[] row(FMatrixRMaj matrix, int row) {
        double[] values = new double[matrix.numCols];
        for (int i = 0; i < values.length; i++) {
            values[i] = matrix.get(row, i);
        }
        return values;
    }

    /** Segments of the engine, one after the other. */
    private final class Worked {
        private final Model model;
        private final Gradients gradients;
        private final ReasoningPass pass;
        private final CrossEntropy cross;
        private final HaltLoss halt = new HaltLoss(BATCH, false, new Buffers());
        private double loss;
        private double halting;

        Worked(Model model, String backend) {
            this.model = model;
            weights().forEach((name, values) -> {
                for (int i = 0; i < values.length; i++) {
                    model.parameters().get(name).value().data[i] = (float) values[i];
                }
            });
            gradients = new Gradients(model.parameters().trained());
            pass = (ReasoningPass) model.newPass(new PassContext(BATCH, TIME, Weights.LIVE, gradients, Backends.create(backend)));
            cross = new CrossEntropy(pass.logitsShape(), new LossConfig(0, 0, LossConfig.ALL, "stablemax"), Backends.create(backend));
            System.arraycopy(tokens, 0, pass.tokens(), 0, tokens.length);
            System.arraycopy(targets, 0, cross.targets(), 0, targets.length);
            pass.restart();
        }

        void segment(float haltWeight) {
            gradients.zero();
            pass.forward();
            loss = cross.forward(pass.logits()) / TIME;
            halt.judge(pass.logits(), targets);
            halting = halt.forward(pass.q());
            pass.startBackward(cross.backward(1f / TIME), halt.backward(haltWeight));
            pass.segments().reversed().forEach(Segment::backward);
        }

        float[] gradient(String name) {
            Parameter p = model.parameters().get(name);
            return gradients.of(p).data;
        }
    }
}
