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
    };

    /** y = f(gate) * up for n numbers from {@code from} on. */
    abstract void forward(Kernels kernels, int from, int n, float[] gate, float[] up, float[] y);

    /** Both gradients, for n numbers from {@code from} on. */
    abstract void backward(Kernels kernels, int from, int n, float[] gate, float[] up, float[] dy, float[] dGate, float[] dUp);
}
