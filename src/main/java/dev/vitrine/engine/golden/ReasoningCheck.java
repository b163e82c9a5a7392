package dev.vitrine.engine.golden;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vitrine.engine.checkpoint.LoadedModel;
import dev.vitrine.engine.checkpoint.TensorSlice;
import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.layer.PassContext;
import dev.vitrine.engine.loss.CrossEntropy;
import dev.vitrine.engine.loss.HaltLoss;
import dev.vitrine.engine.loss.LossConfig;
import dev.vitrine.engine.loss.LossFunctions;
import dev.vitrine.engine.model.Model;
import dev.vitrine.engine.model.ReasoningPass;
import dev.vitrine.engine.model.Segment;
import dev.vitrine.engine.tensor.Buffers;
import dev.vitrine.engine.tensor.Gradients;
import dev.vitrine.engine.tensor.Parameter;
import dev.vitrine.engine.tensor.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ejml.data.FMatrixRMaj;

/**
 * States, logits, q, losses, residuals and every gradient of a model that thinks in segments, over several of them. The loss is
 * the sum over the puzzles of (mean over scored cells of the cross-entropy + 0.5 BCE(q_halt)), as in the HRM reference.
 */
final class ReasoningCheck {
    private static final double VALUE = 1e-4;
    private static final double GRADIENT = 1e-3;
    private static final double HALT_WEIGHT = 0.5;
    private static final String KINDS = "puzzle_identifiers";

    private final LoadedModel loaded;
    private final Expected expected;
    private final Kernels kernels;
    private final int batch;
    private final int time;
    private final int channels;
    private final int vocabulary;
    private final int[] targets;         // (B*T)
    private final float[] perCell;       // (B*T): 1 / scored cells of its puzzle
    private final Gradients gradients;
    private final ReasoningPass pass;
    private final CrossEntropy stablemax;
    private final CrossEntropy softmax;
    private final CrossEntropy trained;  // one of the two
    private final HaltLoss halt;
    private final List<Figure> figures = new ArrayList<>();

    /** @param function by which the gradients were worked, a name in {@link LossFunctions} */
    ReasoningCheck(LoadedModel loaded, Expected expected, String function, Kernels kernels) {
        this.loaded = loaded;
        this.expected = expected;
        this.kernels = kernels;
        Model model = loaded.model();
        channels = model.config().channels();
        vocabulary = model.config().vocabularySize();
        batch = expected.rows("input_ids").length;
        time = expected.rows("input_ids")[0].length;
        expected.require(time <= model.config().contextLength(), "input_ids",
                "at most " + model.config().contextLength() + " ids long, the model's context");
        gradients = new Gradients(model.parameters().trained());
        pass = (ReasoningPass) model.newPass(new PassContext(batch, time, Weights.LIVE, gradients, kernels));
        targets = new int[batch * time];
        perCell = new float[batch * time];
        readPuzzles();
        readKinds();
        stablemax = loss(LossFunctions.STABLEMAX);
        softmax = loss(LossFunctions.SOFTMAX);
        trained = function.equals(LossFunctions.SOFTMAX) ? softmax : stablemax;
        halt = new HaltLoss(batch, false, new Buffers());
        pass.restart();
    }

    private void readPuzzles() {
        double[][] inputs = expected.rows("input_ids");
        double[][] answers = expected.rows("target_ids");
        expected.require(answers.length == batch && answers[0].length == time, "target_ids", "as many as input_ids");
        for (int b = 0; b < batch; b++) {
            System.arraycopy(expected.ids("input_ids", inputs[b], vocabulary), 0, pass.tokens(), b * time, time);
            int scored = 0;
            for (int t = 0; t < time; t++) {
                int id = (int) answers[b][t];
                expected.require(id == answers[b][t] && id < vocabulary, "target_ids",
                        "token ids from 0 to " + (vocabulary - 1) + ", or below 0 for cells that do not count");
                targets[b * time + t] = id;
                scored += id < 0 ? 0 : 1;
            }
            for (int t = 0; t < time; t++) {
                perCell[b * time + t] = 1f / Math.max(1, scored);
            }
        }
    }

    /** Rows of the table of puzzles; all 0 where nothing is told. */
    private void readKinds() {
        if (expected.json().has(KINDS) && pass.kinds().length > 0) {
            double[] kinds = expected.numbers(KINDS);
            expected.require(kinds.length == batch, KINDS, batch + " numbers, one for each puzzle");
            int puzzles = loaded.model().config().reasoning().puzzles();
            for (int b = 0; b < batch; b++) {
                pass.kinds()[b] = (int) kinds[b];
                expected.require(pass.kinds()[b] == kinds[b] && kinds[b] >= 0 && kinds[b] < puzzles, KINDS,
                        "whole numbers from 0 to " + (puzzles - 1));
            }
        }
    }

    private CrossEntropy loss(String function) {
        CrossEntropy loss = new CrossEntropy(pass.logitsShape(), new LossConfig(0, 0, LossConfig.ALL, function), kernels);
        System.arraycopy(targets, 0, loss.targets(), 0, targets.length);
        return loss;
    }

    List<Figure> run() {
        if (expected.json().has("parameter_count")) {
            figures.add(Figure.absolute("parameter_count", expected.number("parameter_count"), counted(), 0));
        }
        if (expected.json().has("tensors")) {
            tensors(expected.object("tensors"));
        }
        List<Expected> segments = expected.objects("segments");
        for (int s = 0; s < segments.size(); s++) {
            segment("segment." + (s + 1) + ".", segments.get(s));
            pass.carryOn();
        }
        return figures;
    }

    /** The table of puzzles is a buffer to the reference. */
    private int counted() {
        return loaded.model().parameters().trained().stream().filter(p -> !p.bySign()).mapToInt(Parameter::size).sum();
    }

    /** Every tensor of the checkpoint has the name and the shape that is told, and there are no others but tables of rotary positions. */
    private void tensors(Expected wanted) {
        Map<String, List<Integer>> left = new TreeMap<>();
        loaded.slices().forEach(slice -> left.put(bare(slice.tensor()), slice.fileShape()));
        for (Iterator<String> names = wanted.json().fieldNames(); names.hasNext();) {
            String tensor = names.next();
            if (tensor.contains("rotary_emb.")) {
                continue;
            }
            List<Integer> shape = left.remove(bare(tensor));
            if (shape == null) {
                throw wanted.wrong("tensors", "those of the checkpoint, and '" + tensor + "' is none");
            }
            wanted.require(Arrays.equals(wanted.numbers(tensor), shape.stream().mapToDouble(size -> size).toArray()), "tensors." + tensor,
                    shape + ", as the checkpoint's config asks for, got " + wanted.json().get(tensor));
        }
        wanted.require(left.isEmpty(), "tensors", "all of the checkpoint's, and these are missing: " + left.keySet());
    }

    private void segment(String name, Expected wanted) {
        residuals(name, wanted);
        for (int level = 0; level < pass.levels().size(); level++) {
            String key = pass.levels().get(level) + "_batch0_token0";
            double[] state = wanted.numbers(key);
            wanted.require(state.length == channels, key, channels + " numbers, one for each channel");
            figures.add(Figure.largest(name + key, state, pass.state(level).data, 0, VALUE));
        }
        double[][] logits = wanted.rows("logits_batch0");
        wanted.require(logits.length == time && logits[0].length == vocabulary, "logits_batch0",
                time + " rows of " + vocabulary + " numbers, one for each cell");
        for (int t = 0; t < time; t++) {
            figures.add(Figure.largest(name + "logits_batch0." + t, logits[t], pass.logits().data, t * vocabulary, VALUE));
        }
        q(name, wanted, "q_halt", 0);
        q(name, wanted, "q_continue", 1);
        losses(name, wanted);
        gradients(name, wanted.object("grad_norm"));
    }

    /** Runs the segment: what each update changes is the mean over the puzzles of the Frobenius norm. */
    private void residuals(String name, Expected wanted) {
        JsonNode all = wanted.json().path("residuals_in_order");
        List<Segment> parts = pass.segments();
        wanted.require(all.size() == parts.size() - 2, "residuals_in_order",
                parts.size() - 2 + " pairs of a level and a number, one for each update");
        parts.getFirst().forward();
        for (int i = 0; i < all.size(); i++) {
            String label = all.get(i).path(0).asText();
            int level = levelOf(label);
            wanted.require(level >= 0 && all.get(i).path(1).isNumber() && parts.get(i + 1).name().startsWith(label + "."),
                    "residuals_in_order", "pairs of a level and a number, as the levels are updated");
            FMatrixRMaj before = pass.state(level).copy();
            parts.get(i + 1).forward();
            figures.add(Figure.absolute(name + "residual." + parts.get(i + 1).name(), all.get(i).path(1).doubleValue(),
                    change(before, pass.state(level)), VALUE));
        }
        parts.getLast().forward();
    }

    private int levelOf(String label) {
        return pass.levels().indexOf("z_" + label);
    }

    private double change(FMatrixRMaj before, FMatrixRMaj after) {
        double sum = 0;
        for (int b = 0; b < batch; b++) {
            double squares = 0;
            for (int i = b * after.numRows / batch * channels; i < (b + 1) * after.numRows / batch * channels; i++) {
                double d = (double) after.data[i] - before.data[i];
                squares += d * d;
            }
            sum += Math.sqrt(squares) / batch;
        }
        return sum;
    }

    private void q(String name, Expected wanted, String key, int column) {
        double[] numbers = wanted.numbers(key);
        wanted.require(numbers.length == batch, key, batch + " numbers, one for each puzzle");
        for (int b = 0; b < batch; b++) {
            figures.add(Figure.absolute(name + key + "." + b, numbers[b], pass.q().get(b, column), VALUE));
        }
    }

    private void losses(String name, Expected wanted) {
        figures.add(Figure.absolute(name + "stablemax_loss", wanted.number("stablemax_loss"), sumOfMeans(stablemax), VALUE));
        figures.add(Figure.absolute(name + "softmax_loss", wanted.number("softmax_loss"), sumOfMeans(softmax), VALUE));
        halt.judge(pass.logits(), targets);
        figures.add(Figure.absolute(name + "q_halt_bce", wanted.number("q_halt_bce"), halt.forward(pass.q()), VALUE));
    }

    private double sumOfMeans(CrossEntropy loss) {
        loss.forward(pass.logits());
        double sum = 0;
        for (int row = 0; row < targets.length; row++) {
            sum += (double) loss.lossNats()[row] * perCell[row];
        }
        return sum;
    }

    private void gradients(String name, Expected wanted) {
        FMatrixRMaj dLogits = trained.backward(1);
        for (int row = 0; row < targets.length; row++) {
            for (int v = 0; v < vocabulary; v++) {
                dLogits.data[row * vocabulary + v] *= perCell[row];
            }
        }
        gradients.zero();
        pass.startBackward(dLogits, halt.backward((float) HALT_WEIGHT));
        pass.segments().reversed().forEach(Segment::backward);
        Map<String, Double> squares = new LinkedHashMap<>();
        for (TensorSlice slice : loaded.slices()) {
            if (slice.parameter().trained()) {
                float[] g = slice.of(gradients.of(slice.parameter()).data);
                squares.merge(bare(slice.tensor()), kernels.sumOfSquares(g.length, g, 0), Double::sum);
            }
        }
        for (Iterator<String> names = wanted.json().fieldNames(); names.hasNext();) {
            String tensor = names.next();
            Double square = squares.remove(bare(tensor));
            if (square == null) {
                throw wanted.wrong("grad_norm", "that of trained tensors of the checkpoint, and '" + tensor + "' is none");
            }
            figures.add(Figure.relative(name + "grad_norm." + tensor, wanted.number(tensor), Math.sqrt(square), GRADIENT));
        }
        squares.remove("puzzle_emb.weights");   // a buffer to the reference, too
        String left = squares.keySet().stream().findFirst().orElse("");
        wanted.require(left.isEmpty(), "grad_norm", "that of every trained tensor of the checkpoint, and '" + left + "' is missing");
    }

    /** A model that was saved inside its halting and its loss has names with prefixes. */
    private static String bare(String name) {
        return name.replaceFirst("^.*?\\b(?=(?:embed_tokens|embed_pos|puzzle_emb|lm_head|q_head|[HL]_init|[HL]_level)\\b)", "");
    }
}
