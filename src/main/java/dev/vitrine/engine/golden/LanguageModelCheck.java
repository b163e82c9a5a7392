package dev.vitrine.engine.golden;

import dev.vitrine.engine.InputException;
import dev.vitrine.engine.checkpoint.LoadedModel;
import dev.vitrine.engine.checkpoint.TensorSlice;
import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.layer.Padding;
import dev.vitrine.engine.layer.PassContext;
import dev.vitrine.engine.layer.Positions;
import dev.vitrine.engine.loss.CrossEntropy;
import dev.vitrine.engine.model.Model;
import dev.vitrine.engine.model.ModelPass;
import dev.vitrine.engine.model.Segment;
import dev.vitrine.engine.optim.GradientNorms;
import dev.vitrine.engine.optim.Optimizer;
import dev.vitrine.engine.optim.OptimizerConfig;
import dev.vitrine.engine.optim.Optimizers;
import dev.vitrine.engine.tensor.Gradients;
import dev.vitrine.engine.tensor.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Logits, loss, every gradient, the greedy continuation and the losses of a few AdamW steps. */
final class LanguageModelCheck {
    private static final double LOGITS = 1e-4;
    private static final double LOSS = 1e-5;
    private static final double GRADIENT = 1e-3;
    private static final double TRAINED_LOSS = 1e-3;

    private final LoadedModel loaded;
    private final Model model;
    private final Expected expected;
    private final int padding;
    private final Kernels kernels;
    private final List<Figure> figures = new ArrayList<>();
    private final int vocabulary;
    private final int[] tokens;      // (B*T)
    private final int[] targets;     // (B*T)
    private final int batch;
    private final int time;
    private final Gradients gradients;
    private final ModelPass pass;
    private final CrossEntropy loss;

    /** @param padding the id that the other library took for padding, -1 for none */
    LanguageModelCheck(LoadedModel loaded, Expected expected, int padding, Kernels kernels) {
        this.loaded = loaded;
        this.expected = expected;
        this.padding = padding;
        this.kernels = kernels;
        model = loaded.model();
        vocabulary = model.config().vocabularySize();
        tokens = flat("input_ids");
        targets = flat("target_ids");
        batch = expected.rows("input_ids").length;
        time = tokens.length / batch;
        expected.require(targets.length == tokens.length, "target_ids", "as many as input_ids");
        requireRoom("input_ids", time);
        gradients = new Gradients(model.parameters().trained());
        pass = model.newPass(new PassContext(batch, time, Weights.LIVE, gradients, kernels));
        loss = new CrossEntropy(pass.logitsShape(), kernels);
    }

    private int[] flat(String key) {
        return Arrays.stream(expected.rows(key)).flatMapToInt(row -> Arrays.stream(expected.ids(key, row, vocabulary))).toArray();
    }

    List<Figure> run() {
        double first = forward();
        logits();
        figures.add(Figure.absolute("loss", expected.number("loss"), first, LOSS));
        backward();
        gradients();
        greedy();
        train(first);
        return figures;
    }

    private double forward() {
        System.arraycopy(tokens, 0, pass.tokens(), 0, tokens.length);
        System.arraycopy(targets, 0, loss.targets(), 0, targets.length);
        pass.forward();
        return loss.forward(pass.logits()) / tokens.length;
    }

    private void backward() {
        gradients.zero();
        pass.startBackward(loss.backward(1f / tokens.length));
        pass.segments().reversed().forEach(Segment::backward);
    }

    private void logits() {
        double[][] last = expected.rows("last_position_logits");
        expected.require(last.length == batch && last[0].length == vocabulary, "last_position_logits",
                batch + " rows of " + vocabulary + " numbers, one for each sequence");
        for (int row = 0; row < batch; row++) {
            figures.add(Figure.largest("last_position_logits." + row, last[row], pass.logits().data,
                    ((row + 1) * time - 1) * vocabulary, LOGITS));
        }
        int[] most = new int[time];
        for (int t = 0; t < time; t++) {
            most[t] = mostProbable(pass, t);
        }
        figures.add(Figure.ids("row0_all_position_argmax", expected.ids("row0_all_position_argmax", vocabulary), most));
    }

    private int mostProbable(ModelPass of, int row) {
        float[] logits = of.logits().data;
        int best = row * vocabulary;
        for (int i = best; i < (row + 1) * vocabulary; i++) {
            best = logits[i] > logits[best] ? i : best;
        }
        return best - row * vocabulary;
    }

    private void gradients() {
        GradientNorms norms = new GradientNorms(gradients, kernels);
        norms.measure();
        figures.add(Figure.relative("grad_norm_total", expected.number("grad_norm_total"), norms.global(), GRADIENT));
        Map<String, TensorSlice> slices = new HashMap<>();
        loaded.slices().forEach(slice -> slices.put(bare(slice.tensor()), slice));
        Expected wanted = expected.object("grad_norm");
        for (Iterator<String> names = wanted.json().fieldNames(); names.hasNext();) {
            String name = names.next();
            TensorSlice slice = slices.remove(bare(name));
            if (slice == null) {
                throw expected.wrong("grad_norm", "that of tensors of the checkpoint, and '" + name + "' is none");
            }
            float[] gradient = slice.of(gradients.of(slice.parameter()).data);
            figures.add(Figure.relative("grad_norm." + name, wanted.number(name),
                    Math.sqrt(kernels.sumOfSquares(gradient.length, gradient, 0)), GRADIENT));
        }
        String left = slices.values().stream().map(TensorSlice::tensor).findFirst().orElse("");
        expected.require(left.isEmpty(), "grad_norm", "that of every tensor of the checkpoint, and '" + left + "' is missing");
    }

    /** The model alone has names without the prefix that it has inside a model with a head. */
    private static String bare(String name) {
        return name.replaceFirst("^(transformer|model)\\.", "");
    }

    /**
     * The first row continued, as transformers' generate() does it when it is told of padding but of no end and of no mask: it
     * leaves the prompt's padding out of sight, and goes on for as long as it was asked to.
     */
    private void greedy() {
        int[] wanted = expected.ids("greedy_from_row0", vocabulary);
        expected.require(wanted.length > time, "greedy_from_row0", "the first row of input_ids and what follows it");
        requireRoom("greedy_from_row0", wanted.length);
        boolean[] hidden = new boolean[wanted.length];
        for (int t = 0; t < time; t++) {
            hidden[t] = tokens[t] == padding;
        }
        ModelPass going = model.newPass(PassContext.evaluation(1, wanted.length, Weights.LIVE, kernels)
                .padded(Padding.of(hidden, wanted.length)));
        System.arraycopy(tokens, 0, going.tokens(), 0, time);
        for (int t = time; t < wanted.length; t++) {
            going.forward();
            going.tokens()[t] = mostProbable(going, t - 1);
        }
        figures.add(Figure.ids("greedy_from_row0", wanted, going.tokens()));
    }

    /** Only a table of positions has an end. */
    private void requireRoom(String key, int length) {
        Positions.Kind kind = Positions.REGISTRY.get(model.config().position());
        expected.require(!kind.learned() && !kind.waves() || length <= model.config().contextLength(), key,
                "at most " + model.config().contextLength() + " ids long, for there are as many positions");
    }

    /** Changes the weights, and so comes last.
     *  @param first loss before the first step */
    private void train(double first) {
        Expected settings = expected.object("adamw");
        settings.require("every parameter".equals(settings.json().path("decay").asText("every parameter")), "adamw.decay",
                "'every parameter', the only choice that is checked");
        settings.require("none".equals(settings.json().path("clip").asText("none")), "adamw.clip",
                "'none', the only choice that is checked");
        settings.require(settings.number("lr") >= 0, "adamw.lr", "a number from 0 up");
        OptimizerConfig config = config(settings);
        Optimizer optimizer = Optimizers.REGISTRY.get(config.kind()).create(gradients, config, kernels);
        double[] wanted = settings.numbers("first_ten_losses");
        double now = first;
        for (int step = 0; step < wanted.length; step++) {
            figures.add(Figure.absolute("adamw.loss." + step, wanted[step], now, TRAINED_LOSS));
            backward();
            optimizer.step((float) settings.number("lr"));
            now = forward();
        }
    }

    private static OptimizerConfig config(Expected settings) {
        try {
            return new OptimizerConfig("adamw", settings.number("beta1"), settings.number("beta2"), settings.number("eps"),
                    settings.number("weight_decay"), true, 0);
        } catch (InputException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new InputException(settings.file() + ": adamw." + e.getMessage(), e);
        }
    }
}
