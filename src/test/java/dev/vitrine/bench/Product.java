package dev.vitrine.bench;

import dev.vitrine.engine.Registry;
import dev.vitrine.engine.kernel.EjmlKernels;
import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.kernel.PackedMatrix;
import dev.vitrine.engine.kernel.VectorKernels;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas;

/** C(m,n) = op(A) op(B) by one library, on operands that stay the same. */
interface Product {
    /** Makes the product of a form: NN is A(m,k) B(k,n), NT is A(m,k) B(n,k)^T, TN is A(k,m)^T B(k,n). */
    @FunctionalInterface
    interface Library {
        Product of(String form, int m, int k, int n, float[] a, float[] b);
    }

    Registry<Library> LIBRARIES = new Registry<Library>("library")
            .add("vitrine", (form, m, k, n, a, b) -> new OfKernels(new VectorKernels(), form, m, k, n, a, b))
            .add("packed", (form, m, k, n, a, b) -> form.equals("TN") ? new OfKernels(new VectorKernels(), form, m, k, n, a, b)
                    : new OfPacked(form, m, k, n, a, b))
            .add("openblas", OfOpenBlas::new)
            .add("ejml", (form, m, k, n, a, b) -> new OfKernels(new EjmlKernels(), form, m, k, n, a, b));

    void work();

    /** C, row after row. */
    float[] result();

    /** Works with the kernels of the engine. */
    record OfKernels(Kernels kernels, String form, int m, int k, int n, float[] a, float[] b, float[] result) implements Product {
        OfKernels(Kernels kernels, String form, int m, int k, int n, float[] a, float[] b) {
            this(kernels, form, m, k, n, a, b, new float[m * n]);
        }

        @Override
        public void work() {
            switch (form) {
                case "NN" -> kernels.gemm(m, n, k, a, 0, k, b, 0, n, result, 0, n, false);
                case "NT" -> kernels.gemmTransB(m, n, k, a, 0, k, b, 0, k, result, 0, n, false);
                default -> kernels.gemmTransA(m, n, k, a, 0, m, b, 0, n, result, 0, n, false);
            }
        }
    }

    /** B is packed beforehand, as the weights are that several products of a step share; TN is the form without weights. */
    record OfPacked(Kernels kernels, int m, int k, int n, float[] a, PackedMatrix b, float[] result) implements Product {
        OfPacked(String form, int m, int k, int n, float[] a, float[] b) {
            this(new VectorKernels(), m, k, n, a, new PackedMatrix(), new float[m * n]);
            boolean transposed = form.equals("NT");
            kernels.pack(transposed, k, n, b, 0, transposed ? k : n, this.b);
        }

        @Override
        public void work() {
            kernels.gemmPacked(m, n, k, a, 0, k, b, 0, 0, result, 0, n, false);
        }
    }

    /** Works with OpenBLAS on one thread, on memory outside the heap, which is its fastest way. */
    record OfOpenBlas(String form, int m, int k, int n, FloatPointer a, FloatPointer b, FloatPointer c) implements Product {
        OfOpenBlas(String form, int m, int k, int n, float[] a, float[] b) {
            this(form, m, k, n, new FloatPointer(a), new FloatPointer(b), new FloatPointer((long) m * n));
            openblas.blas_set_num_threads(1);
        }

        @Override
        public void work() {
            boolean transA = form.equals("TN");
            boolean transB = form.equals("NT");
            openblas.cblas_sgemm(openblas.CblasRowMajor, transA ? openblas.CblasTrans : openblas.CblasNoTrans,
                    transB ? openblas.CblasTrans : openblas.CblasNoTrans, m, n, k, 1f, a, transA ? m : k, b, transB ? k : n, 0f, c, n);
        }

        @Override
        public float[] result() {
            float[] values = new float[m * n];
            c.get(values);
            return values;
        }
    }
}
