package dev.vitrine.engine.layer;

import org.jspecify.annotations.Nullable;

/**
 * Rotary positions, half-split form: with angle(t, j) = t * theta^(-2j/d), the pair (x_j, x_{j+d/2}) of the first d
 * channels of a head at position t is turned by angle(t, j). Su et al. 2021, arXiv:2104.09864. The inverse turn is the backward pass.
 * The frequencies theta^(-2j/d) may be {@link RopeScaling scaled}.
 */
final class Rotary {
    private final int half;
    private final float[] cos;   // (T, d/2)
    private final float[] sin;

    Rotary(PassContext c, int dims, double theta, RopeScaling scaling, int time) {
        half = dims / 2;
        cos = c.scratch(time * half);
        sin = c.scratch(time * half);
        for (int i = 0; i < cos.length; i++) {
            int position = i / half;
            double angle = position * scaling.frequency(StrictMath.pow(theta, -2.0 * (i % half) / dims));
            cos[i] = (float) StrictMath.cos(angle);
            sin[i] = (float) StrictMath.sin(angle);
        }
    }

    /** As a block wants it, for positions below {@code time}; null where it turns nothing. */
    static @Nullable Rotary of(PassContext c, BlockConfig config, int time) {
        int turned = 2 * (int) (config.headSize() * config.attention().ropeFraction() / 2);
        return Positions.REGISTRY.get(config.position()).rotary() && turned > 0
                ? new Rotary(c, turned, config.ropeTheta(), config.attention().ropeScaling(), time) : null;
    }

    /** Turns the head that starts at x[at], standing at position t, in place. */
    void turn(float[] x, int at, int t) {
        int table = t * half;
        for (int j = 0; j < half; j++) {
            float a = x[at + j];
            float b = x[at + j + half];
            x[at + j] = a * cos[table + j] - b * sin[table + j];
            x[at + j + half] = b * cos[table + j] + a * sin[table + j];
        }
    }

    void turnBack(float[] x, int at, int t) {
        int table = t * half;
        for (int j = 0; j < half; j++) {
            float a = x[at + j];
            float b = x[at + j + half];
            x[at + j] = a * cos[table + j] + b * sin[table + j];
            x[at + j + half] = b * cos[table + j] - a * sin[table + j];
        }
    }
}
