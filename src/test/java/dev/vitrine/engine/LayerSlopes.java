package dev.vitrine.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.layer.Chance;
import dev.vitrine.engine.layer.Layer;
import dev.vitrine.engine.layer.Pass;
import dev.vitrine.engine.layer.PassContext;
import dev.vitrine.engine.tensor.Gradients;
import dev.vitrine.engine.tensor.Parameter;
import dev.vitrine.engine.tensor.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.FMatrixRMaj;

/**
 * The slopes of a layer's output y, as {@link GradientCheck} takes them, for losses sum(y r). Of r, one half is the output's
 * own answer to the move and one half normal draws, and a step is longer where y answers little: so no slope drowns in the
 * rounding of y, which is 2^-24 of what passes by in the residual stream, however little of it a tensor moves.
 *
 * <p>Kinks (of ReLU) and jumps (of a router) belong to a row and change nothing but that row of y. A row in which one is
 * crossed, at any point that is worked, has r = 0 in that direction, and a third of the rows must have none.
 */
final class LayerSlopes {
    /** Some hundred roundings. */
    private static final double ANSWER = 5e-5;
    private static final double LONGEST_STEP = 0.05;
    private static final double SETTLED = 2e-3;
    private static final int HALVINGS = 5;

    /**
     * @param dy      dy / dstep of each number of y
     * @param crossed (rows): whether one of its units is on another side of its kink at some point of the direction
     */
    private record Slopes(double[] dy, boolean[] crossed) {
        /** How much another step changes them, where none is crossed, as a share of their length. */
        double change(Slopes other) {
            double change = 0;
            double all = 0;
            for (int i = 0; i < dy.length; i++) {
                int row = i / (dy.length / crossed.length);
                if (!crossed[row] && !other.crossed[row]) {
                    change += (dy[i] - other.dy[i]) * (dy[i] - other.dy[i]);
                    all += dy[i] * dy[i];
                }
            }
            return all == 0 ? 0 : Math.sqrt(change / all);
        }
    }

    private final Layer layer;
    private final Gradients gradients;
    private final Pass pass;
    private final String kinks;
    private final FMatrixRMaj x;
    private final int rows;
    private final double[] draws;      // of the loss, one for each number of y
    private final double size;         // of y
    private final boolean[] sides;     // (rows, units): on which side of its kink each unit stands

    /** @param kinks last part of the name of the published tensor whose numbers change sign at a kink; empty for a smooth layer */
    LayerSlopes(Layer layer, int batch, int time, int channels, double inputScale, Kernels kernels, String kinks) {
        this.layer = layer;
        this.kinks = kinks;
        rows = batch * time;
        Tiny.disturb(layer.parameters(), 0.2);
        gradients = new Gradients(layer.parameters());
        pass = layer.newPass(new PassContext(batch, time, Weights.LIVE, gradients, kernels, new Chance(Tiny.DRAWS, 0), 1));
        x = Tiny.gaussian("x", rows, channels, inputScale);
        FMatrixRMaj y = pass.forward(x);
        draws = GradientCheck.direction("r", 0, y.getNumElements(), 1);
        size = Math.sqrt(GradientCheck.squares(y.data));
        sides = sides();
    }

    float[] input() {
        return x.data;
    }

    /** Largest difference between gradient and slope over the directions, relative to the slope.
     *  @param values of the input or of a parameter; left as they were */
    double error(String what, float[] values) {
        float[] saved = values.clone();
        double worst = 0;
        for (int k = 0; k < GradientCheck.DIRECTIONS; k++) {
            double[] direction = GradientCheck.direction(what, k, values.length, GradientCheck.size(saved));
            Slopes slopes = slopes(values, saved, direction);
            float[] r = loss(slopes);
            double claimed = GradientCheck.along(gradient(what, values, r), direction);
            double slope = GradientCheck.along(r, slopes.dy);
            worst = Math.max(worst, slope == claimed ? 0 : Math.abs(slope - claimed) / Math.abs(slope));
        }
        return worst;
    }

    private float[] loss(Slopes slopes) {
        int columns = draws.length / rows;
        int left = 0;
        for (int row = 0; row < rows; row++) {
            if (slopes.crossed[row]) {
                Arrays.fill(slopes.dy, row * columns, (row + 1) * columns, 0);
                left++;
            }
        }
        assertThat(left).as("rows in which a unit crosses its kink").isLessThanOrEqualTo(rows * 2 / 3);
        double answer = length(slopes.dy);
        double drawn = length(draws);
        float[] r = new float[draws.length];
        for (int i = 0; i < r.length; i++) {
            r[i] = slopes.crossed[i / columns] ? 0f : (float) ((answer == 0 ? 0 : slopes.dy[i] / answer) + draws[i] / drawn);
        }
        return r;
    }

    private float[] gradient(String name, float[] values, float[] r) {
        FMatrixRMaj y = pass.forward(x);
        FMatrixRMaj dy = new FMatrixRMaj(y.numRows, y.numCols);
        System.arraycopy(r, 0, dy.data, 0, r.length);
        gradients.zero();
        FMatrixRMaj dx = pass.backward(dy);
        for (Parameter p : layer.parameters()) {
            if (p.name().equals(name)) {
                return gradients.of(p).data;
            }
        }
        assertThat(values).as("no parameter, so the input").isSameAs(x.data);
        return dx.data;
    }

    /**
     * By a step that moves y by at least {@link #ANSWER} of its size, if it can, and that is halved while halving it changes
     * the slopes by more than {@link #SETTLED}: where a norm divides by little, they bend on a short way. If none is so, by
     * the one that halving changed least.
     */
    private Slopes slopes(float[] values, float[] saved, double[] direction) {
        Slopes longer = slopes(values, saved, direction, GradientCheck.STEP);
        double h = Math.clamp(ANSWER * size / length(longer.dy), GradientCheck.STEP, LONGEST_STEP);
        longer = h == GradientCheck.STEP ? longer : slopes(values, saved, direction, h);
        Slopes best = longer;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < HALVINGS && least > SETTLED; i++) {
            h /= 2;
            Slopes shorter = slopes(values, saved, direction, h);
            double change = longer.change(shorter);
            if (change < least) {
                least = change;
                best = longer;
            }
            longer = shorter;
        }
        return best;
    }

    private Slopes slopes(float[] values, float[] saved, double[] direction, double h) {
        Slopes slopes = new Slopes(new double[draws.length], new boolean[rows]);
        add(values, saved, direction, h, 8 / (12 * h), slopes);
        add(values, saved, direction, -h, -8 / (12 * h), slopes);
        add(values, saved, direction, 2 * h, -1 / (12 * h), slopes);
        add(values, saved, direction, -2 * h, 1 / (12 * h), slopes);
        System.arraycopy(saved, 0, values, 0, saved.length);
        return slopes;
    }

    private void add(float[] values, float[] saved, double[] direction, double h, double weight, Slopes slopes) {
        GradientCheck.move(values, saved, direction, h);
        float[] y = pass.forward(x).data;
        for (int i = 0; i < y.length; i++) {
            slopes.dy[i] += weight * y[i];
        }
        boolean[] now = sides();
        for (int i = 0; i < now.length; i++) {
            slopes.crossed[i / (now.length / rows)] |= now[i] != sides[i];
        }
    }

    private boolean[] sides() {
        List<float[]> found = new ArrayList<>();
        if (!kinks.isEmpty()) {
            pass.tensors((name, shape, filler) -> {
                if (name.equals(kinks) || name.endsWith("." + kinks) && !name.startsWith("grad.")) {
                    found.add(new float[shape.count()]);
                    filler.fill(found.getLast());
                }
            });
        }
        assertThat(found).as("tensors '%s' that the layer publishes", kinks).hasSize(kinks.isEmpty() ? 0 : 1);
        boolean[] above = new boolean[found.isEmpty() ? 0 : found.getFirst().length];
        for (int i = 0; i < above.length; i++) {
            above[i] = found.getFirst()[i] > 0;
        }
        return above;
    }

    private static double length(double[] a) {
        return Math.sqrt(Arrays.stream(a).map(v -> v * v).sum());
    }
}
