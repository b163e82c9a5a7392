package dev.vitrine.engine.optim;

import dev.vitrine.engine.tensor.Parameter;
import java.util.List;

/** The two moving means that Adam and its kin keep: of the gradient and of its square. Kingma and Ba 2014, arXiv:1412.6980. */
final class Moments {
    static final String M = "adam.m";
    static final String V = "adam.v";

    private Moments() {
    }

    static List<UpdateRule.Memory> of(Parameter p) {
        return List.of(UpdateRule.Memory.like(p, M), UpdateRule.Memory.like(p, V));
    }

    /** beta m + (1 - beta) g. */
    static float first(float m, float g, float beta) {
        return Math.fma(beta, m, (1f - beta) * g);
    }

    /** beta v + (1 - beta) g^2. */
    static float second(float v, float g, float beta) {
        return Math.fma(beta, v, (1f - beta) * g * g);
    }

    /** 1 / (1 - beta^t): what a mean that began at 0 is multiplied by, so that it has no bias. */
    static float inverse(double beta, long t) {
        return (float) (1 / (1 - StrictMath.pow(beta, t)));
    }

    /** Both moments with their settings, and both without bias. */
    static void terms(UpdateTerms to, OptimizerConfig c, long t) {
        to.term("beta1", (float) c.beta1()).term("1-beta1", 1f - (float) c.beta1());
        to.term("beta2", (float) c.beta2()).term("1-beta2", 1f - (float) c.beta2());
        to.memory(0).memory(1);
        to.term("m_hat", to.remembered(0) * inverse(c.beta1(), t)).term("v_hat", to.remembered(1) * inverse(c.beta2(), t));
    }
}
