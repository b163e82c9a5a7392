package dev.vitrine.engine.kernel;

/** A format of floating-point numbers in 16 bits. What does not fit is rounded to the nearest, ties to even; what is too
 *  large becomes infinite. */
public enum Half {
    /** The upper half of a float: 8 bits of exponent, 7 of fraction. Kalamkar et al. 2019, arXiv:1905.12322. */
    BF16 {
        @Override
        short narrow(float x) {
            int bits = Float.floatToRawIntBits(x);
            return (short) (Float.isNaN(x) ? bits >>> 16 | 0x40 : bits + 0x7fff + (bits >>> 16 & 1) >>> 16);
        }

        @Override
        float widen(short h) {
            return Float.intBitsToFloat(h << 16);
        }
    },
    /** IEEE 754 binary16: 5 bits of exponent, 10 of fraction; nothing above 65504, nothing but 0 below 6e-8. */
    FP16 {
        @Override
        short narrow(float x) {
            return Float.floatToFloat16(x);
        }

        @Override
        float widen(short h) {
            return Float.float16ToFloat(h);
        }
    };

    abstract short narrow(float x);

    abstract float widen(short h);
}
