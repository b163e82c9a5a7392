package dev.vitrine.engine.layer;

import dev.vitrine.engine.kernel.Kernels;

/** One number times a function of another. Shazeer 2020, arXiv:2002.05202. */
enum Gate {
    SWIGLU {
        @Override
        void forward(Kernels kernels, int from, int n, float[] gate, float[] up, float[] y) {
            kernels.swiglu(n, gate, from, up, from, y, from);
        }

        @Override
        void backward(Kernels kernels, int from, int n, float[] gate, float[] up, float[] dy, float[] dGate, float[] dUp) {
            kernels.swigluBackward(n, gate, from, up, from, dy, from, dGate, from, dUp, from);
        }
    },
    GEGLU {
        @Override
        void forward(Kernels kernels, int from, int n, float[] gate, float[] up, float[] y) {
            kernels.geglu(n, gate, from, up, from, y, from);
        }

        @Override
        void backward(Kernels kernels, int from, int n, float[] gate, float[] up, float[] dy, float[] dGate, float[] dUp) {
            kernels.gegluBackward(n, gate, from, up, from, dy, from, dGate, from, dUp, from);
        }
    },
    /** With the exact GELU. */
    GEGLU_ERF {
        @Override
        void forward(Kernels kernels, int from, int n, float[] gate, float[] up, float[] y) {
            byActivation(Activation.GELU_ERF, kernels, from, n, gate, up, y);
        }

        @Override
        void backward(Kernels kernels, int from, int n, float[] gate, float[] up, float[] dy, float[] dGate, float[] dUp) {
            byActivationBackward(Activation.GELU_ERF, kernels, from, n, gate, up, dy, dGate, dUp);
        }
    },
    REGLU {
        @Override
        void forward(Kernels kernels, int from, int n, float[] gate, float[] up, float[] y) {
            byActivation(Activation.RELU, kernels, from, n, gate, up, y);
        }

        @Override
        void backward(Kernels kernels, int from, int n, float[] gate, float[] up, float[] dy, float[] dGate, float[] dUp) {
            byActivationBackward(Activation.RELU, kernels, from, n, gate, up, dy, dGate, dUp);
        }
    };

    /** y = f(gate) * up for n numbers from {@code from} on. */
    abstract void forward(Kernels kernels, int from, int n, float[] gate, float[] up, float[] y);

    /** Both gradients, for n numbers from {@code from} on. */
    abstract void backward(Kernels kernels, int from, int n, float[] gate, float[] up, float[] dy, float[] dGate, float[] dUp);

    private static void byActivation(Activation f, Kernels kernels, int from, int n, float[] gate, float[] up, float[] y) {
        f.forward(kernels, from, n, gate, y);
        for (int i = from; i < from + n; i++) {
            y[i] *= up[i];
        }
    }

    /** In the place of the gradients themselves: dGate first has dy * up, dUp first f(gate). */
    private static void byActivationBackward(Activation f, Kernels kernels, int from, int n, float[] gate, float[] up, float[] dy,
                                             float[] dGate, float[] dUp) {
        f.forward(kernels, from, n, gate, dUp);
        for (int i = from; i < from + n; i++) {
            dGate[i] = dy[i] * up[i];
            dUp[i] *= dy[i];
        }
        f.backward(kernels, from, n, gate, dGate, dGate);
    }
}
