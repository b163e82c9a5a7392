package dev.vitrine.engine.layer;

import dev.vitrine.engine.kernel.Kernels;

/** A function of each number of a layer. */
enum Activation {
    RELU {
        @Override
        void forward(Kernels kernels, int from, int n, float[] x, float[] y) {
            for (int i = from; i < from + n; i++) {
                y[i] = Math.max(0f, x[i]);
            }
        }

        @Override
        void backward(Kernels kernels, int from, int n, float[] x, float[] dy, float[] dx) {
            for (int i = from; i < from + n; i++) {
                dx[i] = x[i] > 0 ? dy[i] : 0f;
            }
        }
    },
    /** In its tanh form, Hendrycks and Gimpel 2016, arXiv:1606.08415. */
    GELU {
        @Override
        void forward(Kernels kernels, int from, int n, float[] x, float[] y) {
            kernels.gelu(n, x, from, y, from);
        }

        @Override
        void backward(Kernels kernels, int from, int n, float[] x, float[] dy, float[] dx) {
            kernels.geluBackward(n, x, from, dy, from, dx, from);
        }
    },
    /** In its exact form, by the error function. */
    GELU_ERF {
        @Override
        void forward(Kernels kernels, int from, int n, float[] x, float[] y) {
            kernels.geluErf(n, x, from, y, from);
        }

        @Override
        void backward(Kernels kernels, int from, int n, float[] x, float[] dy, float[] dx) {
            kernels.geluErfBackward(n, x, from, dy, from, dx, from);
        }
    },
    SILU {
        @Override
        void forward(Kernels kernels, int from, int n, float[] x, float[] y) {
            kernels.silu(n, x, from, y, from);
        }

        @Override
        void backward(Kernels kernels, int from, int n, float[] x, float[] dy, float[] dx) {
            kernels.siluBackward(n, x, from, dy, from, dx, from);
        }
    };

    /** y = f(x) for n numbers from {@code from} on. */
    abstract void forward(Kernels kernels, int from, int n, float[] x, float[] y);

    /** dx = dy * f'(x) for n numbers from {@code from} on. */
    abstract void backward(Kernels kernels, int from, int n, float[] x, float[] dy, float[] dx);
}
