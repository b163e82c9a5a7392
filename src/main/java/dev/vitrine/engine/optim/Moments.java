package dev.vitrine.engine.optim;

import dev.vitrine.engine.tensor.Parameter;
import java.util.List;

/**
 * The two moving means that Adam and its kin keep, of the gradient and of its square, with their settings and what they are
 * multiplied by so that they have no bias from starting at 0. Kingma and Ba 2014, arXiv:1412.6980.
 */
final class Moments {
    static final String M = "adam.m";
    static final String V = "adam.v";

    final float beta1;
    final float beta2;
    final float eps;
    private final OptimizerConfig config;
    private long t;
    private float inverse1;
    private float inverse2;

    Moments(OptimizerConfig config) {
        this.config = config;
        beta1 = (float) config.beta1();
        beta2 = (float) config.beta2();
        eps = (float) config.eps();
    }

    static List<UpdateRule.Memory> of(Parameter p) {
        return List.of(UpdateRule.Memory.like(p, M), UpdateRule.Memory.like(p, V));
    }

    /** Sets the number of the update; the powers are worked once for all parameters. */
    void count(long now) {
        if (t != now) {
            t = now;
            inverse1 = (float) (1 / (1 - StrictMath.pow(config.beta1(), (double) now)));
            inverse2 = (float) (1 / (1 - StrictMath.pow(config.beta2(), (double) now)));
        }
    }

    /** 1 / (1 - beta1^t). */
    float inverse1() {
        return inverse1;
    }

    /** 1 / (1 - beta2^t). */
    float inverse2() {
        return inverse2;
    }

    /** beta v + (1 - beta) x. */
    static float mean(float v, float x, float beta) {
        return Math.fma(beta, v, (1f - beta) * x);
    }

    /** beta v + (1 - beta) g^2, in the kernel's order. */
    static float meanSquare(float v, float g, float beta) {
        return Math.fma(beta, v, (1f - beta) * g * g);
    }

    /** Both moments with their settings, and both without bias. */
    void terms(UpdateTerms to) {
        to.term("beta1", beta1).term("1-beta1", 1f - beta1).term("beta2", beta2).term("1-beta2", 1f - beta2);
        to.memory(0).memory(1).term("m_hat", to.remembered(0) * inverse1).term("v_hat", to.remembered(1) * inverse2);
        to.term("eps", eps);
    }
}
