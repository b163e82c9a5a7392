package dev.vitrine.engine.layer;

import dev.vitrine.engine.kernel.Kernels;
import org.jspecify.annotations.Nullable;

/**
 * Rotary positions, half-split form: with angle(t, j) = t * theta^(-2j/d), the pair (x_j, x_{j+d/2}) of the first d
 * channels of a head at position t is turned by angle(t, j). Su et al. 2021, arXiv:2104.09864. The inverse turn is the backward pass.
 * The frequencies theta^(-2j/d) may be {@link RopeScaling scaled}.
 */
final class Rotary {
    private final Kernels kernels;
    private final int hs;
    private final int half;
    private final float[] cos;   // (T, d): each cosine twice
    private final float[] sin;   // (T, d): sines, those of the first half with their sign changed

    /** @param hs channels of a head, of which the first {@code dims} are turned */
    Rotary(PassContext c, int hs, int dims, double theta, RopeScaling scaling, int time) {
        kernels = c.kernels();
        this.hs = hs;
        half = dims / 2;
        cos = c.scratch(time * dims);
        sin = c.scratch(time * dims);
        for (int i = 0; i < cos.length; i++) {
            int position = i / dims;
            int channel = i % dims;
            double angle = position * scaling.frequency(StrictMath.pow(theta, -2.0 * (channel % half) / dims));
            cos[i] = (float) StrictMath.cos(angle);
            sin[i] = (float) (channel < half ? -StrictMath.sin(angle) : StrictMath.sin(angle));
        }
    }

    /** As a block wants it, for positions below {@code time}; null where it turns nothing. */
    static @Nullable Rotary of(PassContext c, BlockConfig config, int time) {
        int turned = 2 * (int) (config.headSize() * config.attention().ropeFraction() / 2);
        return Positions.REGISTRY.get(config.position()).rotary() && turned > 0
                ? new Rotary(c, config.headSize(), turned, config.ropeTheta(), config.attention().ropeScaling(), time) : null;
    }

    /** Turns the heads that start at x[at], standing at position t, in place. */
    void turn(int heads, float[] x, int at, int t) {
        kernels.turn(heads, hs, half, x, at, cos, sin, t * 2 * half, false);
    }

    void turnBack(int heads, float[] x, int at, int t) {
        kernels.turn(heads, hs, half, x, at, cos, sin, t * 2 * half, true);
    }
}
